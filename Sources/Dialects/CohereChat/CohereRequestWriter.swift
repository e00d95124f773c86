import Wire

/// Canonical → a request of this dialect.
struct CohereRequestWriter {
    private let request: GenerationRequest
    private let traits: TargetTraits
    private(set) var losses = Losses()
    private var json = JSONObject()

    init(_ request: GenerationRequest, traits: TargetTraits) {
        self.request = request
        self.traits = traits
    }

    mutating func body() throws(DialectError) -> JSONObject {
        if let count = request.candidateCount, count > 1 {
            throw .unsupported(
                "n", "Cohere gives one answer per request, not \(count)", hint: "send the request \(count) times")
        }
        json["model"] = .string(traits.model)
        var messages: [JSONValue] = []
        for (index, message) in request.messages.enumerated() {
            messages += try CohereMessageWriter.json(message, at: "messages[\(index)]", losses: &losses)
        }
        json["messages"] = .array(messages)
        json["stream"] = .bool(request.stream)
        writeSampling()
        writeTools()
        writeReasoning()
        writeOutput()
        noteWhatIsMissing()
        Preserved.write(request.preserved, of: .cohereChat, into: &json, at: "", losses: &losses)
        for given in request.providerOptions where given.dialect == .cohereChat {
            for (key, value) in given.options(named: "cohere", losses: &losses) { json[key] = value }
        }
        for name in traits.strips where json.remove(name) != nil { losses.note(name, "the target does not take it") }
        return json
    }

    private mutating func writeSampling() {
        let sampling = request.sampling
        json["max_tokens"] = request.maxOutputTokens.map { .int($0) }
        json["temperature"] = sampling.temperature.map { .number($0.text) }
        json["p"] = sampling.topP.map { .number($0.text) }
        json["k"] = sampling.topK.map { .number($0.text) }
        json["seed"] = sampling.seed.map { .number($0.text) }
        json["frequency_penalty"] = sampling.frequencyPenalty.map { .number($0.text) }
        json["presence_penalty"] = sampling.presencePenalty.map { .number($0.text) }
        json["stop_sequences"] = sampling.stop.map { .array($0.map(JSONValue.string)) }
        if let logprobs = request.logprobs {
            json["logprobs"] = true
            if logprobs.top ?? 0 > 0 { losses.note("top_logprobs", "Cohere tells those of the chosen tokens alone") }
        }
    }

    private mutating func writeTools() {
        var tools: [JSONValue] = []
        var allowed: Set<String>?
        switch request.toolChoice {
        case .allowed(let names, _)?: allowed = Set(names)
        case .function(let name)?: allowed = [name]
        default: break
        }
        var strict: Set<Bool> = []
        for (index, tool) in request.tools.enumerated() {
            guard case .function(let function) = tool else {
                losses.note("tools[\(index)]", "no counterpart in cohere-chat")
                continue
            }
            if let allowed, !allowed.contains(function.name) { continue }
            if let isStrict = function.strict { strict.insert(isStrict) }
            if function.cacheMarker != nil {
                losses.note("tools[\(index)].cache_control", "Cohere caches by itself")
            }
            var body = JSONObject([("name", .string(function.name))])
            body["description"] = function.description.map(JSONValue.string)
            body["parameters"] = function.parameters ?? ["type": "object", "properties": .object(JSONObject())]
            Preserved.write(
                function.preserved, of: .cohereChat, into: &body, at: "tools[\(index)].function", losses: &losses)
            tools.append(["type": "function", "function": .object(body)])
        }
        if request.parallelToolCalls == false {
            losses.note("parallel_tool_calls", "Cohere cannot be held to one call")
        }
        guard !tools.isEmpty else {
            if request.toolChoice == ToolChoice.none { json["tool_choice"] = "NONE" }
            return
        }
        json["tools"] = .array(tools)
        // It holds all calls to their schemas, or none.
        if strict.count == 1 { json["strict_tools"] = strict.first.map(JSONValue.bool) }
        if strict.count > 1 { losses.note("tools.function.strict", "Cohere holds all tools to their schemas, or none") }
        switch request.toolChoice {
        case .required?, .function?, .allowed(_, required: true)?: json["tool_choice"] = "REQUIRED"
        case ToolChoice.none?: json["tool_choice"] = "NONE"
        case .auto?, .allowed?, nil: break
        }
    }

    private mutating func writeReasoning() {
        guard let reasoning = request.reasoning else { return }
        losses.note(reasoning.preserved, at: "reasoning", into: .cohereChat)
        if traits.reasons == false {
            losses.note("reasoning_effort", "the target's model does not reason")
            return
        }
        let isOff = reasoning.budget == 0 || reasoning.effort == "none"
        var thinking = JSONObject([("type", .string(isOff ? "disabled" : "enabled"))])
        if !isOff, let budget = reasoning.budget, budget > 0 { thinking["token_budget"] = .int(budget) }
        if !isOff, reasoning.budget == nil, reasoning.effort != nil {
            losses.note("reasoning_effort", "Cohere thinks or does not, within a budget of tokens")
        }
        json["thinking"] = .object(thinking)
    }

    private mutating func writeOutput() {
        switch request.output {
        case .text?: json["response_format"] = ["type": "text"]
        case .jsonObject?: json["response_format"] = ["type": "json_object"]
        case .jsonSchema(let format)?:
            json["response_format"] = ["type": "json_object", "schema": format.schema]
            if format.description != nil {
                losses.note("response_format.json_schema.description", "no counterpart in cohere-chat")
            }
        case nil: break
        }
    }

    private mutating func noteWhatIsMissing() {
        let reason = "no counterpart in cohere-chat"
        if request.audio != nil { losses.note("audio", reason) }
        if let modalities = request.modalities, modalities.contains(where: { $0 != "text" }) {
            losses.note("modalities", reason)
        }
        if request.endUser != nil { losses.note("user", reason) }
        if request.serviceTier != nil { losses.note("service_tier", reason) }
    }
}
