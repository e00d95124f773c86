import Wire

/// The two forms of a schema: JSON Schema, and Google's `Schema` message (a subset of OpenAPI 3.0, whose `type` is
/// an enum usually written in capitals).
enum GeminiSchema {
    /// Keywords of `responseJsonSchema` and `parametersJsonSchema`: those Google's `GenerationConfig` lists, and those
    /// of the `Schema` message they are turned into.
    static let jsonSchemaKeywords: Set<String> = openAPIKeywords.union([
        "$id", "$defs", "$ref", "$anchor", "$schema", "prefixItems", "oneOf", "additionalProperties",
    ])

    /// The members of the `Schema` message.
    static let openAPIKeywords: Set<String> = [
        "type", "format", "title", "description", "nullable", "enum", "items", "minItems", "maxItems", "properties",
        "required", "minProperties", "maxProperties", "minimum", "maximum", "minLength", "maxLength", "pattern",
        "example", "anyOf", "propertyOrdering", "default",
    ]

    /// Others are answered with a 400 ("only 'enum' and 'date-time' are supported for STRING type").
    static let openAPIFormats: Set<String> = ["float", "double", "int32", "int64", "enum", "date-time"]

    static func rewriting(for traits: TargetTraits) -> SchemaRewriting {
        if traits.takesRawJSONSchema {
            return SchemaRewriting(
                refused: traits.refusedSchemaKeywords, accepted: jsonSchemaKeywords, refStandsAlone: true)
        }
        return SchemaRewriting(
            refused: traits.refusedSchemaKeywords, accepted: openAPIKeywords, acceptedFormats: openAPIFormats,
            isOpenAPI: true)
    }

    /// A `Schema` message as JSON Schema: types in lower case, counts as numbers, `nullable` as a type.
    static func standard(_ schema: JSONValue) -> JSONValue {
        guard let object = schema.object else { return schema }
        var result = JSONObject()
        var isNullable = false
        for (key, value) in object where !value.isNull {
            switch GeminiMembers.camelCase(key) {
            case "type": result["type"] = value.string.map { .string($0.lowercased()) } ?? value
            case "nullable":
                isNullable = value.bool ?? false
            case "properties":
                result["properties"] = .object(
                    JSONObject((value.object ?? JSONObject()).map { ($0.key, standard($0.value)) }))
            case "items": result["items"] = standard(value)
            case "anyOf": result["anyOf"] = .array((value.array ?? []).map { standard($0) })
            case let name
            where ["minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"].contains(name):
                result[name] = value.string.flatMap { Int($0) }.map { .int($0) } ?? value
            case let name: result[openAPIKeywords.contains(name) ? name : key] = value
            }
        }
        if isNullable, let type = result["type"], type.string != nil { result["type"] = .array([type, "null"]) }
        return .object(result)
    }
}
