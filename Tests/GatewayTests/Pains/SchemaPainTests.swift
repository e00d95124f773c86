import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Keywords of JSON Schema were sent to providers that refuse them, or went missing (pain 13).
@Suite struct `A schema reaches a provider in its form, or is refused by the keyword` {
    /// A schema, and the keyword a provider may refuse it by.
    struct Row: Sendable, CustomTestStringConvertible {
        var keyword: String
        var properties: String
        var definitions = "{}"
        var testDescription: String { keyword }
    }

    static let corpus: [Row] = [
        Row(
            keyword: "$ref", properties: ##"{"a":{"$ref":"#/$defs/A"}}"##,
            definitions:
                #"{"A":{"type":"object","properties":{"b":{"type":"string"}},"required":["b"],"additionalProperties":false}}"#
        ),
        Row(keyword: "anyOf", properties: #"{"a":{"anyOf":[{"type":"string"},{"type":"integer"}]}}"#),
        Row(
            keyword: "allOf",
            properties:
                #"{"a":{"allOf":[{"type":"object","properties":{"b":{"type":"string"}},"additionalProperties":false}]}}"#
        ),
        Row(keyword: "oneOf", properties: #"{"a":{"oneOf":[{"type":"string"},{"type":"null"}]}}"#),
        Row(
            keyword: "additionalProperties",
            properties: #"{"a":{"type":"object","additionalProperties":{"type":"number"}}}"#),
        Row(
            keyword: "prefixItems",
            properties: #"{"a":{"type":"array","prefixItems":[{"type":"string"},{"type":"number"}]}}"#),
        Row(keyword: "const", properties: #"{"a":{"type":"string","const":"x"}}"#),
        Row(keyword: "type", properties: #"{"a":{"type":["string","null"],"description":"may be null"}}"#),
        Row(
            keyword: "$ref", properties: ##"{"a":{"$ref":"#/$defs/Node"}}"##,
            definitions:
                ##"{"Node":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]}},"required":["next"],"additionalProperties":false}}"##
        ),
        Row(keyword: "not", properties: #"{"a":{"not":{"type":"string"}}}"#),
        Row(keyword: "pattern", properties: #"{"a":{"type":"string","pattern":"^x","minLength":2,"maxLength":9}}"#),
    ]

    private static func schema(_ row: Row) -> String {
        #"{"type":"object","properties":\#(row.properties),"required":["a"],"additionalProperties":false,"#
            + #""$defs":\#(row.definitions)}"#
    }

    /// Where a schema can stand.
    private static func places(_ schema: String) -> [String] {
        [false, true].map { strict in
            #""tools":[{"type":"function","function":{"name":"f","strict":\#(strict),"parameters":\#(schema)}}]"#
        } + [
            #""response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":\#(schema)}}"#
        ]
    }

    /// Each form with its description.
    private static let ways: [(kind: ProviderKind, specification: Specification?, schema: String)] = [
        (.anthropic, .anthropic, "CreateMessageParams"), (.gemini, .gemini, "GenerateContentRequest"),
        (.bedrock, .bedrock, "ConverseRequest"), (.cohere, nil, ""),
        (
            `Recorded answers of other dialects come back in the OpenAI form`.responses.kind, .openAIClosed,
            "CreateResponse"
        ),
        (.openAI, nil, ""), (.mistral, nil, ""), (.ollama, nil, ""),
    ]

    @Test(arguments: corpus)
    func `each keyword at each place`(_ row: Row) async throws {
        let schema = Self.schema(row)
        for way in Self.ways {
            for place in Self.places(schema) {
                let body = #"{"model":"up/m","messages":[{"role":"user","content":"Hi"}],\#(place)}"#
                let replay = await Replay(ByteBuffer(string: body), to: way.kind, answer: SpecificationAnswer.any)
                let name = "\(way.kind.name) \(row.keyword) \(place.prefix(20))"
                guard let sent = replay.sent else {
                    #expect(replay.status == 400, "\(name)")
                    let said = "\(replay.error?["param"]?.string ?? "") \(replay.error?["message"]?.string ?? "")"
                    #expect(said.contains(row.keyword), "\(name): \(said)")
                    #expect(replay.error?["hint"]?.string?.isEmpty == false, "\(name)")
                    continue
                }
                let json = try JSONValue(parsing: sent, maxDepth: 512)
                let faults = way.specification?.faults(json, as: way.schema) ?? []
                #expect(faults.isEmpty, "\(name): \(faults.prefix(3))")
                let written = try #require(Self.schemas(in: json).first, "\(name): \(json.text)")
                let isKept = written.isEquivalent(to: try JSONValue(parsing: schema))
                let isTold = replay.log?.dropped.isEmpty == false
                // Whatever was changed still describes the member, and what was left out is told.
                #expect(isKept || isTold || Self.describes(written, "a"), "\(name): \(written.text)")
                if way.kind.name == "anthropic" { expectAnthropicSubset(json, name) }
            }
        }
    }

    /// The schemas of a request of any form, wherever they stand.
    private static func schemas(in json: JSONValue) -> [JSONValue] {
        let names: Set = [
            "parameters", "input_schema", "schema", "json_schema", "responseSchema", "responseJsonSchema",
        ]
        switch json {
        case .object(let members):
            return members.flatMap { key, value -> [JSONValue] in
                if names.union(["parametersJsonSchema", "json", "format"]).contains(key) {
                    // Converse has the schema of an answer as text.
                    let schema = value.string.flatMap { try? JSONValue(parsing: $0) } ?? value
                    if schema["properties"] != nil { return [schema] }
                }
                return schemas(in: value)
            }
        case .array(let elements): return elements.flatMap { schemas(in: $0) }
        default: return []
        }
    }

    private static func describes(_ schema: JSONValue, _ member: String) -> Bool {
        schema["properties"]?[member]?.object?.isEmpty == false
    }

    /// Where Anthropic decodes by the schema, it takes a subset ("JSON Schema limitations" in its documentation).
    private func expectAnthropicSubset(_ json: JSONValue, _ name: String) {
        let strict = (json["tools"]?.array ?? []).filter { $0["strict"] == true }.compactMap { $0["input_schema"] }
        for schema in strict + [json["output_config"]?["format"]?["schema"]].compactMap({ $0 }) {
            for keyword in [#""oneOf":"#, #""minLength":"#, #""maxLength":"#, #""not":"#, #""prefixItems":"#] {
                #expect(!schema.text.contains(keyword), "\(name): \(schema.text)")
            }
        }
    }
}
