import Dialects
import Testing
import Wire

struct SchemaRewritingTests {
    /// The OpenAPI subset of Google's `Schema` message.
    static let openAPI = SchemaRewriting(
        refused: [],
        accepted: [
            "type", "format", "description", "nullable", "enum", "items", "minItems", "maxItems", "properties",
            "required", "minimum", "maximum", "anyOf",
        ], acceptedFormats: ["date-time"], isOpenAPI: true)

    @Test(arguments: [
        (##"{"const":"a"}"##, ##"{"type":"string","enum":["a"]}"##),
        (##"{"const":5}"##, ##"{"type":"integer","minimum":5,"maximum":5}"##),
        (##"{"type":["string","null"]}"##, ##"{"type":"string","nullable":true}"##),
        (##"{"type":["string","integer"]}"##, ##"{"anyOf":[{"type":"string"},{"type":"integer"}]}"##),
        (##"{"anyOf":[{"type":"string"},{"type":"null"}]}"##, ##"{"type":"string","nullable":true}"##),
        (##"{"oneOf":[{"type":"string"},{"type":"number"}]}"##, ##"{"anyOf":[{"type":"string"},{"type":"number"}]}"##),
        (
            ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"$defs":{"A":{"type":"string"}}}"##,
            ##"{"type":"object","properties":{"a":{"type":"string"}}}"##
        ),
        (
            ##"{"allOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"properties":{"b":{"type":"number"}}}]}"##,
            ##"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"number"}}}"##
        ),
        (##"{"type":"integer","exclusiveMinimum":0}"##, ##"{"type":"integer","minimum":1}"##),
        (##"{"type":"object","additionalProperties":false,"title":"T"}"##, ##"{"type":"object"}"##),
    ])
    func `keywords are said in another way without a loss`(schema: String, expected: String) throws {
        var losses = Losses()
        let result = try Self.openAPI.rewrite(JSONValue(parsing: schema), at: "s", losses: &losses)
        #expect(result.isEquivalent(to: try JSONValue(parsing: expected)), "\(result.text)")
        #expect(losses.isEmpty)
    }

    @Test(arguments: [
        (##"{"type":"number","multipleOf":2}"##, "s.multipleOf"),
        (##"{"type":"string","format":"uuid"}"##, "s.format"),
        (##"{"type":"number","exclusiveMaximum":1}"##, "s.exclusiveMaximum"),
    ])
    func `what only narrows is left out and noted`(schema: String, path: String) throws {
        var losses = Losses()
        _ = try Self.openAPI.rewrite(JSONValue(parsing: schema), at: "s", losses: &losses)
        #expect(losses.entries.map(\.path) == [path])
    }

    @Test(arguments: [
        (##"{"not":{"type":"string"}}"##, "s.not"), (##"{"if":{},"then":{}}"##, "s.if"),
        (
            ##"{"type":"object","properties":{"a":{"$ref":"#"}}}"##, "s.properties.a.properties.a.$ref"
        ),
    ])
    func `what cannot be said is refused by its name`(schema: String, path: String) {
        var losses = Losses()
        #expect {
            try Self.openAPI.rewrite(JSONValue(parsing: schema), at: "s", losses: &losses)
        } throws: { error in
            (error as? DialectError)?.path == path
        }
    }

    @Test func `without rules a schema stays as it is`() throws {
        let schema: JSONValue = ["not": [:], "$ref": "#/x"]
        var losses = Losses()
        #expect(try SchemaRewriting(refused: []).rewrite(schema, at: "s", losses: &losses) == schema)
    }
}
