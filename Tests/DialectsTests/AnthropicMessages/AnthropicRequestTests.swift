import Dialects
import Testing
import Wire

/// Requests as they come from the OpenAI chat door, said to Anthropic.
@Suite struct `Anthropic requests` {
    private func user(_ text: String) -> Message { Message(role: .user, parts: [.text(TextPart(text))]) }

    @Test func `a plain question gets a limit and the leading system prompt`() throws {
        var request = GenerationRequest(
            model: "m", messages: [Message(role: .developer, parts: [.text(TextPart("Be brief."))]), user("Hi")])
        request.stream = true
        let (json, losses) = try Anthropic.encoded(request)
        #expect(
            json == [
                "model": "claude", "max_tokens": 4096, "system": "Be brief.",
                "messages": [["role": "user", "content": "Hi"]], "stream": true,
            ])
        #expect(losses.isEmpty)
    }

    @Test func `a later system message keeps its place and is reported`() throws {
        let messages = [user("Hi"), Message(role: .system, parts: [.text(TextPart("In Spanish."))])]
        let (json, losses) = try Anthropic.encoded(GenerationRequest(model: "m", messages: messages))
        #expect(json["system"] == nil)
        #expect(
            json["messages"] == [
                [
                    "role": "user",
                    "content": [["type": "text", "text": "Hi"], ["type": "text", "text": "In Spanish."]],
                ]
            ])
        #expect(losses == ["messages[1].role"])
        var traits = TargetTraits(model: "claude")
        traits.takesSystemTurns = true
        let taken = try Anthropic.encoded(GenerationRequest(model: "m", messages: messages), traits)
        #expect(taken.losses.isEmpty)
        #expect(taken.json["messages"]?.array?.last == ["role": "system", "content": "In Spanish."])
    }

    @Test func `results of parallel calls are one user message, before its text`() throws {
        let calls = ["a.1", "a:1"].map { Part.toolCall(ToolCall(id: $0, name: "f", arguments: #"{"x": 1}"#)) }
        let results = ["a.1", "a:1"].map {
            Message(role: .tool, parts: [.toolResult(ToolResult(callID: $0, content: [.text(TextPart("ok"))]))])
        }
        let messages = [user("Go"), Message(role: .assistant, parts: calls)] + results + [user("And?")]
        let json = try Anthropic.encoded(GenerationRequest(model: "m", messages: messages)).json
        let turns = json["messages"]?.array ?? []
        #expect(turns.count == 3)
        let ids = turns[1]["content"]?.array?.compactMap { $0["id"]?.string } ?? []
        #expect(ids == ["a_1", "a_1_2"])
        let last = turns[2]["content"]?.array ?? []
        #expect(last.compactMap { $0["tool_use_id"]?.string } == ids)
        #expect(last.last == ["type": "text", "text": "And?"])
    }

    @Test func `an effort becomes a budget, and the limit has room for it`() throws {
        var request = GenerationRequest(model: "m", messages: [user("Hi")])
        request.reasoning = ReasoningRequest(effort: "high")
        let json = try Anthropic.encoded(request).json
        #expect(json["thinking"] == ["type": "enabled", "budget_tokens": 16384])
        #expect(json["max_tokens"] == 20480)
        request.maxOutputTokens = 512
        let small = try Anthropic.encoded(request)
        #expect(small.json["thinking"] == nil)
        #expect(small.losses == ["reasoning_effort"])
        request.maxOutputTokens = nil
        var traits = TargetTraits(model: "claude")
        traits.usesAdaptiveThinking = true
        let adaptive = try Anthropic.encoded(request, traits).json
        #expect(adaptive["thinking"] == ["type": "adaptive"])
        #expect(adaptive["output_config"] == ["effort": "high"])
    }

    @Test func `thinking gives way to a forced tool and to a turn begun without it`() throws {
        var request = GenerationRequest(model: "m", messages: [user("Hi")])
        request.reasoning = ReasoningRequest(effort: "low")
        request.tools = [.function(FunctionTool(name: "f"))]
        request.toolChoice = .required
        let forced = try Anthropic.encoded(request)
        #expect(forced.json["thinking"] == nil)
        #expect(forced.json["tool_choice"] == ["type": "any"])
        #expect(forced.losses == ["reasoning_effort"])
        request.toolChoice = nil
        let signed = Reasoning(text: "hm", signature: Signature(dialect: .anthropicMessages, value: "c2ln"))
        for parts in [[], [Part.reasoning(signed)]] {
            let call = Part.toolCall(ToolCall(id: "1", name: "f", arguments: ""))
            let result = Part.toolResult(ToolResult(callID: "1", content: []))
            request.messages = [
                user("Hi"), Message(role: .assistant, parts: parts + [call]), Message(role: .tool, parts: [result]),
            ]
            #expect((try Anthropic.encoded(request).json["thinking"] == nil) == parts.isEmpty)
        }
    }

    @Test func `what Anthropic lacks is reported, what it narrows is clamped`() throws {
        var request = GenerationRequest(model: "m", messages: [user("Hi")])
        request.sampling.temperature = NumberText("1.5")
        request.sampling.seed = NumberText("7")
        request.sampling.presencePenalty = NumberText("0")
        request.sampling.stop = ["END", "\n"]
        request.output = .jsonObject
        let (json, losses) = try Anthropic.encoded(request)
        #expect(json["temperature"] == 1)
        #expect(json["stop_sequences"] == ["END"])
        #expect(Set(losses) == ["temperature", "seed", "stop", "response_format"])
        request.candidateCount = 2
        #expect(throws: DialectError.self) { try Anthropic.encoded(request) }
    }

    @Test func `a schema is closed, and a keyword without counterpart is refused by name`() throws {
        var request = GenerationRequest(model: "m", messages: [user("Hi")])
        let age: JSONValue = ["type": "integer", "minimum": 1]
        let schema: JSONValue = ["type": "object", "properties": ["age": age]]
        request.output = .jsonSchema(JSONSchemaFormat(name: "p", schema: schema, strict: true))
        let (json, losses) = try Anthropic.encoded(request)
        #expect(
            json["output_config"]?["format"] == [
                "type": "json_schema",
                "schema": [
                    "type": "object",
                    "properties": ["age": ["type": "integer", "description": "{minimum: 1}"]],
                    "additionalProperties": false,
                ],
            ])
        #expect(losses == ["response_format.json_schema.schema.properties.age.minimum"])
        request.output = .jsonSchema(JSONSchemaFormat(schema: ["not": ["type": "string"]]))
        let refused = #expect(throws: DialectError.self) { try Anthropic.encoded(request) }
        #expect(refused?.path.hasSuffix(".not") ?? false)
    }

    @Test func `images, PDFs and texts find their source`() throws {
        let media = [
            Media(kind: .image, source: .url("https://x.test/a.png")),
            Media(kind: .image, source: .base64("iVBORw0KGgoAAAA")),
            Media(kind: .document, source: .base64("SGk="), mimeType: "text/plain", filename: "a.txt"),
        ]
        let message = Message(role: .user, parts: media.map(Part.media) + [.cacheMarker(CacheMarker(ttl: "1h"))])
        let json = try Anthropic.encoded(GenerationRequest(model: "m", messages: [message])).json
        #expect(
            json["messages"]?.array?.first?["content"] == [
                ["type": "image", "source": ["type": "url", "url": "https://x.test/a.png"]],
                ["type": "image", "source": ["type": "base64", "media_type": "image/png", "data": "iVBORw0KGgoAAAA"]],
                [
                    "type": "document", "source": ["type": "text", "media_type": "text/plain", "data": "Hi"],
                    "title": "a.txt", "cache_control": ["type": "ephemeral", "ttl": "1h"],
                ],
            ])
        var bytesOnly = TargetTraits(model: "claude")
        bytesOnly.takesMediaURLs = false
        let error = #expect(throws: DialectError.self) {
            try Anthropic.encoded(GenerationRequest(model: "m", messages: [message]), bytesOnly)
        }
        #expect(error?.reason == .mediaNeedsFetch(url: "https://x.test/a.png"))
    }

    @Test func `foreign reasoning is left out, members for Anthropic are written`() throws {
        let foreign = Reasoning(text: "hm", signature: Signature(dialect: .geminiGenerate, value: "x"))
        let answer = Message(role: .assistant, parts: [.reasoning(foreign), .text(TextPart("Yes."))])
        var request = GenerationRequest(model: "m", messages: [user("Hi"), answer, user("Sure?")])
        let members = JSONObject([
            ("top_k", JSONValue.int(5)), ("thinking", ["type": "enabled", "budget_tokens": 2000] as JSONValue),
        ])
        request.providerOptions = [Preserved(dialect: .anthropicMessages, members: members)]
        let (json, losses) = try Anthropic.encoded(request)
        #expect(json["messages"]?.array?[1] == ["role": "assistant", "content": "Yes."])
        #expect(json["thinking"]?["budget_tokens"] == 2000)
        #expect(json["max_tokens"] == 6096)
        #expect(json["top_k"] == 5)
        #expect(losses == ["messages[1].content[0]"])
    }
}
