package import Wire

/// A small value that fits a JSON schema: the same one every time.
package enum SchemaInstance {
    package static func make(_ schema: JSONValue?, depth: Int = 0) -> JSONValue {
        guard let schema, depth < 16 else { return .object(JSONObject()) }
        if let fixed = schema["const"] ?? schema["enum"]?.array?.first ?? schema["default"] { return fixed }
        if let choice = schema["anyOf"]?.array?.first ?? schema["oneOf"]?.array?.first {
            return make(choice, depth: depth + 1)
        }
        let type = schema["type"]?.string ?? schema["type"]?.array?.first?.string
        switch type?.lowercased() ?? (schema["properties"] == nil ? "string" : "object") {
        case "object": return object(schema, depth)
        case "array": return .array([make(schema["items"] ?? ["type": "string"], depth: depth + 1)])
        case "integer", "number": return schema["minimum"] ?? .number("1")
        case "boolean": return .bool(true)
        case "null": return .null
        default: return .string("text")
        }
    }

    private static func object(_ schema: JSONValue, _ depth: Int) -> JSONValue {
        var members = JSONObject()
        if let properties = schema["properties"]?.object {
            for (key, value) in properties { members.append(key, make(value, depth: depth + 1)) }
        }
        return .object(members)
    }
}
