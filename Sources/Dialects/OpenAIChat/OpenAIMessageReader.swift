import Wire

/// Reads a request's `messages`, strictly where a mistake would change what the model is told.
struct OpenAIMessageReader {
    private(set) var messages: [Message] = []
    /// The id given to the latest call of the old `function_call` form, which has none of its own.
    private var legacyCallID = "call_function"

    mutating func read(_ list: JSONView) throws(DialectError) {
        let elements = try OpenAIField.array(list, "messages")
        // What the list holds has not been looked at.
        messages.reserveCapacity(min(list.count, 64))
        for (index, json) in elements.enumerated() {
            messages.append(
                try message(try OpenAIField.object(json, "messages[\(index)]"), "messages[\(index)]", index))
        }
        guard !messages.isEmpty else {
            throw .invalid("messages", "Invalid 'messages': empty array. Expected an array with at least one message.")
        }
    }

    private mutating func message(
        _ json: JSONView, _ path: @autoclosure () -> String, _ index: Int
    ) throws(DialectError) -> Message {
        if json.count == 2, let plain = Self.plain(json) { return plain }
        let name = try OpenAIField.requiredString(json["role"], "\(path()).role")
        var message: Message
        switch name {
        case "assistant": message = try assistant(json, path(), index)
        case "tool": message = try tool(json, path())
        case "function": message = try function(json, path())
        case "system", "developer", "user":
            guard let content = json["content"], !content.isNull else {
                throw OpenAIField.missing("\(path()).content")
            }
            let parts = try OpenAIContentReader.parts(content, at: "\(path()).content")
            message = Message(role: Message.Role(rawValue: name) ?? .user, parts: parts)
            message.preserved = Preserved(
                openAI: JSONObject(rest: json, without: ["role", "content", "name", "cache_control"]))
        default:
            throw .invalid(
                "\(path()).role",
                "Invalid value: '\(name)'. Supported values are: 'system', 'assistant', 'user', "
                    + "'function', 'tool', and 'developer'.")
        }
        message.name = try OpenAIField.optionalString(json["name"], "\(path()).name")
        if name == "function" { message.name = nil }
        if let marker = CacheMarker(openAI: json["cache_control"]) { message.parts.append(.cacheMarker(marker)) }
        return message
    }

    /// A message of a role and a text alone, as most are: there is nothing else to look for.
    private static func plain(_ json: JSONView) -> Message? {
        guard let role = json["role"].flatMap(plainRole), let text = json["content"]?.string else { return nil }
        // An assistant's empty text says nothing.
        if role == .assistant, text.isEmpty { return nil }
        return Message(role: role, parts: [.text(TextPart(text))])
    }

    private static func plainRole(_ name: JSONView) -> Message.Role? {
        if name.stringEquals("user") { return .user }
        if name.stringEquals("assistant") { return .assistant }
        if name.stringEquals("system") { return .system }
        return name.stringEquals("developer") ? .developer : nil
    }

    private mutating func assistant(
        _ json: JSONView, _ path: @autoclosure () -> String, _ index: Int
    ) throws(DialectError) -> Message {
        try checkCalls(json["tool_calls"], path())
        var content = try OpenAIContentReader.parts(json["content"], at: "\(path()).content")
        // An empty text beside tool calls says nothing, and other dialects refuse empty blocks.
        content.removeAll { $0 == .text(TextPart("")) }
        let prefix = "call_\(index)_"
        let parts = OpenAIAnswerReader.parts(json, content: content, callPrefix: prefix)
        if let call = json["function_call"], !call.isNull { legacyCallID = "\(prefix)function" }
        let rest = JSONObject(rest: json, without: OpenAIAnswerReader.membersOfHistory)
        return Message(role: .assistant, parts: parts, preserved: Preserved(openAI: rest))
    }

    private func checkCalls(_ calls: JSONView?, _ path: @autoclosure () -> String) throws(DialectError) {
        guard let calls, !calls.isNull else { return }
        for (index, call) in try OpenAIField.array(calls, "\(path()).tool_calls").enumerated() {
            func here() -> String { "\(path()).tool_calls[\(index)]" }
            let call = try OpenAIField.object(call, here())
            _ = try OpenAIField.requiredString(call["id"], "\(here()).id")
            let kind = call["type"]?.string == "custom" ? "custom" : "function"
            let body = try OpenAIField.object(call[named: kind], "\(here()).\(kind)")
            _ = try OpenAIField.requiredString(body["name"], "\(here()).\(kind).name")
        }
    }

    private func tool(_ json: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> Message {
        let id = try OpenAIField.requiredString(json["tool_call_id"], "\(path()).tool_call_id")
        let content = try OpenAIContentReader.parts(json["content"], at: "\(path()).content")
        let rest = JSONObject(rest: json, without: ["role", "content", "name", "tool_call_id", "cache_control"])
        let result = ToolResult(callID: id, name: json["name"]?.string, content: content)
        return Message(role: .tool, parts: [.toolResult(result)], preserved: Preserved(openAI: rest))
    }

    private func function(_ json: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> Message {
        let name = try OpenAIField.requiredString(json["name"], "\(path()).name")
        let content = try OpenAIContentReader.parts(json["content"], at: "\(path()).content")
        return Message(
            role: .tool, parts: [.toolResult(ToolResult(callID: legacyCallID, name: name, content: content))])
    }
}
