import Dialects
import NIOCore
import Testing
import Wire

/// One canonical request or answer per feature, beside the body it must become.
struct GeminiGoldenTests {
    let codec = GeminiGenerateCodec()

    private func user(_ text: String) -> Message { Message(role: .user, parts: [.text(TextPart(text))]) }

    @Test func `system messages lead as the instruction, later ones keep their place and are a loss`() throws {
        let request = GenerationRequest(
            model: "m",
            messages: [
                Message(role: .system, parts: [.text(TextPart("a"))]), user("b"),
                Message(role: .developer, parts: [.text(TextPart("c"))]),
            ])
        let (body, losses) = try GeminiFixtures.encode(request)
        #expect(
            body == [
                "systemInstruction": ["parts": [["text": "a"]]],
                "contents": [["role": "user", "parts": [["text": "b"], ["text": "c"]]]],
            ])
        #expect(losses.entries.map(\.path) == ["messages[2].role"])
    }

    @Test func `parallel results stand in one turn under the names of their calls`() throws {
        let signature = Signature(dialect: .geminiGenerate, value: "c2ln")
        let request = GenerationRequest(
            model: "m",
            messages: [
                user("?"),
                Message(
                    role: .assistant,
                    parts: [
                        .toolCall(ToolCall(id: "call_1", name: "f", arguments: "{\"a\":1.0}", signature: signature)),
                        .toolCall(ToolCall(id: "call_g_r_1", name: "g", arguments: "")),
                    ]),
                Message(
                    role: .tool, parts: [.toolResult(ToolResult(callID: "call_1", content: [.text(TextPart("4"))]))]),
                Message(
                    role: .tool,
                    parts: [
                        .toolResult(
                            ToolResult(callID: "call_g_r_1", content: [.text(TextPart("{\"x\":[]}"))], isError: false))
                    ]),
            ])
        let (body, losses) = try GeminiFixtures.encode(request)
        let expected = try JSONValue(
            parsing: """
                [{"role":"user","parts":[{"text":"?"}]},
                {"role":"model","parts":[
                  {"functionCall":{"id":"call_1","name":"f","args":{"a":1.0}},"thoughtSignature":"c2ln"},
                  {"functionCall":{"name":"g"}}]},
                {"role":"user","parts":[
                  {"functionResponse":{"id":"call_1","name":"f","response":{"result":"4"}}},
                  {"functionResponse":{"name":"g","response":{"x":[]}}}]}]
                """)
        #expect(body["contents"] == expected)
        #expect(losses.isEmpty)
    }

    @Test func `a result without its call is refused`() {
        let result = ToolResult(callID: "call_9", content: [])
        let request = GenerationRequest(model: "m", messages: [Message(role: .tool, parts: [.toolResult(result)])])
        #expect(throws: DialectError.self) { try GeminiFixtures.encode(request) }
    }

    @Test(arguments: [
        ("plain", false, #"{"result":"plain"}"#), ("42", false, #"{"result":"42"}"#),
        ("[1]", false, #"{"result":[1]}"#), (#"{"a":1}"#, false, #"{"a":1}"#), ("no", true, #"{"error":"no"}"#),
        (#"{"result":42}"#, false, #"{"result":42}"#),
    ])
    func `a tool's text becomes an object and comes back`(text: String, isError: Bool, json: String) throws {
        let body = """
            {"contents":[{"role":"user","parts":[{"functionResponse":{"id":"i","name":"f","response":\(json)}}]}]}
            """
        let request = try codec.decodeRequest(GeminiFixtures.view(body))
        guard case .toolResult(let result)? = request.messages.first?.parts.first else {
            Issue.record("no result")
            return
        }
        #expect(result.content == [.text(TextPart(text))])
        #expect(result.isError == isError)
        #expect(try GeminiFixtures.encode(request).body["contents"] == JSONValue(parsing: body)["contents"])
    }

    @Test func `media goes inline, by Google's own addresses, or asks to be fetched`() throws {
        func parts(_ media: Media, takesURLs: Bool = false) throws -> JSONValue? {
            let request = GenerationRequest(model: "m", messages: [Message(role: .user, parts: [.media(media)])])
            return try GeminiFixtures.encode(request) { $0.takesMediaURLs = takesURLs }.body["contents"]?
                .array?.first?["parts"]
        }
        let pdf = Media(kind: .document, source: .base64("QQ=="), mimeType: "application/pdf")
        #expect(try parts(pdf) == [["inlineData": ["mimeType": "application/pdf", "data": "QQ=="]]])
        let tube = "https://www.youtube.com/watch?v=x"
        #expect(
            try parts(Media(kind: .video, source: .url(tube))) == [["fileData": ["fileUri": .string(tube)]]])
        let data = Media(kind: .image, source: .url("data:image/png;base64,QQ=="))
        #expect(try parts(data) == [["inlineData": ["mimeType": "image/png", "data": "QQ=="]]])
        let picture = Media(kind: .image, source: .url("https://example.com/a.png"), mimeType: "image/png")
        #expect(
            try parts(picture, takesURLs: true)
                == [["fileData": ["mimeType": "image/png", "fileUri": "https://example.com/a.png"]]])
        #expect {
            try parts(picture)
        } throws: { error in
            (error as? DialectError)?.reason == .mediaNeedsFetch(url: "https://example.com/a.png")
        }
    }

    @Test(arguments: [("none", 0), ("minimal", 1024), ("low", 1024), ("medium", 8192), ("high", 24576)])
    func `effort becomes a budget, or a level`(effort: String, budget: Int) throws {
        var request = GenerationRequest(model: "m", messages: [user("?")])
        request.reasoning = ReasoningRequest(effort: effort)
        #expect(
            try GeminiFixtures.encode(request).body["generationConfig"]
                == ["thinkingConfig": ["thinkingBudget": .int(budget)]])
        let level = try GeminiFixtures.encode(request) { $0.usesThinkingLevel = true }.body["generationConfig"]
        let expected = effort == "none" ? "MINIMAL" : effort.uppercased()
        #expect(level == ["thinkingConfig": ["thinkingLevel": .string(expected)]])
    }

    @Test func `sampling, limits, logprobs, voice and format stand in generationConfig`() throws {
        var request = GenerationRequest(model: "m", messages: [user("?")])
        request.sampling.temperature = NumberText("0.50")
        request.sampling.topK = NumberText(3)
        request.sampling.stop = ["x"]
        request.maxOutputTokens = 9
        request.candidateCount = 2
        request.logprobs = LogprobsRequest(top: 4)
        request.modalities = ["text", "audio"]
        request.audio = AudioOutput(voice: "Kore", format: "wav")
        request.output = .jsonSchema(JSONSchemaFormat(name: "n", schema: ["type": "object"]))
        let (body, losses) = try GeminiFixtures.encode(request)
        let expected = try JSONValue(
            parsing: """
                {"temperature":0.50,"topK":3,"maxOutputTokens":9,"stopSequences":["x"],"candidateCount":2,
                "responseLogprobs":true,"logprobs":4,"responseMimeType":"application/json",
                "responseJsonSchema":{"type":"object"},"responseModalities":["AUDIO"],
                "speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}}}
                """)
        #expect(body["generationConfig"] == expected)
        #expect(losses.entries.map(\.path) == ["audio.format"])
        request.sampling.stop = ["1", "2", "3", "4", "5", "6"]
        #expect(throws: DialectError.self) { try GeminiFixtures.encode(request) }
    }

    @Test func `tools, choices and the caller's own members`() throws {
        var request = GenerationRequest(model: "m", messages: [user("?")])
        request.tools = [
            .function(FunctionTool(name: "f", parameters: ["type": "object", "properties": ["a": ["const": 1]]])),
            .webSearch(WebSearch()),
        ]
        request.toolChoice = .allowed(["f"], required: false)
        request.providerOptions = [
            Preserved(
                dialect: .geminiGenerate,
                members: try JSONObject(
                    GeminiFixtures.view(
                        """
                        {"thinking_config":{"include_thoughts":true},"cached_content":"cachedContents/1",
                        "safety_settings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"OFF"}]}
                        """))),
            Preserved(dialect: .anthropicMessages, members: JSONObject([("thinking", .bool(true))])),
        ]
        let (body, losses) = try GeminiFixtures.encode(request)
        let expected = try JSONValue(
            parsing: """
                {"contents":[{"role":"user","parts":[{"text":"?"}]}],
                "tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":
                  {"type":"object","properties":{"a":{"type":"integer","enum":[1]}}}}]},{"googleSearch":{}}],
                "toolConfig":{"functionCallingConfig":{"mode":"VALIDATED","allowedFunctionNames":["f"]}},
                "cachedContent":"cachedContents/1",
                "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"OFF"}],
                "generationConfig":{"thinkingConfig":{"includeThoughts":true}}}
                """)
        #expect(body.isEquivalent(to: expected), "\(body.text)")
        #expect(losses.isEmpty)
    }

    @Test func `what Gemini cannot take is listed`() throws {
        var request = GenerationRequest(
            model: "m",
            messages: [
                Message(
                    role: .assistant,
                    parts: [
                        .reasoning(
                            Reasoning(text: "", redacted: Signature(dialect: .anthropicMessages, value: "x"))),
                        .text(TextPart("a")), .cacheMarker(CacheMarker()),
                    ], name: "bob")
            ])
        request.parallelToolCalls = false
        request.endUser = "u"
        request.preserved = Preserved(dialect: .openAIChat, members: JSONObject([("logit_bias", .null)]))
        let (body, losses) = try GeminiFixtures.encode(request)
        #expect(body == ["contents": [["role": "model", "parts": [["text": "a"]]]]])
        #expect(
            Set(losses.entries.map(\.path)) == [
                "messages[0].name", "messages[0].content[0].redacted", "messages[0].content[2].cache_control",
                "parallel_tool_calls", "user", "logit_bias",
            ])
    }

    @Test func `unsigned calls carry the stand-in where signatures are demanded`() throws {
        let call = ToolCall(id: "c", name: "f", arguments: "{}")
        let message = Message(role: .assistant, parts: [.toolCall(call), .toolCall(call)])
        let request = GenerationRequest(model: "m", messages: [message])
        let body = try GeminiFixtures.encode(request) { $0.usesThinkingLevel = true }.body
        let parts = body["contents"]?.array?.first?["parts"]?.array ?? []
        #expect(
            parts.map { $0["thoughtSignature"]?.string } == ["c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=", nil])
    }
}
