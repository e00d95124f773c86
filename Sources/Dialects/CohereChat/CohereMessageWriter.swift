import Wire

/// One message → the messages Cohere has for it: each result of a tool is one of its own.
enum CohereMessageWriter {
    static func json(
        _ message: Message, at path: String, losses: inout Losses
    ) throws(DialectError) -> [JSONValue] {
        if message.name != nil { losses.note("\(path).name", "no counterpart in cohere-chat") }
        var written: [JSONValue] = []
        var own: [Part] = []
        for part in message.parts {
            guard case .toolResult(let result) = part else {
                own.append(part)
                continue
            }
            written.append(.object(try self.result(result, message, at: path, losses: &losses)))
        }
        guard written.isEmpty else { return written }
        var json =
            message.role == .assistant
            ? try assistant(own, at: path, losses: &losses)
            : try plain(message.role, own, at: path, losses: &losses)
        Preserved.write(message.preserved, of: .cohereChat, into: &json, at: path, losses: &losses)
        return [.object(json)]
    }

    private static func plain(
        _ role: Message.Role, _ parts: [Part], at path: String, losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        let blocks = try blocks(parts, at: path, losses: &losses)
        return JSONObject([
            ("role", .string(role == .developer ? "system" : role.rawValue)), ("content", content(blocks)),
        ])
    }

    private static func result(
        _ result: ToolResult, _ message: Message, at path: String, losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        if result.isError { losses.note("\(path).is_error", "no counterpart in cohere-chat") }
        losses.note(result.preserved, at: path, into: .cohereChat)
        var json = JSONObject([("role", "tool"), ("tool_call_id", .string(result.callID))])
        json["content"] = content(try blocks(result.content, at: path, losses: &losses))
        Preserved.write(message.preserved, of: .cohereChat, into: &json, at: path, losses: &losses)
        return json
    }

    /// Reasoning beside calls is their plan.
    static func assistant(
        _ parts: [Part], at path: String, losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        var calls: [JSONValue] = []
        var citations: [JSONValue] = []
        var said: [Part] = []
        var plan = ""
        let hasCalls = parts.contains(where: \.isToolCall)
        for part in parts {
            switch part {
            case .toolCall(let call):
                calls.append(CohereAnswer.json(call, at: "\(path).tool_calls[\(calls.count)]", losses: &losses))
            case .reasoning(let reasoning) where hasCalls: plan += reasoning.text
            case .citation(let citation):
                if let json = CohereAnswer.json(citation) {
                    citations.append(json)
                } else {
                    losses.note("\(path).annotations", "Cohere's citations name a place in the text")
                }
            default: said.append(part)
            }
        }
        var json = JSONObject([("role", "assistant")])
        let blocks = try blocks(said, at: path, losses: &losses)
        if !plan.isEmpty { json["tool_plan"] = .string(plan) }
        if !blocks.isEmpty || calls.isEmpty { json["content"] = content(blocks) }
        if !calls.isEmpty { json["tool_calls"] = .array(calls) }
        if !citations.isEmpty { json["citations"] = .array(citations) }
        return json
    }

    private static func blocks(
        _ parts: [Part], at path: String, losses: inout Losses
    ) throws(DialectError) -> [JSONValue] {
        var blocks: [JSONValue] = []
        for (index, part) in parts.enumerated() {
            if let block = try CohereContent.json(part, at: "\(path).content[\(index)]", losses: &losses) {
                blocks.append(block)
            }
        }
        return blocks
    }

    /// A text alone is written as one.
    private static func content(_ blocks: [JSONValue]) -> JSONValue {
        guard blocks.count == 1, let only = blocks.first?.object, only.count == 2, only["type"] == "text",
            let text = only["text"]
        else { return blocks.isEmpty ? "" : .array(blocks) }
        return text
    }
}
