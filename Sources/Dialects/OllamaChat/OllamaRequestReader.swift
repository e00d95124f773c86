import Wire

/// A request of this dialect → canonical.
struct OllamaRequestReader {
    let root: JSONView

    private static let known: MemberNames = [
        "model", "messages", "tools", "format", "options", "stream", "think", "logprobs", "top_logprobs",
    ]

    func request() throws(DialectError) -> GenerationRequest {
        guard root.kind == .object else { throw .invalid("", "the body must be a JSON object") }
        var request = GenerationRequest(
            model: try value("model", \.string, "a string") ?? "", messages: try messages())
        request.stream = try value("stream", \.bool, "a boolean") ?? true
        // Ollama's streams always end with their counts.
        request.includeUsage = request.stream
        request.tools = try tools()
        request.output = try output()
        request.reasoning = try OllamaThinking.read(root["think"])
        if try value("logprobs", \.bool, "a boolean") ?? false {
            request.logprobs = LogprobsRequest(top: try value("top_logprobs", \.int, "a whole number"))
        }
        var rest = Preserved(root, except: Self.known, in: .ollamaChat)?.members ?? JSONObject()
        let options = try OllamaOptions.read(root["options"], into: &request)
        if !options.isEmpty { rest["options"] = .object(options) }
        if !rest.isEmpty { request.preserved = Preserved(dialect: .ollamaChat, members: rest) }
        try request.checkTokens(limit: "options.num_predict", budget: "think")
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
        var reader = OllamaMessageReader()
        for message in messages.elements { try reader.read(message) }
        return reader.messages
    }

    private func tools() throws(DialectError) -> [Tool] {
        guard let tools = root["tools"], !tools.isNull else { return [] }
        guard tools.kind == .array else { throw .invalid("tools", "tools must be an array") }
        var result: [Tool] = []
        for tool in tools.elements {
            guard tool["type"]?.string ?? "function" == "function", let function = tool["function"],
                let name = function["name"]?.string
            else { throw .invalid("tools[\(result.count)]", "a tool must be a function with a name") }
            let parameters = function["parameters"].flatMap { $0.isNull ? nil : JSONValue($0) }
            result.append(
                .function(
                    FunctionTool(
                        name: name, description: function["description"]?.string, parameters: parameters,
                        preserved: Preserved(
                            function, except: ["name", "description", "parameters"], in: .ollamaChat))))
        }
        return result
    }

    /// `json`, a schema, or an empty text, which asks for nothing.
    private func output() throws(DialectError) -> OutputFormat? {
        guard let format = root["format"], !format.isNull else { return nil }
        if format.kind == .object { return .jsonSchema(JSONSchemaFormat(schema: JSONValue(format))) }
        switch format.string {
        case ""?: return nil
        case "json"?: return .jsonObject
        default: throw .invalid("format", "format must be \"json\" or a JSON schema")
        }
    }
}
