import Wire

/// Finds members that went missing between a body and what was written from it.
enum OpenAIMembers {
    enum Body { case request, response }

    /// Paths (array positions as `[]`) whose values are said in other words, with the reason.
    private static let rewordedRequest: [String: String] = [
        "model": "the target's name", "max_tokens": "max_completion_tokens", "stop": "one text or an array",
        "functions": "tools", "reasoning": "reasoning_effort", "thinking": "reasoning_effort",
        "include_reasoning": "no word for it", "stream": "false is not written", "logprobs": "false is not written",
        "stream_options": "a usage chunk nobody wants is the default", "tool_choice": "Mistral's `any` is `required`",
        "messages[].tool_calls[].index": "its place", "stream_options.include_usage": "not without stream",
        "parallel_tool_calls": "not without tools",
        "messages[].reasoning": "reasoning_content", "messages[].reasoning_content": "joined",
        "messages[].cache_control": "on the last part", "messages[].content": "one text or an array of parts",
        "messages[].content[].image_url": "object or text", "messages[].content[].input_audio": "object or text",
        "messages[].content[].file.file_data": "a data URI", "messages[].content[].thinking": "reasoning_content",
        "messages[].content[].closed": "reasoning_content", "messages[].content[].type": "with its part",
        "messages[].content[].text": "one text or an array of parts", "tools": "an empty list says nothing",
        "messages[].tool_calls[].type": "function", "messages[].tool_calls": "an empty list says nothing",
        "messages[].annotations": "an empty list says nothing", "stop[]": "an array",
        "messages[].tool_calls[].function.arguments": "{} where nothing was given",
        "messages[].reasoning_details": "an empty list says nothing",
    ]
    private static let rewordedResponse: [String: String] = [
        "choices[].finish_reason": "one word of several", "choices[].message.reasoning": "reasoning_content",
        "choices[].message.reasoning_content": "an empty text says nothing",
        "choices[].message.content": "text", "choices[].message.function_call": "tool_calls",
        "choices[].message.audio": "without content", "choices[].message.tool_calls[].index": "its place",
        "choices[].message.tool_calls[].function.arguments": "{} where nothing was given",
        "choices[].message.tool_calls[].custom": "beside `function`", "choices[].message.tool_calls": "empty",
        "choices[].message.annotations": "an empty list says nothing", "choices[].message.refusal": "null if empty",
        "choices[].delta": "beside `message`", "usage.cache_creation_input_tokens": "cache_write_tokens",
        "usage.cache_read_input_tokens": "cached_tokens", "usage.completion_tokens_details.reasoning_tokens": "clamped",
        "usage.cache_creation": "5 minutes and one hour",
    ]

    static func lost(_ old: JSONValue, _ new: JSONValue, of body: Body) -> [String] {
        var lost: [String] = []
        compare(old, new, "", body == .request ? rewordedRequest : rewordedResponse, &lost)
        return lost
    }

    private static func compare(
        _ old: JSONValue, _ new: JSONValue?, _ path: String, _ reworded: [String: String], _ lost: inout [String]
    ) {
        if old.isNull || reworded[path] != nil, new == nil || new?.isNull == true || !isContainer(old) { return }
        switch (old, new) {
        case (.object(let members), .object(let others)?):
            for (key, value) in members {
                compare(value, others[key], path.isEmpty ? key : "\(path).\(key)", reworded, &lost)
            }
        case (.array(let one), .array(let other)?) where one.count == other.count:
            for (one, other) in zip(one, other) { compare(one, other, "\(path)[]", reworded, &lost) }
        default:
            if reworded[path] == nil, new.map({ !$0.isEquivalent(to: old) }) ?? !isEmpty(old) { lost.append(path) }
        }
    }

    private static func isContainer(_ value: JSONValue) -> Bool { value.array != nil || value.object != nil }

    private static func isEmpty(_ value: JSONValue) -> Bool {
        value.array?.isEmpty == true || value.object?.isEmpty == true
    }
}
