import Wire

extension OpenAIRequestReader {
    /// Reasoning as OpenAI says it, and as compatible servers and Anthropic do.
    mutating func readReasoning(_ key: String, _ value: JSONView) throws(DialectError) -> Bool {
        switch key {
        case "reasoning_effort":
            let effort = try OpenAIField.string(value, key)
            changeReasoning { $0.effort = effort }
        case "reasoning" where value.kind == .object: readReasoningObject(value)
        case "thinking" where value["type"]?.string != nil: readThinking(value)
        case "include_reasoning" where value.kind == .bool: changeReasoning { $0.includeText = value.bool }
        default: return false
        }
        return true
    }

    private mutating func changeReasoning(_ change: (inout ReasoningRequest) -> Void) {
        var reasoning = request.reasoning ?? ReasoningRequest()
        change(&reasoning)
        request.reasoning = reasoning
    }

    /// OpenRouter's `{effort, max_tokens, enabled, exclude}`.
    private mutating func readReasoningObject(_ value: JSONView) {
        changeReasoning { reasoning in
            if let effort = value["effort"]?.string { reasoning.effort = effort }
            if let budget = value["max_tokens"]?.int { reasoning.budget = budget }
            if let exclude = value["exclude"]?.bool { reasoning.includeText = !exclude }
            switch value["enabled"]?.bool {
            case true? where reasoning.effort == nil && reasoning.budget == nil: reasoning.budget = -1
            case false?: reasoning.budget = 0
            default: break
            }
        }
        let rest = JSONObject(rest: value, without: ["effort", "max_tokens", "enabled", "exclude"])
        if !rest.isEmpty { preserved["reasoning"] = JSONValue(value) }
    }

    /// Anthropic's `{type, budget_tokens}`, which DeepSeek and Z.ai took over without the budget.
    private mutating func readThinking(_ value: JSONView) {
        changeReasoning { reasoning in
            switch value["type"]?.string {
            case "disabled": reasoning.budget = 0
            default: reasoning.budget = value["budget_tokens"]?.int ?? -1
            }
        }
        let rest = JSONObject(rest: value, without: ["type", "budget_tokens"])
        if !rest.isEmpty { preserved["thinking"] = JSONValue(value) }
    }

    /// What is said about the answer, about the caller, and to one provider alone.
    mutating func readOptions(_ key: String, _ value: JSONView) -> Bool {
        switch key {
        case "modalities" where value.kind == .array:
            request.modalities = value.elements.compactMap { $0.string?.lowercased() }
        case "audio" where value.kind == .object:
            request.audio = AudioOutput(voice: value["voice"].map { JSONValue($0) }, format: value["format"]?.string)
        case "user", "safety_identifier":
            guard let user = value.string, request.endUser == nil || request.endUser == user else { return false }
            request.endUser = user
        case "service_tier" where value.kind == .string: request.serviceTier = value.string
        case "google" where value.kind == .object, "gemini" where value.kind == .object: readGoogle(value)
        case "anthropic" where value.kind == .object:
            addOptions(.anthropicMessages, JSONObject(value))
        case "openai" where value.kind == .object: addOptions(.openAIChat, JSONObject(value))
        case "safety_settings", "safetySettings":
            addOptions(.geminiGenerate, JSONObject([("safetySettings", JSONValue(value))]))
        case "extra_body" where value.kind == .object:
            var rest = JSONObject()
            for (key, value) in value.members where !value.isNull {
                let isKnown = ["google", "gemini", "anthropic", "openai", "safety_settings", "safetySettings"]
                    .contains(key)
                if !isKnown || !readOptions(key, value) { rest[key] = JSONValue(value) }
            }
            if !rest.isEmpty { preserved[key] = .object(rest) }
        default: return false
        }
        return true
    }

    /// As Google's own compatible endpoint takes it: `{thinking_config: {…}, cached_content, …}`.
    private mutating func readGoogle(_ value: JSONView) {
        var options = JSONObject(value)
        if let config = value["thinking_config"] ?? value["thinkingConfig"], config.kind == .object {
            options.remove("thinking_config")
            options.remove("thinkingConfig")
            changeReasoning { reasoning in
                let budget = config["thinking_budget"] ?? config["thinkingBudget"]
                let include = config["include_thoughts"] ?? config["includeThoughts"]
                let level = config["thinking_level"] ?? config["thinkingLevel"]
                reasoning.budget = budget?.int ?? reasoning.budget
                reasoning.includeText = include?.bool ?? reasoning.includeText
                reasoning.effort = level?.string?.lowercased() ?? reasoning.effort
            }
        }
        for (name, camel) in [("safety_settings", "safetySettings"), ("cached_content", "cachedContent")] {
            if let value = options.remove(name) { options[camel] = value }
        }
        addOptions(.geminiGenerate, options)
    }

    private mutating func addOptions(_ dialect: Dialect, _ members: JSONObject) {
        guard !members.isEmpty else { return }
        if let position = request.providerOptions.firstIndex(where: { $0.dialect == dialect }) {
            for (key, value) in members { request.providerOptions[position].members[key] = value }
        } else {
            request.providerOptions.append(Preserved(dialect: dialect, members: members))
        }
    }
}
