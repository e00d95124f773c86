import Wire

/// `options`: how tokens are drawn, and how the model is run.
enum OllamaOptions {
    private static let numbers: [(name: String, member: any WritableKeyPath<Sampling, NumberText?> & Sendable)] = [
        ("temperature", \.temperature), ("top_p", \.topP), ("top_k", \.topK), ("seed", \.seed),
        ("frequency_penalty", \.frequencyPenalty), ("presence_penalty", \.presencePenalty),
    ]

    /// Reads what the model has a place for; returns the rest.
    static func read(_ view: JSONView?, into request: inout GenerationRequest) throws(DialectError) -> JSONObject {
        guard let view, !view.isNull else { return JSONObject() }
        guard view.kind == .object else { throw .invalid("options", "options must be an object") }
        var rest = Preserved(view, except: [], in: .ollamaChat)?.members ?? JSONObject()
        for (name, member) in numbers {
            guard let value = rest.remove(name) else { continue }
            guard let text = value.numberText else { throw .invalid("options.\(name)", "\(name) must be a number") }
            request.sampling[keyPath: member] = NumberText(text)
        }
        // Below 0 it means as much as fits, which is what leaving it out means elsewhere.
        if let limit = rest["num_predict"]?.int, limit >= 0 {
            request.maxOutputTokens = limit
            rest.remove("num_predict")
        }
        if let stop = rest.remove("stop") {
            guard let texts = stop.array?.compactMap(\.string) ?? stop.string.map({ [$0] }) else {
                throw .invalid("options.stop", "stop must be a string or an array of strings")
            }
            request.sampling.stop = texts
        }
        return rest
    }

    static func json(_ request: GenerationRequest) -> JSONObject {
        var options = JSONObject()
        for (name, member) in numbers {
            options[name] = request.sampling[keyPath: member].map { .number($0.text) }
        }
        options["num_predict"] = request.maxOutputTokens.map { .int($0) }
        options["stop"] = request.sampling.stop.map { .array($0.map(JSONValue.string)) }
        if let own = request.preserved, own.dialect == .ollamaChat {
            for (key, value) in own.members["options"]?.object ?? JSONObject() where options[key] == nil {
                options[key] = value
            }
        }
        return options
    }
}

/// `think`: on, off, or how much.
enum OllamaThinking {
    private static let levels: Set<String> = ["low", "medium", "high", "max"]

    static func read(_ view: JSONView?) throws(DialectError) -> ReasoningRequest? {
        guard let view, !view.isNull else { return nil }
        if let flag = view.bool { return ReasoningRequest(budget: flag ? -1 : 0) }
        guard let level = view.string else { throw .invalid("think", "think must be a boolean or a level") }
        return ReasoningRequest(effort: level)
    }

    /// Levels are taken by models that have them; for others thinking is on or off.
    static func json(_ request: ReasoningRequest, _ traits: TargetTraits, losses: inout Losses) -> JSONValue? {
        losses.note(request.preserved, at: "reasoning", into: .ollamaChat)
        guard let effort = request.effort else {
            guard let budget = request.budget else { return nil }
            if budget > 0 { losses.note("reasoning.budget", "Ollama thinks or does not; it takes no budget") }
            return .bool(budget != 0)
        }
        if effort == "none" { return false }
        if levels.contains(effort), traits.efforts.isEmpty || traits.efforts.contains(effort) {
            return .string(effort)
        }
        losses.note("reasoning_effort", "Ollama's levels are low, medium, high and max")
        return true
    }
}
