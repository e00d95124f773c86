import Dialects
import NIOCore
import Testing
import Wire

@testable import Gateway

struct MockProviderTests {
    /// One door of each dialect, with a body that says "one two three".
    static let doors: [(dialect: Dialect, unary: String, stream: String, body: String)] = [
        (
            .openAIChat, "/v1/chat/completions", "/v1/chat/completions",
            #""stream_options":{"include_usage":true},"messages":[{"role":"user","content":"one two three"}]"#
        ),
        (
            .anthropicMessages, "/v1/messages", "/v1/messages",
            #""max_tokens":99,"messages":[{"role":"user","content":"one two three"}]"#
        ),
        (
            .geminiGenerate, "/v1beta/models/MODEL:generateContent",
            "/v1beta/models/MODEL:streamGenerateContent?alt=sse",
            #""contents":[{"role":"user","parts":[{"text":"one two three"}]}]"#
        ),
    ]

    private func play(_ door: Int, _ model: String, stream: Bool = false, target: String? = nil) -> MockScript {
        let door = Self.doors[door]
        let path = (target ?? (stream ? door.stream : door.unary)).replacing("MODEL", with: model)
        let body = #"{"model":"\#(model)","stream":\#(stream),\#(door.body)}"#
        return MockProvider.serve(
            method: .post, target: path, scenario: nil, body: ByteBuffer(string: body))
    }

    private func whole(_ script: MockScript) -> ByteBuffer {
        script.pieces.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) }
    }

    @Test func `a schema that names itself in thirty places does not hang the mock`() {
        let members = (0..<30).map { ("p\($0)", ["$ref": "#"] as JSONValue) }
        let instance = SchemaInstance.make(["type": "object", "properties": .object(JSONObject(members))])
        #expect(instance.text.utf8.count < 100_000)
        let nodes = (0..<30).map { ("p\($0)", ["$ref": "#/$defs/B"] as JSONValue) }
        let other = (0..<30).map { ("p\($0)", ["$ref": "#/$defs/C"] as JSONValue) }
        let third = (0..<30).map { ("p\($0)", ["type": "string"] as JSONValue) }
        let object: ([(String, JSONValue)]) -> JSONValue = { ["properties": .object(JSONObject($0))] }
        let crowded = SchemaInstance.make([
            "properties": .object(JSONObject(nodes)), "$defs": ["B": object(other), "C": object(third)],
        ])
        #expect(crowded.text.utf8.count < 100_000)
    }

    @Test(arguments: 0..<3)
    func `each dialect echoes, and the same request gets the same bytes`(_ door: Int) throws {
        let script = play(door, "echo")
        #expect(script.head.status == 200)
        #expect(whole(script) == whole(play(door, "echo")))
        let root = try JSONDocument(validating: whole(script)).root
        let response = try Self.doors[door].dialect.codec.decodeResponse(root)
        guard case .text(let part)? = response.candidates.first?.parts.first else {
            Issue.record("no text")
            return
        }
        #expect(part.text == "one two three")
        #expect(response.usage?.input == 3)
        #expect(response.usage?.output == 3)
    }

    @Test(arguments: 0..<3)
    func `a stream comes in at least three pieces and folds to the unary answer`(_ door: Int) throws {
        let script = play(door, "echo", stream: true)
        #expect(script.pieces.count >= 5)
        var parser = SSEParser()
        parser.feed(whole(script))
        var decoder = Self.doors[door].dialect.codec.makeStreamDecoder()
        var fold = ResponseFold()
        var events: [GenerationEvent] = []
        while let event = try parser.next() { decoder.decode(event, into: &events) }
        decoder.finish(into: &events)
        for event in events { fold.add(event) }
        #expect(fold.response.candidates.first?.finish == .stop)
        #expect(fold.response.usage?.output == 3)
    }

    @Test(arguments: 0..<3)
    func `an error has the status of its name and the form of its dialect`(_ door: Int) throws {
        let script = play(door, "error-429-after-2")
        #expect(script.head.status == 429)
        #expect(script.head.fields.first("retry-after") == "2")
        let root = try JSONDocument(validating: whole(script)).root
        #expect(Self.doors[door].dialect.codec.decodeFailure(status: 429, root).message.contains("429"))
        #expect(play(door, "error-503").head.fields.first("retry-after") == "7")
        #expect(play(door, "error-500").head.fields.first("retry-after") == nil)
        #expect(play(door, "unheard-of").head.status == 404)
    }

    @Test func `Gemini streams one array unless events are asked for`() throws {
        let script = play(2, "echo", stream: true, target: "/v1beta/models/MODEL:streamGenerateContent")
        #expect(script.head.fields.first("content-type") == "application/json; charset=utf-8")
        #expect(try JSONDocument(validating: whole(script)).root[2] != nil)
    }

    @Test(
        arguments: [
            ("error-399", nil), ("error-600", nil), ("error-", nil), ("error-429-after-x", nil), ("error", nil),
            ("slow-60001", nil), ("slow--1", nil), ("slow-5-5", nil), ("", nil),
            ("error-in-200", MockScenario.errorInside),
            ("parallel-tools", .parallelTools), ("slow", .slow), ("slow-0", .slow), ("no-end", .noEnd),
        ] as [(String, MockScenario?)])
    func `a name stands for a scenario or for nothing`(_ sample: (name: String, scenario: MockScenario?)) {
        #expect(MockChoice(name: sample.name)?.scenario == sample.scenario)
    }

    @Test func `the server lists its models and refuses other paths and methods`() throws {
        let serve = { (method: HTTPMethod, target: String) in
            MockProvider.serve(method: method, target: target, scenario: nil, body: ByteBuffer())
        }
        let list = try JSONDocument(validating: whole(serve(.get, "/v1/models"))).root
        #expect(list["data"]?[0]?["id"]?.string == "echo")
        #expect(serve(.get, "/readyz").head.status == 200)
        #expect(serve(.get, "/v1/messages").head.status == 405)
        #expect(serve(.get, "/v1/messages").head.fields.first("allow") == "POST")
        #expect(serve(.post, "/v1/other").head.status == 404)
    }
}
