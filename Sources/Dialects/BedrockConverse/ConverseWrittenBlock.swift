import Wire

/// A block as it is going to be written. No tree is made of a text: most blocks are texts, and long ones.
enum ConverseWrittenBlock {
    case text(String)
    /// `citationsContent` with what it cites, which may be much.
    case cited(JSONObject, citations: [JSONValue])
    case other(JSONObject)

    var json: JSONObject {
        switch self {
        case .text(let text): return JSONObject([("text", .string(text))])
        case .cited(var content, let citations):
            content["citations"] = .array(citations)
            return JSONObject([("citationsContent", .object(content))])
        case .other(let json): return json
        }
    }

    var isToolResult: Bool {
        if case .other(let json) = self { json["toolResult"] != nil } else { false }
    }

    func write(into json: inout JSONWriter) {
        switch self {
        case .text(let text):
            json.beginObject()
            json.key(plain: "text")
            json.string(text)
            json.endObject()
        case .cited, .other: json.value(.object(self.json))
        }
    }
}

extension JSONWriter {
    mutating func blocks(_ blocks: [ConverseWrittenBlock]) {
        beginArray()
        for block in blocks { block.write(into: &self) }
        endArray()
    }
}
