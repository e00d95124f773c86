import Wire

/// Canonical → a request of Converse. The model, and whether to stream, stand in the path.
struct ConverseRequestWriter {
    private(set) var losses = Losses()
    private var json = JSONObject()
    /// `inferenceConfig`.
    private var config = JSONObject()
    /// `additionalModelRequestFields`.
    private var fields = JSONObject()
    private var outputConfig = JSONObject()

    /// Request and traits are passed from step to step: to keep them would be to copy them.
    mutating func write(
        _ request: GenerationRequest, for traits: TargetTraits, into out: inout JSONWriter
    ) throws(DialectError) {
        if let count = request.candidateCount, count > 1 {
            throw .unsupported(
                "n", "Bedrock gives one answer per request, not \(count)", hint: "send the request \(count) times")
        }
        let turns = try ConverseTurns(request.messages, losses: &losses)
        let hasSystem = !turns.system.isEmpty
        writeSampling(request, traits)
        json["toolConfig"] = try ConverseTools.json(
            request, hasTools: turns.hasTools, traits: traits, losses: &losses)
        try writeReasoning(request, traits)
        try writeOutput(request, traits)
        writeTheRest(request, traits)
        if !config.isEmpty { json["inferenceConfig"] = .object(config) }
        writePreserved(request, besides: hasSystem ? ["messages", "system"] : ["messages"])
        if !fields.isEmpty { json["additionalModelRequestFields"] = .object(fields) }
        if !outputConfig.isEmpty { json["outputConfig"] = .object(outputConfig) }
        // No request is one without its messages: they are no name to strip.
        let isSystemStripped = hasSystem && traits.strips.contains("system")
        for name in traits.strips.sorted()
        where json.remove(name) != nil || isSystemStripped && name == "system" {
            losses.note(name, "not taken by this target")
        }
        out.beginObject()
        turns.writeMembers(into: &out, withSystem: !isSystemStripped)
        for (key, value) in json { out.member(key, value) }
        out.endObject()
    }

    private mutating func writeSampling(_ request: GenerationRequest, _ traits: TargetTraits) {
        let sampling = request.sampling
        config["maxTokens"] = request.maxOutputTokens.map { .int($0) }
        if let temperature = sampling.temperature {
            if let value = temperature.double, value > 1 {
                losses.note("temperature", "clamped to 1, the highest Bedrock takes")
                config["temperature"] = .int(1)
            } else {
                config["temperature"] = JSONValue(temperature)
            }
        }
        if let topP = sampling.topP, topP.double != 1 || sampling.temperature == nil {
            config["topP"] = JSONValue(topP)
        }
        if let stop = sampling.stop, !stop.isEmpty { config["stopSequences"] = JSONValue(stop) }
        if let topK = sampling.topK {
            switch traits.modelFields {
            case .anthropic: fields["top_k"] = JSONValue(topK)
            case .nova: fields["inferenceConfig"] = ["topK": JSONValue(topK)]
            case .none: losses.note("top_k", Converse.none)
            }
        }
        if sampling.seed != nil { losses.note("seed", Converse.none) }
        for (name, penalty) in [
            ("frequency_penalty", sampling.frequencyPenalty), ("presence_penalty", sampling.presencePenalty),
        ] where penalty.map({ $0.double != 0 }) == true {
            losses.note(name, Converse.none)
        }
        if request.logprobs != nil { losses.note("logprobs", Converse.none) }
        if request.logprobs?.top != nil { losses.note("top_logprobs", Converse.none) }
    }

    private mutating func writeReasoning(_ request: GenerationRequest, _ traits: TargetTraits) throws(DialectError) {
        guard let wanted = request.reasoning else { return }
        switch traits.modelFields {
        case .anthropic:
            let thinking = try AnthropicThinking(
                request, given: nil, traits: traits, continuesWithoutThinking: false, losses: &losses)
            fields["thinking"] = thinking.thinking.map(JSONValue.object)
            if let effort = thinking.effort { fields["output_config"] = ["effort": .string(effort)] }
            if thinking.isOn {
                config["maxTokens"] = .int(thinking.maxTokens)
                // With thinking Anthropic draws as it sees fit.
                for (name, told) in [("temperature", "temperature"), ("topP", "top_p")] where config.remove(name) != nil
                {
                    losses.note(told, "not taken together with thinking")
                }
                if fields.remove("top_k") != nil { losses.note("top_k", "not taken together with thinking") }
            }
        case .nova:
            let effort = wanted.effort ?? wanted.budget.flatMap(ReasoningRequest.effort(ofBudget:)) ?? "medium"
            guard effort != "none" else { return }
            let fitting = effort == "minimal" ? "low" : effort == "xhigh" || effort == "max" ? "high" : effort
            fields["reasoningConfig"] = ["type": "enabled", "maxReasoningEffort": .string(fitting)]
        case .none:
            if wanted.effort != "none", wanted.budget != 0 {
                losses.note("reasoning_effort", "the model's own words for it are not known")
            }
        }
        if traits.modelFields != .anthropic { losses.note(wanted.preserved, at: "reasoning", into: Converse.dialect) }
    }

    private mutating func writeOutput(_ request: GenerationRequest, _ traits: TargetTraits) throws(DialectError) {
        switch request.output {
        case nil, .text: return
        case .jsonObject: losses.note("response_format", "Bedrock has no JSON mode without a schema")
        case .jsonSchema(let format):
            guard traits.hasJSONSchema else {
                throw .unsupported(
                    "response_format", "\(traits.model) has no structured outputs (json_schema)",
                    hint: "choose a model with structured outputs, or force a tool whose parameters are the schema")
            }
            let written = try AnthropicSchema.rewritten(
                format.schema, at: "response_format.json_schema.schema", losses: &losses)
            var schema = JSONObject([("schema", .string(written.text))])
            schema["name"] = .string(format.name ?? "response")
            schema["description"] = format.description.map(JSONValue.string)
            outputConfig["textFormat"] = ["type": "json_schema", "structure": ["jsonSchema": .object(schema)]]
        }
    }

    private mutating func writeTheRest(_ request: GenerationRequest, _ traits: TargetTraits) {
        if let tier = request.serviceTier { writeTier(tier) }
        if let user = request.endUser {
            if traits.modelFields == .anthropic {
                fields["metadata"] = ["user_id": .string(user)]
            } else {
                losses.note("user", Converse.none)
            }
        }
        if request.audio != nil { losses.note("audio", "Converse answers in text") }
        if request.modalities.map({ $0 != ["text"] }) == true {
            losses.note("modalities", "Converse answers in text")
        }
    }

    private mutating func writeTier(_ tier: String) {
        guard tier != "auto" else { return }
        guard let type = ConverseTier.type(of: tier) else {
            return losses.note("service_tier", "Bedrock has no tier like \(tier)")
        }
        json["serviceTier"] = ["type": .string(type)]
    }

    private mutating func writePreserved(_ request: GenerationRequest, besides written: MemberNames) {
        losses.note(request.preserved, at: "", into: Converse.dialect)
        var own = JSONObject()
        if let preserved = request.preserved, preserved.dialect == Converse.dialect { own = preserved.members }
        for options in request.providerOptions where options.dialect == Converse.dialect {
            for (key, value) in options.options(named: "bedrock", losses: &losses) { own[key] = value }
        }
        for (key, value) in own {
            switch key {
            case "additionalModelRequestFields": fields.fill(value.object ?? JSONObject())
            case "outputConfig": outputConfig.fill(value.object ?? JSONObject())
            default: if json[key] == nil, !written.contains(key) { json[key] = value }
            }
        }
    }
}
