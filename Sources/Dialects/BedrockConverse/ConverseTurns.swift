import Wire

/// Canonical messages → `system` and turns that alternate, as Converse demands.
struct ConverseTurns {
    private(set) var system: [ConverseWrittenBlock] = []
    private(set) var turns: [(role: String, blocks: [ConverseWrittenBlock])] = []
    private(set) var hasTools = false
    private var names = ConverseNames()

    init(_ messages: [Message], losses: inout Losses) throws(DialectError) {
        turns.reserveCapacity(messages.count)
        for (index, message) in messages.enumerated() { try append(message, at: "messages[\(index)]", &losses) }
        guard !turns.isEmpty || !system.isEmpty else {
            throw .invalid("messages", "there is no message with content", hint: "add a user message")
        }
        if turns.isEmpty {
            losses.note("messages[0].role", "the system message is sent as the user's: Bedrock needs a user's turn")
            turns = [("user", system)]
            system = []
        }
    }

    private mutating func append(
        _ message: Message, at path: @autoclosure () -> String, _ losses: inout Losses
    ) throws(DialectError) {
        if message.name != nil { losses.note("\(path()).name", Converse.none) }
        losses.note(message.preserved, at: path(), into: Converse.dialect)
        let blocks = try ConverseBlock.written(message.parts, names: &names, at: "\(path()).content", losses: &losses)
        if message.parts.contains(where: \.isOfTools) { hasTools = true }
        guard !blocks.isEmpty else { return }
        switch message.role {
        case .assistant: add(blocks, as: "assistant")
        case .user, .tool: add(blocks, as: "user")
        case .system, .developer:
            guard turns.isEmpty else {
                losses.note(
                    "\(path()).role", "a later \(message.role.rawValue) message, sent as text of the user's turn")
                return add(blocks, as: "user")
            }
            system += blocks
        }
    }

    private mutating func add(_ blocks: [ConverseWrittenBlock], as role: String) {
        guard let last = turns.indices.last, turns[last].role == role else {
            turns.append((role, blocks))
            return
        }
        turns[last].blocks += blocks
    }

    /// `messages`, and `system` unless it is stripped.
    func writeMembers(into json: inout JSONWriter, withSystem: Bool) {
        json.key(plain: "messages")
        json.beginArray()
        for turn in turns {
            json.beginObject()
            json.member("role", turn.role)
            json.key(plain: "content")
            json.blocks(inOrder(turn.blocks, of: turn.role))
            json.endObject()
        }
        json.endArray()
        guard withSystem, !system.isEmpty else { return }
        json.key(plain: "system")
        json.blocks(system)
    }

    /// Results stand before what the user says beside them.
    private func inOrder(_ blocks: [ConverseWrittenBlock], of role: String) -> [ConverseWrittenBlock] {
        guard role == "user", hasTools, blocks.count > 1 else { return blocks }
        return blocks.filter(\.isToolResult) + blocks.filter { !$0.isToolResult }
    }
}

extension Part {
    /// Whether a tool is called or answers. An opaque block of this dialect may be either.
    fileprivate var isOfTools: Bool {
        switch self {
        case .toolCall, .toolResult: true
        case .opaque(let opaque): opaque.kind == "toolUse" || opaque.kind == "toolResult"
        default: false
        }
    }
}
