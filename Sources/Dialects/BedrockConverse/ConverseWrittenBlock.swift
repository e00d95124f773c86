import Wire

/// A block as it is going to be written. No tree is made of a text: most blocks are texts, and long ones.
enum ConverseWrittenBlock {
    case text(String)
    case other(JSONObject)

    var json: JSONObject {
        switch self {
        case .text(let text): JSONObject([("text", .string(text))])
        case .other(let json): json
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
        case .other(let object): json.value(.object(object))
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
