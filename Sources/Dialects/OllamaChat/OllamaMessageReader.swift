import Wire

/// Messages of a request, and which call a tool's result answers: where no identifier says it, the first call of that
/// name, or the first at all, that has none yet.
struct OllamaMessageReader {
    private(set) var messages: [Message] = []
    private var unanswered: [ToolCall] = []

    private static let known: MemberNames = ["role", "content", "thinking", "images", "tool_calls"]
    private static let knownOfTool = known.union(["tool_name", "name", "tool_call_id"])

    mutating func read(_ view: JSONView) throws(DialectError) {
        let path = "messages[\(messages.count)]"
        guard view.kind == .object else { throw .invalid(path, "a message must be an object") }
        let role: Message.Role
        switch view["role"]?.string {
        case "system"?: role = .system
        case "developer"?: role = .developer
        case "user"?: role = .user
        case "assistant"?: role = .assistant
        case "tool"?: role = .tool
        default: throw .invalid("\(path).role", "role must be system, user, assistant or tool")
        }
        var parts = try parts(view, at: path)
        if role == .tool { parts = [.toolResult(result(view, parts))] }
        var message = Message(role: role, parts: parts)
        let known = role == .tool ? Self.knownOfTool : Self.known
        message.preserved = Preserved(view, except: known, in: .ollamaChat)
        if role == .tool, view["tool_name"] == nil, let name = view["name"]?.string {
            // An older way to name the tool, written again as it was.
            var rest = message.preserved?.members ?? JSONObject()
            rest["name"] = .string(name)
            message.preserved = Preserved(dialect: .ollamaChat, members: rest)
        }
        messages.append(message)
    }

    private mutating func parts(_ view: JSONView, at path: String) throws(DialectError) -> [Part] {
        var parts: [Part] = []
        if let text = view["thinking"]?.string, !text.isEmpty { parts.append(.reasoning(Reasoning(text: text))) }
        if let content = view["content"], !content.isNull {
            guard let text = content.string else { throw .invalid("\(path).content", "content must be a string") }
            let calls = view["tool_calls"].map { $0.count > 0 } ?? false
            if !text.isEmpty || !calls { parts.append(.text(TextPart(text))) }
        }
        if let images = view["images"], !images.isNull {
            let media = OllamaAnswer.images(images)
            guard images.kind == .array, media.count == images.count else {
                throw .invalid("\(path).images", "images must be an array of base64 texts")
            }
            parts += media.map(Part.media)
        }
        if let calls = view["tool_calls"], !calls.isNull {
            for (index, json) in calls.elements.enumerated() {
                let madeID = OllamaToolCall.madeID(message: messages.count, call: index)
                guard let call = OllamaToolCall.read(json, madeID: madeID) else {
                    throw .invalid("\(path).tool_calls[\(index)]", "a tool call must have a function")
                }
                parts.append(.toolCall(call))
                unanswered.append(call)
            }
        }
        return parts
    }

    private mutating func result(_ view: JSONView, _ content: [Part]) -> ToolResult {
        let name = view["tool_name"]?.string ?? view["name"]?.string
        let id = view["tool_call_id"]?.string
        let place =
            unanswered.firstIndex { $0.id == id } ?? (id == nil ? unanswered.firstIndex { $0.name == name } : nil)
            ?? (id == nil && name == nil ? unanswered.indices.first : nil)
        let call = place.map { unanswered.remove(at: $0) }
        return ToolResult(
            callID: id ?? call?.id ?? OllamaToolCall.madeID(message: messages.count, call: 0),
            name: view["tool_name"]?.string, content: content)
    }
}
