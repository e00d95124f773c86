import Wire

/// Canonical messages → `system` and alternating turns.
///
/// - System and developer messages before the first turn become `system`.
/// - A later one keeps its place. Newer models take the role `system` there; for all others its text is put into the
///   user's turn: hoisting it would tell the model of it before its time and would change the cached prefix. That it
///   then speaks with the user's authority is reported as a loss.
/// - Consecutive messages of one side become one turn, as Anthropic itself would do, with the results of parallel calls
///   in one message and before any text, which it demands.
struct AnthropicTurns {
    struct Turn {
        var role: String
        var blocks: [JSONObject]
        var preserved = JSONObject()
    }

    private(set) var system: [JSONObject] = []
    private(set) var turns: [Turn] = []
    private let takesSystemTurns: Bool

    init(
        _ messages: [Message], traits: TargetTraits, losses: inout Losses
    ) throws(DialectError) {
        takesSystemTurns = traits.takesSystemTurns
        var writer = AnthropicBlockWriter(inRequest: true, takesMediaURLs: traits.takesMediaURLs)
        for (index, message) in messages.enumerated() {
            try append(message, at: "messages[\(index)]", with: &writer, losses: &losses)
        }
        useSystemAsTurnIfAlone(losses: &losses)
        putToolResultsFirst()
        guard !turns.isEmpty else {
            throw .invalid("messages", "there is no message with content", hint: "add a user message")
        }
    }

    private mutating func append(
        _ message: Message, at path: @autoclosure () -> String, with writer: inout AnthropicBlockWriter,
        losses: inout Losses
    ) throws(DialectError) {
        if message.name != nil { losses.note("\(path()).name", "Anthropic's messages have no name") }
        func content() -> String { "\(path()).content" }
        let role = role(of: message)
        guard let role else {
            try writer.append(
                textOnly(message.parts, at: content(), &losses), to: &system, at: content(), losses: &losses)
            losses.note(message.preserved, at: path(), into: .anthropicMessages)
            return
        }
        if role == "user", message.role == .system || message.role == .developer {
            losses.note("\(path()).role", "a later \(message.role.rawValue) message, sent as text of the user's turn")
        }
        var turn = Turn(role: role, blocks: [])
        if let last = turns.last, last.role == role {
            turn = last
            turns.removeLast()
        }
        try writer.append(message.parts, to: &turn.blocks, at: content(), losses: &losses)
        AnthropicMembers.write(message.preserved, into: &turn.preserved, at: path(), losses: &losses)
        if !turn.blocks.isEmpty { turns.append(turn) }
    }

    /// nil: belongs to `system`. A system turn of this dialect (marked by its `preserved`) never does.
    private func role(of message: Message) -> String? {
        switch message.role {
        case .user, .tool: return "user"
        case .assistant: return "assistant"
        case .system, .developer:
            if message.preserved?.dialect == .anthropicMessages { return "system" }
            if turns.isEmpty { return nil }
            return takesSystemTurns ? "system" : "user"
        }
    }

    /// Anthropic's `system` holds text alone.
    private func textOnly(_ parts: [Part], at path: @autoclosure () -> String, _ losses: inout Losses) -> [Part] {
        var kept: [Part] = []
        for (index, part) in parts.enumerated() {
            switch part {
            case .text, .refusal, .cacheMarker, .citation: kept.append(part)
            case .opaque(let opaque) where opaque.dialect == .anthropicMessages: kept.append(part)
            default: losses.note("\(path())[\(index)]", "Anthropic's system prompt holds text alone")
            }
        }
        return kept
    }

    /// OpenAI answers a conversation of system messages alone; Anthropic demands a turn.
    private mutating func useSystemAsTurnIfAlone(losses: inout Losses) {
        guard turns.isEmpty, !system.isEmpty else { return }
        losses.note("messages[0].role", "the system message is sent as the user's: Anthropic needs a user's turn")
        turns = [Turn(role: "user", blocks: system)]
        system = []
    }

    private mutating func putToolResultsFirst() {
        for index in turns.indices where turns[index].role == "user" && turns[index].blocks.count > 1 {
            let blocks = turns[index].blocks
            turns[index].blocks =
                blocks.filter { $0.blockType == "tool_result" } + blocks.filter { $0.blockType != "tool_result" }
        }
    }

    /// Whether the assistant goes on in a turn it began without thinking: after tool results, or from a prefill.
    /// Anthropic then refuses `thinking: enabled`, for the thinking of that turn is missing.
    var continuesWithoutThinking: Bool {
        guard let last = turns.last else { return false }
        let goesOn = last.role == "assistant" || last.blocks.contains { $0.blockType == "tool_result" }
        guard goesOn, let assistant = turns.last(where: { $0.role == "assistant" }) else { return false }
        return !(assistant.blocks.first?.blockType.hasSuffix("thinking") ?? false)
    }

    var json: JSONValue {
        .array(
            turns.map { turn in
                let content = AnthropicBlockWriter.json(turn.blocks)
                guard !turn.preserved.isEmpty else { return ["role": .string(turn.role), "content": content] }
                var message = turn.preserved
                message["role"] = .string(turn.role)
                message["content"] = content
                return .object(message)
            })
    }
}
