package import Wire

extension GeminiGenerateCodec {
    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        guard json.kind == .object else { throw .invalid("", "the body must be a JSON object") }
        var reader = GeminiRequestReader(JSONObject(json))
        return try reader.read()
    }
}

/// Reads one `GenerateContentRequest`.
struct GeminiRequestReader {
    private var members: GeminiMembers
    private var parts = GeminiPartReader(calls: GeminiCallLedger(scope: "h0"))

    init(_ body: JSONObject) {
        members = GeminiMembers(body)
    }

    mutating func read() throws(DialectError) -> GenerationRequest {
        var messages: [Message] = []
        if let system = members.object("systemInstruction") { messages.append(instruction(system)) }
        guard let contents = members.list("contents") else {
            throw .invalid("contents", "contents must be a list of turns")
        }
        for (index, content) in contents.enumerated() {
            messages.append(try message(content, at: index))
        }
        var request = GenerationRequest(model: "", messages: messages)
        // Members of which only a part was read, and the model: the same dialect gets the member again, its value
        // is the target's model then.
        var kept: [(String, JSONValue)] = []
        if let model = members.string("model") {
            request.model = model.hasPrefix("models/") ? String(model.dropFirst(7)) : model
            kept.append(("model", .string(model)))
        }
        request.tools = try GeminiToolsReader.read(members.list("tools") ?? [])
        if let config = members.object("toolConfig") {
            var config = GeminiMembers(config)
            request.toolChoice = GeminiToolsReader.choice(&config)
            if !config.rest.isEmpty { kept.append(("toolConfig", .object(config.rest))) }
        }
        if let config = members.object("generationConfig") {
            var config = GeminiConfigReader(config)
            try config.read(into: &request)
            if !config.rest.isEmpty { kept.append(("generationConfig", .object(config.rest))) }
        }
        // A stream of this dialect always carries its usage.
        request.includeUsage = true
        try members.refuse(["systemInstruction", "tools", "toolConfig", "generationConfig", "model"], at: "")
        for (name, value) in kept { members.keep(name, value) }
        request.preserved = members.preserved
        try request.checkTokens(
            limit: "generationConfig.maxOutputTokens", budget: "generationConfig.thinkingConfig.thinkingBudget",
            answers: "generationConfig.candidateCount")
        return request
    }

    /// Google ignores the role of an instruction, and so is it here.
    private mutating func instruction(_ object: JSONObject) -> Message {
        var members = GeminiMembers(object)
        _ = members.string("role")
        let parts = (members.list("parts") ?? []).map { self.parts.read($0.object ?? JSONObject()) }
        return Message(role: .system, parts: parts, preserved: members.preserved)
    }

    private mutating func message(_ content: JSONValue, at index: Int) throws(DialectError) -> Message {
        let path = "contents[\(index)]"
        guard let object = content.object else { throw .invalid(path, "a turn must be an object") }
        parts.calls.enter(scope: "h\(index)")
        var members = GeminiMembers(object)
        let name = members.string("role") ?? ""
        var result: [Part] = []
        for (number, part) in (members.list("parts") ?? []).enumerated() {
            guard let part = part.object else {
                throw .invalid("\(path).parts[\(number)]", "a part must be an object")
            }
            result.append(parts.read(part))
        }
        let isResults = !result.isEmpty && result.allSatisfy { if case .toolResult = $0 { true } else { false } }
        let role: Message.Role
        switch name {
        case "model": role = .assistant
        case "user", "", "function", "tool": role = isResults ? .tool : .user
        default:
            throw .invalid("\(path).role", "\"\(name)\" is no role: use user or model")
        }
        try members.refuse(["parts", "role"], at: path)
        return Message(role: role, parts: result, preserved: members.preserved)
    }
}
