import Wire

/// Reads `input`: a text, or items. What the model said, thought and called in a row is one turn.
struct ResponsesInputReader {
    private(set) var messages: [Message] = []
    /// Whether the last message is a turn of the model that may still grow, and whether it holds text already.
    private var growing: (isOpen: Bool, hasText: Bool) = (false, false)

    mutating func read(_ input: JSONView) throws(DialectError) {
        if let text = input.string {
            messages.append(Message(role: .user, parts: [.text(TextPart(text))]))
            return
        }
        guard input.kind == .array else {
            throw OpenAIField.wrong(input, "input", expected: "a string or an array of items")
        }
        for (index, item) in input.elements.enumerated() {
            let path = "input[\(index)]"
            try read(try OpenAIField.object(item, path), path)
        }
    }

    private mutating func read(_ item: JSONView, _ path: String) throws(DialectError) {
        // Messages may leave their type out.
        switch item["type"]?.string ?? (item["role"] == nil ? "" : "message") {
        case "message": try message(item, path)
        case "function_call", "custom_tool_call":
            _ = try OpenAIField.requiredString(item["call_id"], "\(path).call_id")
            _ = try OpenAIField.requiredString(item["name"], "\(path).name")
            append(ResponsesItem.parts(item), isText: false)
        case "function_call_output", "custom_tool_call_output":
            let id = try OpenAIField.requiredString(item["call_id"], "\(path).call_id")
            let content = try ResponsesContent.parts(item["output"], at: "\(path).output")
            let rest = ResponsesItem.rest(item, without: ["call_id", "output"])
            let result = ToolResult(callID: id, content: content, preserved: rest)
            messages.append(Message(role: .tool, parts: [.toolResult(result)]))
            growing = (false, false)
        case "item_reference":
            throw .unsupported(
                path, "The item is stored at the provider that made it, and this request goes to another one.",
                hint: "Send the item itself instead of its id.")
        case "": throw OpenAIField.missing("\(path).type")
        default:
            if let role = item["role"]?.string.flatMap(Message.Role.init) {
                messages.append(Message(role: role, parts: ResponsesItem.parts(item)))
                growing = (false, false)
            } else {
                append(ResponsesItem.parts(item), isText: false)
            }
        }
    }

    private mutating func message(_ item: JSONView, _ path: String) throws(DialectError) {
        let name = try OpenAIField.requiredString(item["role"], "\(path).role")
        guard let role = Message.Role(rawValue: name), role != .tool else {
            throw .invalid(
                "\(path).role",
                "Invalid value: '\(name)'. Supported values are: 'assistant', 'system', 'developer', and 'user'.")
        }
        guard let content = item["content"], !content.isNull else { throw OpenAIField.missing("\(path).content") }
        let parts = try ResponsesContent.parts(content, at: "\(path).content")
        let rest = ResponsesItem.rest(item, without: ["role", "content"])
        guard role == .assistant else {
            messages.append(Message(role: role, parts: parts, preserved: rest))
            growing = (false, false)
            return
        }
        append(parts, isText: true, preserved: rest)
    }

    /// Two messages in a row stay two; all else the model brings joins its turn.
    private mutating func append(_ parts: [Part], isText: Bool, preserved: Preserved? = nil) {
        if growing.isOpen, !(isText && growing.hasText), let last = messages.indices.last {
            messages[last].parts += parts
            messages[last].preserved = messages[last].preserved ?? preserved
        } else {
            messages.append(Message(role: .assistant, parts: parts, preserved: preserved))
            growing.hasText = false
        }
        growing = (true, growing.hasText || isText)
    }
}
