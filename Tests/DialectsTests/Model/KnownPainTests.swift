import Dialects
import NIOCore
import Testing
import Wire

/// What users of gateways complain about most in translation, over every pair of forms.
@Suite struct `Known pains of translation` {
    /// The two forms of bare prompts hold no tools.
    static let forms = Dialect.allCases.filter { $0 != .openAICompletions && $0 != .ollamaGenerate }

    private func streamed(_ events: [GenerationEvent], as dialect: Dialect) -> [GenerationEvent] {
        var encoder = dialect.codec.makeStreamEncoder(
            StreamContext(id: "id", model: "m", created: 0, includeUsage: true))
        var bytes = ByteBuffer()
        for event in events { encoder.encode(event, into: &bytes) }
        encoder.finish(into: &bytes)
        return dialect.codec.events(of: bytes)
    }

    private func told(_ answer: GenerationResponse, as dialect: Dialect) throws -> ByteBuffer {
        var json = JSONWriter()
        var losses = Losses()
        try dialect.codec.encode(answer, into: &json, losses: &losses)
        return json.buffer
    }

    private func bytes(of request: GenerationRequest, as dialect: Dialect) throws -> ByteBuffer {
        var traits = TargetTraits(model: "m")
        (traits.takesReasoning, traits.takesCacheMarkers) = (true, true)
        var json = JSONWriter()
        var losses = Losses()
        try dialect.codec.encode(request, for: traits, into: &json, losses: &losses)
        return json.buffer
    }

    private func asked(_ request: GenerationRequest, as dialect: Dialect) throws -> GenerationRequest {
        try dialect.codec.decodeRequest(
            JSONDocument(validating: bytes(of: request, as: dialect), maxDepth: 64).root)
    }

