import Wire

/// One spelling for requests that Anthropic's description calls the same.
///
/// A string is one text block; consecutive messages of one side are one turn, tool results first; null, `stream:
/// false` and `is_error: false` are the defaults; `output_format` is the older name of `output_config.format`; a
/// schema of a tool is of type object.
enum AnthropicNormalForm {
    static func of(_ request: JSONValue) -> JSONValue {
        guard case .object(var body) = request else { return request }
        for (key, value) in body where value.isNull { body.remove(key) }
        if body["stream"]?.bool == false { body.remove("stream") }
        if let format = body.remove("output_format") {
            var config = body["output_config"]?.object ?? JSONObject()
            config["format"] = format
            body["output_config"] = .object(config)
        }
        body["system"] = body["system"].map { .array(blocks($0)) }
        body["messages"] = .array(turns(body["messages"]?.array ?? []))
        body["tools"] = body["tools"]?.array.map { .array($0.map(tool)) }
        if body["system"]?.array?.isEmpty ?? false { body.remove("system") }
        if body["tools"]?.array?.isEmpty ?? false { body.remove("tools") }
        if body["stop_sequences"]?.array?.isEmpty ?? false { body.remove("stop_sequences") }
        return .object(body)
    }

    private static func turns(_ messages: [JSONValue]) -> [JSONValue] {
        var turns: [(role: String, blocks: [JSONValue])] = []
        for message in messages {
            let role = message["role"]?.string ?? ""
            let content = blocks(message["content"] ?? .null)
            if let last = turns.last, last.role == role {
                turns[turns.count - 1].blocks += content
            } else {
                turns.append((role, content))
            }
        }
        return turns.map { turn in
            let results = turn.blocks.filter { $0["type"]?.string == "tool_result" }
            let others = turn.blocks.filter { $0["type"]?.string != "tool_result" }
            return ["role": .string(turn.role), "content": .array(results + others)]
        }
    }

    private static func blocks(_ content: JSONValue) -> [JSONValue] {
        if let text = content.string, text.allSatisfy(\.isWhitespace) { return [] }
        if let text = content.string { return [["type": "text", "text": .string(text)]] }
        return (content.array ?? []).map(block).filter { !($0["text"]?.string?.allSatisfy(\.isWhitespace) ?? false) }
    }

    private static func block(_ block: JSONValue) -> JSONValue {
        guard case .object(var object) = block else { return block }
        let type = object["type"]?.string ?? ""
        guard ["text", "image", "document", "tool_use", "tool_result", "thinking"].contains(type) else { return block }
        for (key, value) in object where value.isNull { object.remove(key) }
        if object["is_error"]?.bool == false { object.remove("is_error") }
        if type == "tool_result" { object["content"] = object["content"].map { .array(blocks($0)) } }
        if object["citations"]?.array?.isEmpty ?? false { object.remove("citations") }
        return .object(object)
    }

    private static func tool(_ tool: JSONValue) -> JSONValue {
        guard case .object(var object) = tool else { return tool }
        if var schema = object["input_schema"]?.object {
            if schema["type"] == nil { schema["type"] = "object" }
            object["input_schema"] = .object(schema)
        }
        return .object(object)
    }
}
