package import Wire

/// A small value that fits a JSON schema: the same one every time.
package struct SchemaInstance {
    /// The schema as a whole, which `$ref`s point into.
    private let root: JSONValue
    /// Values that may still be made: a schema that names itself in thirty places has no end.
    private var left = 1_000
    /// The references being followed; none is followed inside itself.
    private var following: Set<String> = []

    private init(root: JSONValue) { self.root = root }

    package static func make(_ schema: JSONValue?) -> JSONValue {
        guard let schema else { return .object(JSONObject()) }
        var instance = SchemaInstance(root: schema)
        return instance.make(schema, depth: 0)
    }

    private mutating func make(_ schema: JSONValue, depth: Int) -> JSONValue {
        left -= 1
        guard depth < 16, left >= 0 else { return .object(JSONObject()) }
        if let fixed = schema["const"] ?? schema["enum"]?.array?.first ?? schema["default"] { return fixed }
        if let reference = schema["$ref"]?.string, let target = resolve(reference) {
            guard following.insert(reference).inserted else { return .object(JSONObject()) }
            defer { following.remove(reference) }
            return make(target, depth: depth + 1)
        }
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

    private mutating func object(_ schema: JSONValue, _ depth: Int) -> JSONValue {
        var members = JSONObject()
        if let properties = schema["properties"]?.object {
            for (key, value) in properties where left > 0 { members.append(key, make(value, depth: depth + 1)) }
        }
        return .object(members)
    }

    /// `#` and `#/$defs/Name`, the forms that schemas sent to providers have.
    private func resolve(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#") else { return nil }
        return reference.dropFirst().split(separator: "/").reduce(Optional(root)) { $0?[String($1)] }
    }
}
