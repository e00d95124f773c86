import Wire

/// Canonical → a request of this dialect.
struct AnthropicRequestWriter {
    let request: GenerationRequest
    let traits: TargetTraits
    private(set) var losses = Losses()
    private var json = JSONObject()
    /// Members the caller wrote for Anthropic itself; they win over what we make of the rest.
    private var options: JSONObject

    init(request: GenerationRequest, traits: TargetTraits) {
        self.request = request
        self.traits = traits
        options = JSONObject()
        for given in request.providerOptions where given.dialect == .anthropicMessages {
            for (key, value) in given.options(named: "anthropic", losses: &losses) { options[key] = value }
        }
    }

    mutating func body() throws(DialectError) -> JSONObject {
        try refuseWhatChangesTheAnswer()
        let turns = try AnthropicTurns(request.messages, traits: traits, losses: &losses)
        let thinking = try AnthropicThinking(
            request, given: options["thinking"]?.object, traits: traits,
            continuesWithoutThinking: turns.continuesWithoutThinking, losses: &losses)
        options.remove("thinking")
        json.append("model", .string(traits.model))
        json.append("max_tokens", .int(thinking.maxTokens))
        if !turns.system.isEmpty { json.append("system", AnthropicBlockWriter.json(turns.system)) }
        json.append("messages", turns.json)
        try writeTools()
        json.append("thinking", ifPresent: thinking.thinking.map(JSONValue.object))
        writeSampling(isThinking: thinking.isOn)
        try writeOutput(effort: thinking.effort)
        writeTheRest()
        noteWhatIsMissing()
        AnthropicMembers.write(request.preserved, into: &json, at: "", losses: &losses)
        writeOptions()
        strip()
        return json
    }

    private func refuseWhatChangesTheAnswer() throws(DialectError) {
        guard let count = request.candidateCount, count > 1 else { return }
        throw .unsupported(
            "n", "Anthropic gives one answer per request, not \(count)", hint: "send the request \(count) times")
    }

    private mutating func writeTools() throws(DialectError) {
        let tools = AnthropicToolWriter.allowed(request.tools, by: request.toolChoice)
        let written = try AnthropicToolWriter.json(tools, losses: &losses)
        if !written.isEmpty { json.append("tools", .array(written)) }
        json.append(
            "tool_choice",
            ifPresent: AnthropicToolWriter.choice(
                request.toolChoice, parallel: request.parallelToolCalls, hasTools: !written.isEmpty, losses: &losses))
    }

    /// Anthropic's temperature ends at 1. With thinking it must be 1, `top_p` at least 0.95 and `top_k` absent;
    /// what the caller wrote in this dialect itself is left to Anthropic to judge.
    private mutating func writeSampling(isThinking: Bool) {
        let sampling = request.sampling
        let obeys = isThinking && request.reasoning?.preserved?.dialect != .anthropicMessages
        let reason = "not taken together with thinking"
        if let temperature = sampling.temperature {
            let value = temperature.double ?? 1
            if obeys, value != 1 {
                losses.note("temperature", reason)
            } else if value > 1 {
                losses.note("temperature", "clamped to 1, the highest Anthropic takes")
                json.append("temperature", .int(1))
            } else {
                json.append("temperature", .number(temperature.text))
            }
        }
        if let topP = sampling.topP {
            if obeys, (topP.double ?? 1) < 0.95 {
                losses.note("top_p", reason)
            } else if topP.double != 1 || json["temperature"] == nil {
                // Many clients send 1, which does nothing, beside a temperature; newer models refuse the pair.
                json["top_p"] = .number(topP.text)
            }
        }
        if let topK = sampling.topK {
            if obeys { losses.note("top_k", reason) } else { json["top_k"] = .number(topK.text) }
        }
        writeStop()
    }

    private mutating func writeStop() {
        guard let stop = request.sampling.stop else { return }
        // Anthropic: "each stop sequence must contain non-whitespace".
        let taken = stop.filter { !$0.isBlank }
        if taken.count < stop.count { losses.note("stop", "Anthropic takes no stop sequence of white space alone") }
        if !taken.isEmpty { json["stop_sequences"] = .array(taken.map(JSONValue.string)) }
    }

    private mutating func writeOutput(effort: String?) throws(DialectError) {
        var config = JSONObject()
        config["effort"] = effort.map(JSONValue.string)
        switch request.output {
        case .jsonSchema(let format):
            config["format"] = try self.format(format)
        case .jsonObject:
            losses.note(
                "response_format", "Anthropic has no JSON mode without a schema; give one, or ask in the prompt")
        case .text, nil:
            break
        }
        if !config.isEmpty { json["output_config"] = .object(config) }
    }

    private mutating func format(_ format: JSONSchemaFormat) throws(DialectError) -> JSONValue {
        guard traits.hasJSONSchema else {
            throw .unsupported(
                "response_format", "\(traits.model) has no structured outputs (json_schema)",
                hint: "choose a model with structured outputs, or force a tool whose parameters are the schema")
        }
        if format.description != nil {
            losses.note("response_format.json_schema.description", "no counterpart in anthropic-messages")
        }
        let schema = try AnthropicSchema.rewritten(
            format.schema, at: "response_format.json_schema.schema", losses: &losses)
        return ["type": "json_schema", "schema": schema]
    }

    private mutating func writeTheRest() {
        if let user = request.endUser { json["metadata"] = ["user_id": .string(user)] }
        if let tier = request.serviceTier {
            json["service_tier"] = AnthropicServiceTier.request(tier).map(JSONValue.string)
            if json["service_tier"] == nil { losses.note("service_tier", "Anthropic has no tier like \(tier)") }
        }
        if request.stream { json["stream"] = .bool(true) }
    }

    private mutating func noteWhatIsMissing() {
        let reason = "no counterpart in anthropic-messages"
        if request.logprobs != nil { losses.note("logprobs", reason) }
        if request.logprobs?.top != nil { losses.note("top_logprobs", reason) }
        if request.sampling.seed != nil { losses.note("seed", reason) }
        // A penalty of 0, which many clients always send, does nothing.
        if let penalty = request.sampling.frequencyPenalty, penalty.double != 0 {
            losses.note("frequency_penalty", reason)
        }
        if let penalty = request.sampling.presencePenalty, penalty.double != 0 {
            losses.note("presence_penalty", reason)
        }
        if request.audio != nil { losses.note("audio", "Anthropic's models do not speak") }
        if let modalities = request.modalities, modalities.contains(where: { $0 != "text" }) {
            losses.note("modalities", "Anthropic's models answer in text alone")
        }
        if let preserved = request.preserved, preserved.dialect == .anthropicMessages {
            mergeNested("metadata", preserved.members["metadata"])
            mergeNested("output_config", preserved.members["output_config"])
        }
    }

    private mutating func writeOptions() {
        for (key, value) in options {
            if key == "output_config" || key == "metadata" {
                mergeNested(key, value)
            } else {
                json[key] = value
            }
        }
    }

    /// Adds members to one of ours that is an object itself.
    private mutating func mergeNested(_ key: String, _ value: JSONValue?) {
        guard let value else { return }
        guard var object = json[key]?.object, let added = value.object else {
            json[key] = value
            return
        }
        for (name, member) in added { object[name] = member }
        json[key] = .object(object)
    }

    /// What the endpoint refuses. A `model` that stands in the path instead (Vertex) is no loss.
    private mutating func strip() {
        for key in traits.strips.sorted() where json.remove(key) != nil && key != "model" {
            losses.note(key, "not taken by this target")
        }
    }
}
