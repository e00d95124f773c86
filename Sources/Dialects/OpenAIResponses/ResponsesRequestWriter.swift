import Wire

/// Writes a Responses request for one target. Nothing is stored at the provider: the conversation is all here.
struct ResponsesRequestWriter {
    static let dialect = Dialect.openAIResponses

    private let request: GenerationRequest
    private let traits: TargetTraits
    private(set) var losses = Losses()
    private var body = JSONObject()

    init(_ request: GenerationRequest, traits: TargetTraits) {
        self.request = request
        self.traits = traits
    }

    mutating func written() throws(DialectError) -> JSONObject {
        body["model"] = .string(traits.model)
        var items = ResponsesItemWriter(traits: traits)
        for (index, message) in request.messages.enumerated() { try items.write(message, at: "messages[\(index)]") }
        losses.merge(items.losses)
        body["input"] = .array(items.written)
        if request.stream { body["stream"] = true }
        body["store"] = false
        try writeTools(custom: items.customTools)
        try writeText()
        writeReasoning()
        try writeSampling()
        writeOptions()
        for name in traits.strips where body[name] != nil {
            body.remove(name)
            losses.note(name, "the target does not take it")
        }
        return body
    }

    private mutating func writeTools(custom: Set<String>) throws(DialectError) {
        var tools: [JSONValue] = []
        var custom = custom
        for (index, tool) in request.tools.enumerated() {
            let json = try ResponsesTools.json(tool, at: "tools[\(index)]", traits: traits, losses: &losses)
            guard let json else { continue }
            if json["type"] == "custom", let name = json["name"]?.string { custom.insert(name) }
            tools.append(json)
        }
        guard !tools.isEmpty else { return }
        body["tools"] = .array(tools)
        body["tool_choice"] = request.toolChoice.map { ResponsesTools.json($0, custom: custom) }
        body["parallel_tool_calls"] = request.parallelToolCalls.map { .bool($0) }
    }

    private mutating func writeText() throws(DialectError) {
        var text = JSONObject()
        switch request.output {
        case nil: break
        case .text: text["format"] = ["type": "text"]
        case .jsonObject: text["format"] = ["type": "json_object"]
        case .jsonSchema(let format):
            var json = JSONObject([("type", "json_schema"), ("name", .string(format.name ?? "response"))])
            json["description"] = format.description.map(JSONValue.string)
            json["schema"] = try SchemaRewriting(refused: traits.refusedSchemaKeywords).rewrite(
                format.schema, at: "text.format.schema", losses: &losses)
            json["strict"] = format.strict.map { .bool($0) }
            text["format"] = .object(json)
        }
        if let own = own(request.preserved)["text"]?.object { text.fill(own) }
        if !text.isEmpty { body["text"] = .object(text) }
    }

    private mutating func writeReasoning() {
        guard traits.reasons != false else {
            if request.reasoning != nil { losses.note("reasoning", "the target's model does not reason") }
            return
        }
        if traits.reasons == true { body["include"] = ["reasoning.encrypted_content"] }
        guard let wanted = request.reasoning else { return }
        var reasoning = JSONObject()
        let effort = wanted.effort ?? wanted.budget.flatMap(ReasoningRequest.effort(ofBudget:))
        reasoning["effort"] = effort.map(JSONValue.string)
        if wanted.includeText == true { reasoning["summary"] = "auto" }
        losses.note(wanted.preserved, at: "reasoning", into: Self.dialect)
        for (key, value) in own(wanted.preserved) { reasoning[key] = value }
        if !reasoning.isEmpty { body["reasoning"] = .object(reasoning) }
    }

    /// Below it the Responses API answers 400.
    private static let leastLimit = 16

    private mutating func writeSampling() throws(DialectError) {
        let sampling = request.sampling
        if let limit = request.maxOutputTokens {
            body["max_output_tokens"] = .int(max(limit, Self.leastLimit))
            if limit < Self.leastLimit, request.maxCostUSD != nil {
                throw .unsupported(
                    "max_cost_usd", "It leaves room for \(limit) tokens of output, and OpenAI takes no limit below 16.",
                    hint: "Raise `max_cost_usd`, or choose a cheaper model.")
            }
            if limit < Self.leastLimit {
                losses.note("max_tokens", "raised to \(Self.leastLimit), the least OpenAI takes")
            }
        }
        body["temperature"] = sampling.temperature.map { JSONValue($0) }
        body["top_p"] = sampling.topP.map { JSONValue($0) }
        let unknown = "no counterpart in openai-responses"
        if sampling.topK != nil { losses.note("top_k", unknown) }
        if sampling.seed != nil { losses.note("seed", unknown) }
        if sampling.stop != nil { losses.note("stop", unknown) }
        if sampling.frequencyPenalty != nil { losses.note("frequency_penalty", unknown) }
        if sampling.presencePenalty != nil { losses.note("presence_penalty", unknown) }
        if let count = request.candidateCount, count != 1 { losses.note("n", unknown) }
        if let logprobs = request.logprobs {
            body["top_logprobs"] = .int(logprobs.top ?? 0)
            let include = body["include"]?.array ?? []
            body["include"] = .array(include + ["message.output_text.logprobs"])
        }
    }

    private mutating func writeOptions() {
        body["user"] = request.endUser.map(JSONValue.string)
        body["service_tier"] = request.serviceTier.map(JSONValue.string)
        if request.modalities.map({ $0 != ["text"] }) == true || request.audio != nil {
            losses.note("modalities", "no counterpart in openai-responses")
        }
        writePreserved()
        for options in request.providerOptions where options.dialect == Self.dialect || options.dialect == .openAIChat {
            for (key, value) in options.options(named: "openai", losses: &losses) { body[key] = value }
        }
    }

    private mutating func writePreserved() {
        for (key, value) in own(request.preserved) {
            switch key {
            case "text": continue
            case "include": body[key] = .array((body[key]?.array ?? []) + (value.array ?? []))
            default: if body[key] == nil { body[key] = value }
            }
        }
        var preserved = request.preserved
        for (key, value) in OpenAIShared.takeChat(from: &preserved) {
            if var known = body[key]?.object, let more = value.object {
                known.fill(more)
                body[key] = .object(known)
            } else {
                body[key] = value
            }
        }
        losses.note(preserved, at: "", into: Self.dialect)
    }

    private func own(_ preserved: Preserved?) -> JSONObject {
        preserved.flatMap { $0.dialect == Self.dialect ? $0.members : nil } ?? JSONObject()
    }
}
