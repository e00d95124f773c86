import Dialects
import Testing
import Wire

/// Schemas whose references stand for more than anybody can write out.
struct CrowdedSchemaTests {
    private func error(_ schema: JSONValue) -> DialectError? {
        #expect(throws: DialectError.self) {
            var losses = Losses()
            _ = try SchemaRewritingTests.openAPI.rewrite(schema, at: "s", losses: &losses)
        }
    }

    private func ref(_ name: String) -> JSONValue { ["$ref": .string("#/$defs/\(name)")] }

    private func schema(_ definitions: [(String, JSONValue)]) -> JSONValue {
        ["type": "object", "properties": ["a": ref("D0")], "$defs": .object(JSONObject(definitions))]
    }

    @Test func `ten thousand references in a chain do not overflow the stack`() {
        let chain = (0..<10_000).map { ("D\($0)", ref("D\($0 + 1)")) } + [("D10000", ["type": "string"] as JSONValue)]
        #expect(error(schema(chain))?.path.hasSuffix("$ref") == true)
        let nested = (0..<10_000).map { ("D\($0)", ["allOf": [ref("D\($0 + 1)")]] as JSONValue) }
        #expect(error(schema(nested + [("D10000", ["type": "string"])]))?.path.hasSuffix("$ref") == true)
    }

    @Test func `two references a level do not become a billion schemas`() {
        let levels = (0..<30).map { level -> (String, JSONValue) in
            let next = ref("D\(level + 1)")
            return ("D\(level)", ["type": "object", "properties": ["l": next, "r": next]])
        }
        #expect(error(schema(levels + [("D30", ["type": "string"])]))?.path.hasSuffix("$ref") == true)
    }

    @Test func `one long text that a thousand references name is not written a thousand times`() {
        let text = String(repeating: "x", count: 1 << 20)
        let members = (0..<1000).map { ("p\($0)", ref("D0")) }
        let crowded: JSONValue = [
            "type": "object", "properties": .object(JSONObject(members)),
            "$defs": ["D0": ["type": "string", "description": .string(text)]],
        ]
        #expect(error(crowded)?.path.hasSuffix("$ref") == true)
    }

    @Test func `what people write in references is still written out`() throws {
        let members = (0..<200).map { ("p\($0)", ref("D0")) }
        let plain: JSONValue = [
            "type": "object", "properties": .object(JSONObject(members)), "$defs": ["D0": ["type": "string"]],
        ]
        var losses = Losses()
        let result = try SchemaRewritingTests.openAPI.rewrite(plain, at: "s", losses: &losses)
        #expect(result["properties"]?["p199"] == ["type": "string"])
    }
}
