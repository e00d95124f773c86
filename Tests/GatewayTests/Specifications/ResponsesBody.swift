import Wire

/// Requests of OpenAI's Responses API as its description wants them where the API itself wants less.
enum ResponsesBody {
    /// Items of earlier turns get the ids and states that only stored ones have: one that is not stored goes without,
    /// as in OpenAI's own examples of conversations kept by the client. Audio is left out: the description of content
    /// has none, that of messages speaks of it.
    static func completed(_ body: JSONValue) -> JSONValue {
        guard let items = body["input"]?.array else { return body }
        var body = body
        body["input"] = .array(items.enumerated().map { item($1, $0) })
        return body
    }

    private static func item(_ item: JSONValue, _ index: Int) -> JSONValue {
        var item = item
        let isSaid = item["content"]?.array?.contains { ["output_text", "refusal"].contains($0["type"]) } == true
        if item["type"] == "reasoning" || isSaid, item["id"] == nil { item["id"] = .string("msg_\(index)") }
        if isSaid, item["status"] == nil { item["status"] = "completed" }
        if let content = item["content"]?.array {
            item["content"] = .array(
                content.map { $0["type"] == "output_text" ? text($0) : $0 }.filter { !isAudio($0) })
        }
        return item
    }

    private static func text(_ part: JSONValue) -> JSONValue {
        var part = part
        if part["logprobs"] == nil { part["logprobs"] = [] }
        return part
    }

    private static func isAudio(_ part: JSONValue) -> Bool { part["type"] == "input_audio" }
}
