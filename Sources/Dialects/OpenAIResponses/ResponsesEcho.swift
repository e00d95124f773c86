import Wire

/// What an answer repeats of its request. Clients read it, and the specification demands most of it.
enum ResponsesEcho {
    private static let standard: [(name: StaticString, value: JSONValue)] = [
        ("background", false), ("error", .null), ("incomplete_details", .null), ("instructions", .null),
        ("max_output_tokens", .null), ("max_tool_calls", .null), ("metadata", .object(JSONObject())),
        ("parallel_tool_calls", true), ("previous_response_id", .null), ("prompt_cache_key", .null),
        ("reasoning", ["effort": .null, "summary": .null]), ("safety_identifier", .null), ("service_tier", "auto"),
        ("store", true), ("temperature", .number("1.0")), ("text", ["format": ["type": "text"]]),
        ("tool_choice", "auto"), ("tools", .array([])), ("top_logprobs", 0), ("top_p", .number("1.0")),
        ("truncation", "disabled"), ("user", .null),
    ]

    /// The standard values, which a request's own replace.
    static func members(of request: JSONView) -> JSONObject {
        var members = ofNothing
        for (key, value) in request.members where !value.isNull && members[key] != nil {
            // A background request is answered at once.
            if key != "background" { members[key] = JSONValue(value) }
        }
        if members["text"]?["format"] == nil { members["text"]?["format"] = ["type": "text"] }
        return members
    }

    static let ofNothing = JSONObject(standard.map { ($0.name.description, $0.value) })
    static let names = MemberNames(standard.map(\.name))
}
