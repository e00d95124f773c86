package import Wire

/// A small value that fits a JSON schema: the same one every time.
package struct SchemaInstance {
    /// The schema as a whole, which `$ref`s point into.
    private let root: JSONValue

    package static func make(_ schema: JSONValue?) -> JSONValue {
        guard let schema else { return .object(JSONObject()) }
        return SchemaInstance(root: schema).make(schema, depth: 0)
    }

    private func make(_ schema: JSONValue, depth: Int) -> JSONValue {
        guard depth < 16 else { return .object(JSONObject()) }
        if let fixed = schema["const"] ?? schema["enum"]?.array?.first ?? schema["default"] { return fixed }
        if let target = schema["$ref"]?.string.flatMap(resolve) { return make(target, depth: depth + 1) }
        if let choice = (schema["anyOf"] ?? schema["oneOf"] ?? schema["allOf"])?.array?.first {
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

    private func object(_ schema: JSONValue, _ depth: Int) -> JSONValue {
        var members = JSONObject()
        if let properties = schema["properties"]?.object {
            for (key, value) in properties { members.append(key, make(value, depth: depth + 1)) }
        }
        return .object(members)
    }

    /// `#` and `#/$defs/Name`, the forms that schemas sent to providers have.
    private func resolve(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#") else { return nil }
        return reference.dropFirst().split(separator: "/").reduce(Optional(root)) { $0?[String($1)] }
    }
}
