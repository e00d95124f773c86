import Wire

/// A request of this dialect → canonical.
struct CohereRequestReader {
    let root: JSONView

    private static let known: MemberNames = [
        "model", "messages", "tools", "stream", "response_format", "max_tokens", "stop_sequences", "temperature",
        "seed",
        "frequency_penalty", "presence_penalty", "k", "p", "logprobs", "tool_choice", "strict_tools", "thinking",
    ]

    func request() throws(DialectError) -> GenerationRequest {
        guard root.kind == .object else { throw .invalid("", "the body must be a JSON object") }
        var request = GenerationRequest(
            model: try value("model", \.string, "a string") ?? "", messages: try messages())
        request.stream = try value("stream", \.bool, "a boolean") ?? false
        // Cohere's streams always end with their usage.
        request.includeUsage = request.stream
        request.maxOutputTokens = try value("max_tokens", \.int, "a whole number")
        request.sampling = try sampling()
        request.tools = try tools()
        request.toolChoice = try toolChoice()
        request.output = try output()
        request.reasoning = try reasoning()
        if try value("logprobs", \.bool, "a boolean") ?? false { request.logprobs = LogprobsRequest() }
        request.preserved = Preserved(root, except: Self.known, in: .cohereChat)
        try request.checkTokens(limit: "max_tokens", budget: "thinking.token_budget")
        return request
    }

    /// nil when absent or null; an error when of another type.
    private func value<T>(_ key: String, _ read: (JSONView) -> T?, _ what: String) throws(DialectError) -> T? {
        guard let view = root[named: key], !view.isNull else { return nil }
        guard let value = read(view) else { throw .invalid(key, "\(key) must be \(what)") }
        return value
    }

    private func messages() throws(DialectError) -> [Message] {
        guard let messages = root["messages"], messages.kind == .array else {
            throw .invalid("messages", "messages must be an array")
        }
        var result: [Message] = []
        for message in messages.elements { result.append(try self.message(message, at: "messages[\(result.count)]")) }
        return result
    }

    private func message(_ view: JSONView, at path: String) throws(DialectError) -> Message {
        guard view.kind == .object else { throw .invalid(path, "a message must be an object") }
        var parts = try CohereContent.read(view["content"], at: "\(path).content", strict: true)
        var known: MemberNames = ["role", "content"]
        switch view["role"]?.string {
        case "system"?: return Message(role: .system, parts: parts, preserved: preserved(view, known))
        case "developer"?: return Message(role: .developer, parts: parts, preserved: preserved(view, known))
        case "user"?: return Message(role: .user, parts: parts, preserved: preserved(view, known))
        case "tool"?:
            guard let id = view["tool_call_id"]?.string else {
                throw .invalid("\(path).tool_call_id", "a tool's message must name the call it answers")
            }
            known.insert("tool_call_id")
            let result = ToolResult(callID: id, content: parts)
            return Message(role: .tool, parts: [.toolResult(result)], preserved: preserved(view, known))
        case "assistant"?:
            known = known.union(["tool_plan", "tool_calls", "citations"])
            let calls = CohereAnswer.calls(view["tool_calls"])
            // Beside calls an empty text says nothing.
            if !calls.isEmpty { parts.removeAll { $0 == .text(TextPart("")) } }
            if let plan = view["tool_plan"]?.string, !plan.isEmpty {
                parts.insert(.reasoning(Reasoning(text: plan)), at: 0)
            }
            for citation in view["citations"]?.elements.map(CohereAnswer.citation) ?? [] {
                parts.append(.citation(citation))
            }
            parts += calls.map(Part.toolCall)
            return Message(role: .assistant, parts: parts, preserved: preserved(view, known))
        default: throw .invalid("\(path).role", "role must be system, user, assistant or tool")
        }
    }

    private func preserved(_ view: JSONView, _ known: MemberNames) -> Preserved? {
        Preserved(view, except: known, in: .cohereChat)
    }

    private func sampling() throws(DialectError) -> Sampling {
        var sampling = Sampling()
        sampling.temperature = try number("temperature")
        sampling.topP = try number("p")
        sampling.topK = try number("k")
        sampling.seed = try number("seed")
        sampling.frequencyPenalty = try number("frequency_penalty")
        sampling.presencePenalty = try number("presence_penalty")
        if let stop = root["stop_sequences"], !stop.isNull {
            let texts = stop.elements.compactMap(\.string)
            guard stop.kind == .array, texts.count == stop.count else {
                throw .invalid("stop_sequences", "stop_sequences must be an array of strings")
            }
            sampling.stop = texts
        }
        return sampling
    }

    private func number(_ key: String) throws(DialectError) -> NumberText? {
        try value(key, \.numberText, "a number").map(NumberText.init)
    }

    private func tools() throws(DialectError) -> [Tool] {
        guard let tools = root["tools"], !tools.isNull else { return [] }
        guard tools.kind == .array else { throw .invalid("tools", "tools must be an array") }
        let isStrict = try value("strict_tools", \.bool, "a boolean")
        var result: [Tool] = []
        for tool in tools.elements {
            guard let function = tool["function"], let name = function["name"]?.string else {
                throw .invalid("tools[\(result.count)]", "a tool must be a function with a name")
            }
            let parameters = function["parameters"].flatMap { $0.isNull ? nil : JSONValue($0) }
            result.append(
                .function(
                    FunctionTool(
                        name: name, description: function["description"]?.string, parameters: parameters,
                        strict: isStrict,
                        preserved: preserved(function, ["name", "description", "parameters"]))))
        }
        return result
    }

    private func toolChoice() throws(DialectError) -> ToolChoice? {
        switch try value("tool_choice", \.string, "a string")?.uppercased() {
        case nil: nil
        case "REQUIRED"?: .required
        case "NONE"?: ToolChoice.none
        default: throw .invalid("tool_choice", "tool_choice must be REQUIRED or NONE")
        }
    }

    private func output() throws(DialectError) -> OutputFormat? {
        guard let format = root["response_format"], !format.isNull else { return nil }
        switch format["type"]?.string {
        case "text"?: return .text
        case "json_object"?:
            let schema = format["schema"] ?? format["json_schema"]
            guard let schema, schema.kind == .object else { return .jsonObject }
            return .jsonSchema(JSONSchemaFormat(schema: JSONValue(schema)))
        default: throw .invalid("response_format.type", "response_format.type must be text or json_object")
        }
    }

    private func reasoning() throws(DialectError) -> ReasoningRequest? {
        guard let thinking = root["thinking"], !thinking.isNull else { return nil }
        switch thinking["type"]?.string {
        case "enabled"?: return ReasoningRequest(budget: thinking["token_budget"]?.int ?? -1)
        case "disabled"?: return ReasoningRequest(budget: 0)
        default: throw .invalid("thinking.type", "thinking.type must be enabled or disabled")
        }
    }
}
