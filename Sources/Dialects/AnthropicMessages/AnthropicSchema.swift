import Wire

/// JSON Schema as Anthropic's structured outputs and strict tools take it.
///
/// Its subset has no bounds on numbers, lengths and counts, no `oneOf`, and objects without further properties
/// ("JSON Schema limitations" in its documentation of structured outputs). So: `oneOf` becomes `anyOf`, objects are
/// closed, a bound moves into the description and is reported, and what would change the meaning is refused by name.
enum AnthropicSchema {
    private static let bounds: Set<String> = [
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength",
        "maxItems", "uniqueItems", "minProperties", "maxProperties", "minContains", "maxContains",
    ]
    private static let refused: Set<String> = [
        "not", "if", "then", "else", "patternProperties", "dependentSchemas", "prefixItems", "contains",
    ]

    static func rewritten(_ schema: JSONValue, at path: String, losses: inout Losses) throws(DialectError) -> JSONValue
    {
        guard case .object(let members) = schema else { return schema }
        var result = JSONObject()
        var told: [String] = []
        for (key, value) in members {
            let place = "\(path).\(key)"
            if refused.contains(key) {
                throw .unsupported(
                    place, "Anthropic's structured outputs do not take the JSON Schema keyword \(key)",
                    hint: "leave \(key) out of the schema, or set strict to false where it is a tool's")
            }
            if isUnenforcedBound(key, value) {
                losses.note(place, "not enforced by Anthropic; told to the model in the description")
                told.append("\(key): \(value.text)")
                continue
            }
            result[key == "oneOf" ? "anyOf" : key] = try rewritten(value, ofKeyword: key, at: place, losses: &losses)
        }
        try close(&result, at: path)
        if !told.isEmpty {
            let before = result["description"]?.string.map { $0 + "\n\n" } ?? ""
            result["description"] = .string("\(before){\(told.joined(separator: ", "))}")
        }
        return .object(result)
    }

    /// `minItems` is taken as 0 or 1.
    private static func isUnenforcedBound(_ key: String, _ value: JSONValue) -> Bool {
        if key == "minItems" { return (value.int ?? 2) > 1 }
        return bounds.contains(key)
    }

    private static func rewritten(
        _ value: JSONValue, ofKeyword key: String, at path: String, losses: inout Losses
    ) throws(DialectError) -> JSONValue {
        switch (key, value) {
        case ("properties", .object(let members)), ("$defs", .object(let members)),
            ("definitions", .object(let members)):
            var result = JSONObject()
            for (name, schema) in members {
                result.append(name, try rewritten(schema, at: "\(path).\(name)", losses: &losses))
            }
            return .object(result)
        case ("anyOf", .array(let schemas)), ("oneOf", .array(let schemas)), ("allOf", .array(let schemas)):
            var result: [JSONValue] = []
            for (index, schema) in schemas.enumerated() {
                result.append(try rewritten(schema, at: "\(path)[\(index)]", losses: &losses))
            }
            return .array(result)
        case ("items", _):
            return try rewritten(value, at: path, losses: &losses)
        default:
            return value
        }
    }

    /// Closing an object forbids only what nobody asked for, so every answer still fits the caller's schema. An object
    /// used as a map cannot be said.
    private static func close(_ schema: inout JSONObject, at path: String) throws(DialectError) {
        if case .object(let values)? = schema["additionalProperties"], !values.isEmpty {
            throw .unsupported(
                "\(path).additionalProperties",
                "Anthropic's structured outputs take additionalProperties as false only",
                hint: "name the properties, or make it an array of objects with a name and a value")
        }
        let isObject = schema["type"]?.string == "object" || schema["properties"] != nil
        if isObject || schema["additionalProperties"] != nil { schema["additionalProperties"] = .bool(false) }
    }
}