    /// All pieces had index 0, and their arguments ran into each other.
    @Test(arguments: forms, forms)
    func `parallel tool calls keep names, ids and arguments apart`(_ upstream: Dialect, _ door: Dialect) throws {
        var answer = GenerationResponse(id: "r", model: "m")
        let calls = (1...3).map { ToolCall(id: "call_\($0)", name: "f\($0)", arguments: #"{"n":\#($0)}"#) }
        answer.candidates = [Candidate(index: 0, parts: calls.map { .toolCall($0) }, finish: .toolCalls)]
        let events = streamed(streamed(answer.events, as: upstream), as: door)
        let parts = ResponseFold(events).response.candidates.first?.parts ?? []
        let told = parts.compactMap { part in if case .toolCall(let call) = part { call } else { nil } }
        #expect(told.map(\.name) == ["f1", "f2", "f3"])
        #expect(Set(told.map(\.id)).count == 3)
        #expect(try told.map { try JSONValue(parsing: $0.arguments)["n"]?.int } == [1, 2, 3])
    }

    /// The provider refuses the second turn when one byte of a signature is another.
    @Test(arguments: [Dialect.anthropicMessages, .geminiGenerate, .bedrockConverse], SecondTurn.doors)
    func `a signature is the same in the second turn of a tool loop`(_ upstream: Dialect, _ door: Dialect) throws {
        let signature = Signature(dialect: upstream, value: "c2lnbmF0dXJl/+w==")
        let signsCalls = upstream == .geminiGenerate
        let thought = Reasoning(text: "First ask.", signature: signsCalls ? nil : signature)
        let call = ToolCall(
            id: "toolu_1", name: "f", arguments: #"{"a":1}"#, signature: signsCalls ? signature : nil)
        var answer = GenerationResponse(id: "r", model: "m")
        answer.candidates = [Candidate(index: 0, parts: [.reasoning(thought), .toolCall(call)], finish: .toolCalls)]
        let known = try upstream.codec.decodeResponse(JSONDocument(validating: told(answer, as: upstream)).root)
        guard !SecondTurn.hasNoPlace(upstream, door) else {
            var json = JSONWriter()
            var losses = Losses()
            try door.codec.encode(known, into: &json, losses: &losses)
            #expect(losses.entries.contains { $0.path.hasSuffix("signature") }, "\(losses.entries)")
            return
        }
        let second = try SecondTurn.request(JSONDocument(validating: told(known, as: door)).root, door)
        let request = try door.codec.decodeRequest(JSONDocument(validating: ByteBuffer(string: second.text)).root)
        let sent = String(buffer: try bytes(of: request, as: upstream))
        #expect(sent.contains("c2lnbmF0dXJl/+w=="), "\(sent)")
    }

    /// A cache that is keyed by a prompt's bytes was written anew by each call.
    @Test(arguments: forms, forms)
    func `one request is the same bytes each time`(_ door: Dialect, _ upstream: Dialect) throws {
        var request = GenerationRequest(
            model: "m",
            messages: [
                Message(role: .system, parts: [.text(TextPart("Long")), .cacheMarker(CacheMarker())]),
                Message(role: .user, parts: [.text(TextPart("Hi"))]),
            ])
        let names = (0..<40).map { "p\($0)" }
        let properties = JSONObject(names.map { ($0, ["type": "string", "description": .string("of \($0)")]) })
        request.tools = [
            .function(FunctionTool(name: "f", parameters: ["type": "object", "properties": .object(properties)]))
        ]
        let once = try bytes(of: try asked(request, as: door), as: upstream)
        let again = try bytes(of: try asked(request, as: door), as: upstream)
        #expect(once == again)
        let text = String(buffer: once)
        let places = names.compactMap { text.firstRange(of: "\"\($0)\"")?.lowerBound }
        #expect(places == places.sorted() && places.count == names.count)
    }
}

/// What a caller sends after a tool was called: the answer as it came, and the tool's result.
enum SecondTurn {
    static let doors: [Dialect] = [
        .openAIChat, .openAIResponses, .anthropicMessages, .geminiGenerate, .bedrockConverse,
    ]

    /// Gemini signs calls, the two others thoughts, and neither form has a place for the other's: the answer tells it.
    static func hasNoPlace(_ upstream: Dialect, _ door: Dialect) -> Bool {
        (upstream == .geminiGenerate) != (door == .geminiGenerate) && door != .openAIChat && door != .openAIResponses
    }

    static func request(_ answer: JSONView, _ door: Dialect) throws -> JSONValue {
        let said = JSONValue(answer)
        switch door {
        case .openAIResponses:
            let items = try #require(said["output"]?.array)
            let id = items.lazy.compactMap { $0["call_id"] }.first ?? ""
            let result: JSONValue = ["type": "function_call_output", "call_id": id, "output": "ok"]
            return ["model": "m", "input": .array([["role": "user", "content": "Hi"]] + items + [result])]
        case .anthropicMessages:
            let blocks = try #require(said["content"]?.array)
            let id = blocks.lazy.compactMap { $0["id"] }.first ?? ""
            let result: JSONValue = ["type": "tool_result", "tool_use_id": id, "content": "ok"]
            return [
                "model": "m", "max_tokens": 100,
                "messages": [
                    ["role": "user", "content": "Hi"], ["role": "assistant", "content": .array(blocks)],
                    ["role": "user", "content": [result]],
                ],
            ]
        case .geminiGenerate:
            let content = try #require(said["candidates"]?.array?.first?["content"])
            let result: JSONValue = ["functionResponse": ["name": "f", "response": ["result": "ok"]]]
            return [
                "contents": [
                    ["role": "user", "parts": [["text": "Hi"]]], content, ["role": "user", "parts": [result]],
                ]
            ]
        case .bedrockConverse:
            let message = try #require(said["output"]?["message"])
            let id = message["content"]?.array?.lazy.compactMap { $0["toolUse"]?["toolUseId"] }.first ?? ""
            let result: JSONValue = ["toolResult": ["toolUseId": id, "content": [["text": "ok"]]]]
            return [
                "messages": [
                    ["role": "user", "content": [["text": "Hi"]]], message, ["role": "user", "content": [result]],
                ]
            ]
        default:
            let message = try #require(said["choices"]?.array?.first?["message"])
            let id = message["tool_calls"]?.array?.first?["id"] ?? ""
            return [
                "model": "m",
                "messages": [
                    ["role": "user", "content": "Hi"], message,
                    ["role": "tool", "tool_call_id": id, "content": "ok"],
                ],
            ]
        }
    }
}
