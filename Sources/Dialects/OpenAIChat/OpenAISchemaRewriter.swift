import Wire

/// Says a JSON Schema without the keywords a target refuses.
///
/// Annotations are left out (a loss), `const` and `oneOf` are said in other words; any other keyword would change
/// which answers are allowed, so it is refused by name.
struct OpenAISchemaRewriter {
    let refused: Set<String>

    private static let annotations: Set<String> = [
        "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly",
        "writeOnly", "format", "contentEncoding", "contentMediaType",
    ]
    private static let maps: Set<String> = [
        "properties", "patternProperties", "$defs", "definitions", "dependentSchemas",
    ]
    private static let lists: Set<String> = ["anyOf", "oneOf", "allOf", "prefixItems"]
    private static let single: Set<String> = [
        "items", "additionalProperties", "not", "contains", "if", "then", "else", "propertyNames",
        "unevaluatedItems", "unevaluatedProperties", "additionalItems",
    ]

    func rewritten(_ schema: JSONValue, at path: String, losses: inout Losses) throws(DialectError) -> JSONValue {
        guard !refused.isEmpty, case .object(let object) = schema else { return schema }
        var result = JSONObject()
        for (key, value) in object {
            let value = try children(of: key, value, "\(path).\(key)", &losses)
            if !refused.contains(key) {
                result.append(key, value)
            } else if Self.annotations.contains(key) {
                losses.note("\(path).\(key)", "the target refuses this schema keyword")
            } else if key == "const", !refused.contains("enum"), object["enum"] == nil {
                result.append("enum", .array([value]))
            } else if key == "oneOf", !refused.contains("anyOf"), object["anyOf"] == nil {
                result.append("anyOf", value)
            } else {
                throw .unsupported(
                    "\(path).\(key)", "The target refuses the schema keyword '\(key)'.",
                    hint: "Leave '\(key)' out of the schema, or use another model.")
            }
        }
        return .object(result)
    }

    private func children(
        of key: String, _ value: JSONValue, _ path: String, _ losses: inout Losses
    ) throws(DialectError) -> JSONValue {
        if Self.maps.contains(key), case .object(let map) = value {
            var result = JSONObject()
            for (name, schema) in map {
                result.append(name, try rewritten(schema, at: "\(path).\(name)", losses: &losses))
            }
            return .object(result)
        }
        if Self.lists.contains(key) || key == "items", case .array(let list) = value {
            var result: [JSONValue] = []
            for (index, schema) in list.enumerated() {
                result.append(try rewritten(schema, at: "\(path)[\(index)]", losses: &losses))
            }
            return .array(result)
        }
        return Self.single.contains(key) ? try rewritten(value, at: path, losses: &losses) : value
    }
}
