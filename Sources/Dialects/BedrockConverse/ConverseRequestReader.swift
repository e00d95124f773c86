import Wire

/// A request of Converse → canonical.
struct ConverseRequestReader {
    let root: JSONView

    private static let known: MemberNames = ["messages", "system", "inferenceConfig", "toolConfig", "serviceTier"]

    func request() throws(DialectError) -> GenerationRequest {
        guard root.kind == .object else { throw .invalid("", "The request body must be a JSON object.") }
        var request = GenerationRequest(model: "", messages: [])
        let system = root["system"].list.flatMap { ConverseBlock.parts($0) }
        if !system.isEmpty { request.messages.append(Message(role: .system, parts: system)) }
        guard let messages = root["messages"], messages.kind == .array else { throw OpenAIField.missing("messages") }
        for (index, message) in messages.elements.enumerated() {
            try add(message, at: "messages[\(index)]", to: &request.messages)
        }
        readConfig(into: &request)
        if let config = root["toolConfig"] { try ConverseTools.read(config, into: &request) }
        request.serviceTier = root["serviceTier"]?["type"]?.string
        var rest = Preserved(root, except: Self.known, in: Converse.dialect)
        readOutput(into: &request, &rest)
        request.preserved = rest
        try request.checkTokens(limit: "inferenceConfig.maxTokens", budget: "additionalModelRequestFields.thinking")
        return request
    }

    private func add(_ message: JSONView, at path: String, to messages: inout [Message]) throws(DialectError) {
        guard let role = message["role"]?.string, role == "user" || role == "assistant" else {
            throw .invalid("\(path).role", "a role must be user or assistant")
        }
        guard let content = message["content"], content.kind == .array else {
            throw OpenAIField.missing("\(path).content")
        }
        let parts = content.elements.flatMap { ConverseBlock.parts($0) }
        messages.append(Message(role: role == "user" ? .user : .assistant, parts: parts))
    }

    private func readConfig(into request: inout GenerationRequest) {
        guard let config = root["inferenceConfig"] else { return }
        request.maxOutputTokens = config["maxTokens"]?.int
        request.sampling.temperature = config["temperature"]?.numberText.map { NumberText($0) }
        request.sampling.topP = config["topP"]?.numberText.map { NumberText($0) }
        if let stop = config["stopSequences"] { request.sampling.stop = stop.elements.compactMap { $0.string } }
    }

    /// A schema for the answer, which stands as text in its own member.
    private func readOutput(into request: inout GenerationRequest, _ rest: inout Preserved?) {
        let format = root["outputConfig"]?["textFormat"]?["structure"]?["jsonSchema"]
        guard let format, let text = format["schema"]?.string,
            let schema = try? JSONValue(parsing: text, maxDepth: 512)
        else { return }
        request.output = .jsonSchema(
            JSONSchemaFormat(
                name: format["name"]?.string, description: format["description"]?.string, schema: schema))
        rest?.members["outputConfig"]?["textFormat"] = nil
        if rest?.members["outputConfig"]?.object?.isEmpty == true { rest?.members["outputConfig"] = nil }
        if rest?.members.isEmpty == true { rest = nil }
    }
}
