import Dialects
import Testing
import Wire

/// Schemas for compatible servers that refuse keywords.
@Suite struct `Schemas in the OpenAI form` {
    private func written(_ schema: String, refused: Set<String>) throws -> (schema: JSONValue?, losses: [String]) {
        var traits = OpenAIChat.liberal
        traits.refusedSchemaKeywords = refused
        let request = try OpenAIChat.request(
            #"{"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","#
                + #""json_schema":{"name":"n","schema":\#(schema)}}}"#)
        let (json, losses) = try OpenAIChat.encoded(request, for: traits)
        return (json["response_format"]?["json_schema"]?["schema"], losses.entries.map(\.path))
    }

    @Test func `a schema is untouched where nothing is refused`() throws {
        let text = #"{"oneOf":[{"const":1},{"not":{"type":"string"}}],"$defs":{"a":true}}"#
        #expect(try written(text, refused: []).schema == JSONValue(parsing: text))
    }

    @Test func `a refused keyword is said in other words or noted`() throws {
        let (schema, losses) = try written(
            #"{"type":"object","properties":{"a":{"const":"x"},"b":{"type":"integer","multipleOf":2}}}"#,
            refused: ["const", "multipleOf"])
        #expect(schema?["properties"]?["a"]?["enum"] == ["x"])
        #expect(schema?["properties"]?["b"]?["multipleOf"] == nil)
        #expect(losses == ["response_format.json_schema.schema.properties.b.multipleOf"])
    }

    @Test func `a refused keyword that carries meaning is a refusal by name`() {
        #expect {
            try written(#"{"type":"object","not":{"required":["a"]}}"#, refused: ["not"])
        } throws: { error in
            (error as? DialectError)?.path == "response_format.json_schema.schema.not"
        }
    }
}
