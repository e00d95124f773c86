import Wire

/// A request of this dialect → canonical.
struct AnthropicRequestReader {
    let root: JSONView

    private static let known: MemberNames = [
        "model", "messages", "system", "max_tokens", "metadata", "output_config", "output_format", "service_tier",
        "stop_sequences", "stream", "temperature", "thinking", "tool_choice", "tools", "top_k", "top_p",
    ]

    func request() throws(DialectError) -> GenerationRequest {
        guard root.kind == .object else { throw .invalid("", "the body must be a JSON object") }
        var request = GenerationRequest(
            model: try value("model", \.string, "a string") ?? "", messages: try system() + messages())
        request.maxOutputTokens = try value("max_tokens", \.int, "a whole number")
        request.stream = try value("stream", \.bool, "a boolean") ?? false
        // Anthropic's streams always end with their usage.
        request.includeUsage = request.stream
        request.sampling = try sampling()
        request.tools = try tools()
        (request.toolChoice, request.parallelToolCalls) = try AnthropicToolReader.choice(root["tool_choice"])
        request.reasoning = try reasoning()
        request.output = try output()
        request.endUser = root["metadata"]?["user_id"]?.string
        request.serviceTier = AnthropicServiceTier.canonical(request: root["service_tier"]?.string)
        request.preserved = preserved()
        try request.checkTokens(limit: "max_tokens", budget: "thinking.budget_tokens")
        return request
    }

    /// nil when absent or null; an error when of another type.
    private func value<T>(_ key: String, _ read: (JSONView) -> T?, _ what: String) throws(DialectError) -> T? {
        guard let view = root[named: key], !view.isNull else { return nil }
        guard let value = read(view) else { throw .invalid(key, "\(key) must be \(what)") }
        return value
    }

    private func system() throws(DialectError) -> [Message] {
        let parts = try AnthropicBlockReader(strict: true).parts(ofContent: root["system"], at: "system")
        return parts.isEmpty ? [] : [Message(role: .system, parts: parts)]
    }

    private func messages() throws(DialectError) -> [Message] {
        guard let messages = root["messages"], messages.kind == .array else {
            throw .invalid("messages", "messages must be an array")
        }
        var result: [Message] = []
        var index = 0
        for message in messages.elements {
            result += try self.messages(from: message, at: "messages[\(index)]")
            index += 1
        }
        return result
    }

    private func messages(from view: JSONView, at path: String) throws(DialectError) -> [Message] {
        guard view.kind == .object else { throw .invalid(path, "a message must be an object") }
        let parts = try AnthropicBlockReader(strict: true).parts(ofContent: view["content"], at: "\(path).content")
        let preserved = AnthropicMembers.preserved(view, except: ["role", "content"])
        switch view["role"]?.string {
        case "assistant":
            return [Message(role: .assistant, parts: parts, preserved: preserved)]
        case "system":
            // The empty `preserved` says that this is a turn of its own, not part of the leading prompt.
            let mark = preserved ?? Preserved(dialect: .anthropicMessages, members: JSONObject())
            return [Message(role: .system, parts: parts, preserved: mark)]
        case "user":
            return userMessages(parts, preserved)
        default:
            throw .invalid("\(path).role", "role must be user or assistant")
        }
    }

    /// Anthropic sends tool results as blocks of a user's message; elsewhere each is a message of the role `tool`.
    private func userMessages(_ parts: [Part], _ preserved: Preserved?) -> [Message] {
        var result: [Message] = []
        for part in parts {
            switch part {
            case .toolResult:
                result.append(Message(role: .tool, parts: [part]))
            case .cacheMarker where !result.isEmpty:
                result[result.count - 1].parts.append(part)
            default:
                if result.last?.role != .user { result.append(Message(role: .user, parts: [])) }
                result[result.count - 1].parts.append(part)
            }
        }
        if result.isEmpty { result.append(Message(role: .user, parts: [])) }
        result[0].preserved = preserved
        return result
    }

    private func tools() throws(DialectError) -> [Tool] {
        guard let tools = root["tools"], !tools.isNull else { return [] }
        guard tools.kind == .array else { throw .invalid("tools", "tools must be an array") }
        var result: [Tool] = []
        for tool in tools.elements { result.append(try AnthropicToolReader.tool(tool, at: "tools[\(result.count)]")) }
        return result
    }

    private func sampling() throws(DialectError) -> Sampling {
        var sampling = Sampling()
        sampling.temperature = try value("temperature", \.numberText, "a number").map(NumberText.init)
        sampling.topP = try value("top_p", \.numberText, "a number").map(NumberText.init)
        sampling.topK = try value("top_k", \.numberText, "a number").map(NumberText.init)
        guard let stop = root["stop_sequences"], !stop.isNull else { return sampling }
        let texts = stop.elements.compactMap(\.string)
        guard stop.kind == .array, texts.count == stop.count else {
            throw .invalid("stop_sequences", "stop_sequences must be an array of strings")
        }
        sampling.stop = texts
        return sampling
    }

    private func reasoning() throws(DialectError) -> ReasoningRequest? {
        let effort = root["output_config"]?["effort"]?.string
        let thinking = root["thinking"].flatMap { $0.isNull ? nil : $0 }
        guard effort != nil || thinking != nil else { return nil }
        // `preserved`, be it empty, says that this is Anthropic's own wish and is to be written as it was.
        var reasoning = ReasoningRequest(
            effort: effort, preserved: Preserved(dialect: .anthropicMessages, members: JSONObject()))
        guard let thinking else { return reasoning }
        guard thinking.kind == .object else { throw .invalid("thinking", "thinking must be an object") }
        var known: MemberNames = ["type", "budget_tokens"]
        let display = thinking["display"]?.string
        if display == "summarized" || display == "omitted" { known.insert("display") }
        switch thinking["type"]?.string {
        case "enabled":
            guard let budget = thinking["budget_tokens"]?.int, budget > 0 else {
                throw .invalid("thinking.budget_tokens", "budget_tokens must be a whole number above 0")
            }
            reasoning.budget = budget
        case "adaptive": reasoning.budget = -1
        case "disabled": reasoning.budget = 0
        case .some: known = []
        case nil: throw .invalid("thinking.type", "thinking.type must be enabled, adaptive or disabled")
        }
        switch display {
        case "summarized": reasoning.includeText = true
        case "omitted": reasoning.includeText = false
        default: break
        }
        reasoning.preserved = AnthropicMembers.preserved(thinking, except: known) ?? reasoning.preserved
        return reasoning
    }

    /// `output_format` is the older name of `output_config.format`.
    private func output() throws(DialectError) -> OutputFormat? {
        let given = [root["output_config"]?["format"], root["output_format"]]
        guard let format = given.compactMap({ $0 }).first(where: { !$0.isNull }) else { return nil }
        guard format["type"]?.string == "json_schema", let schema = format["schema"], schema.kind == .object else {
            throw .invalid("output_config.format", "format must be of type json_schema, with a schema")
        }
        return .jsonSchema(JSONSchemaFormat(schema: JSONValue(schema), strict: true))
    }

    private func preserved() -> Preserved? {
        var members = AnthropicMembers.preserved(root, except: Self.known)?.members ?? JSONObject()
        let nested: [(String, MemberNames)] = [("metadata", ["user_id"]), ("output_config", ["effort", "format"])]
        for (key, known) in nested {
            guard let view = root[named: key], let rest = AnthropicMembers.preserved(view, except: known) else {
                continue
            }
            members[key] = .object(rest.members)
        }
        return members.isEmpty ? nil : Preserved(dialect: .anthropicMessages, members: members)
    }
}
