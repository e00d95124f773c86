import Wire

/// Writes the turns of a conversation as input items.
struct ResponsesItemWriter {
    private let traits: TargetTraits
    private(set) var losses = Losses()
    private(set) var written: [JSONValue] = []
    /// Names of custom tools that were called, and the calls' ids.
    private(set) var customTools: Set<String> = []
    private var customCalls: Set<String> = []

    init(traits: TargetTraits) { self.traits = traits }

    mutating func write(_ message: Message, at path: String) throws(DialectError) {
        if message.name != nil { losses.note("\(path).name", "no counterpart in openai-responses") }
        switch message.role {
        case .assistant:
            let items = assistant(message.parts, at: path)
            write(items, message.preserved, at: path)
        case .tool: try writeResults(message.parts, at: path)
        case .system, .developer, .user: try write(message, as: message.role, at: path)
        }
    }

    private mutating func write(
        _ message: Message, as role: Message.Role, at path: String
    ) throws(DialectError) {
        // Results of tools may stand among what a user says.
        let results = message.parts.filter(\.isToolResult)
        try writeResults(results, at: path)
        let parts = message.parts.filter { !$0.isToolResult }
        if parts.isEmpty, !results.isEmpty { return }
        // An item of no role of ours stands for itself.
        if parts.count == 1, case .opaque(let opaque)? = parts.first, opaque.dialect == ResponsesItem.dialect,
            opaque.json["role"] != nil
        {
            written.append(opaque.json)
            return
        }
        let role = role == .developer && !traits.hasDeveloperRole ? .system : role
        let content = try ResponsesContent.json(parts, at: "\(path).content", traits: traits, losses: &losses)
        var item = JSONObject([("type", "message"), ("role", .string(role.rawValue)), ("content", .array(content))])
        Preserved.write(message.preserved, of: ResponsesItem.dialect, into: &item, at: path, losses: &losses)
        written.append(.object(item))
    }

    private mutating func writeResults(_ parts: [Part], at path: String) throws(DialectError) {
        for part in parts {
            guard case .toolResult(let result) = part else {
                if !part.isBesideAnother { losses.note("\(path).content", "no tool result") }
                continue
            }
            let type = customCalls.contains(result.callID) ? "custom_tool_call_output" : "function_call_output"
            var item = JSONObject([("type", .string(type)), ("call_id", .string(result.callID))])
            let content = try ResponsesContent.json(
                result.content, at: "\(path).content", traits: traits, losses: &losses)
            // A text alone needs no parts.
            if content.isEmpty {
                item["output"] = ""
            } else if content.count == 1, let part = content.first?.object, part.count == 2, let text = part["text"] {
                item["output"] = text
            } else {
                item["output"] = .array(content)
            }
            if result.isError { losses.note("\(path).is_error", "no counterpart in openai-responses") }
            Preserved.write(result.preserved, of: ResponsesItem.dialect, into: &item, at: path, losses: &losses)
            written.append(.object(item))
        }
    }

    /// The first message of the turn carries what is kept of the turn.
    private mutating func write(_ items: [JSONObject], _ preserved: Preserved?, at path: String) {
        var items = items
        if let first = items.firstIndex(where: { $0["type"] == "message" }) {
            Preserved.write(preserved, of: ResponsesItem.dialect, into: &items[first], at: path, losses: &losses)
        }
        written += items.map { .object($0) }
    }

    private mutating func assistant(_ parts: [Part], at path: String) -> [JSONObject] {
        for part in parts {
            guard case .toolCall(let call) = part, call.kind == .custom else { continue }
            customTools.insert(call.name)
            customCalls.insert(call.id)
        }
        var output = ResponsesOutput(id: nil, isRequest: true)
        for part in parts { output.add(part, at: path) }
        losses.merge(output.losses)
        return output.items
    }
}

extension Part {
    fileprivate var isToolResult: Bool {
        if case .toolResult = self { true } else { false }
    }
}
