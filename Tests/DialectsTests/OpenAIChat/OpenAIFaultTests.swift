import Dialects
import NIOCore
import Testing
import Wire

/// One test for each fault that recordings brought to light.
@Suite struct `Faults of the OpenAI dialect` {
    @Test func `media of parallel tool results follows the last of them`() throws {
        let picture = Part.media(Media(kind: .image, source: .base64("AAAA"), mimeType: "image/png"))
        let request = GenerationRequest(
            model: "m",
            messages: [
                Message(role: .tool, parts: [.toolResult(ToolResult(callID: "a", content: [picture]))]),
                Message(role: .tool, parts: [.toolResult(ToolResult(callID: "b", content: [.text(TextPart("x"))]))]),
                Message(role: .assistant, parts: [.text(TextPart("y"))]),
            ])
        let messages = try OpenAIChat.encoded(request).json["messages"]?.array ?? []
        #expect(messages.compactMap { $0["role"]?.string } == ["tool", "tool", "user", "assistant"])
        #expect(messages[2]["content"]?.array?.first?["type"] == "image_url")
    }

    @Test func `a call cut before its arguments is not told as one without arguments`() throws {
        let call = ToolCall(id: "a", name: "f", arguments: "")
        for (finish, arguments) in [(FinishReason.length, ""), (.toolCalls, "{}")] {
            let candidate = Candidate(index: 0, parts: [.toolCall(call)], finish: finish)
            let response = GenerationResponse(id: "i", model: "m", candidates: [candidate])
            let whole = try OpenAIChat.encoded(response).json["choices"]?.array?.first?["message"]
            #expect(
                whole?["tool_calls"]?.array?.first?["function"]?["arguments"]?.string == arguments)
            let told = ResponseFold(OpenAIChat.events(OpenAIChat.stream(response.events))).response
            #expect(told.candidates.first?.arguments == [arguments])
        }
    }

    @Test func `bare audio is called what its first bytes are`() throws {
        for (data, type) in [("//NkxAAA", "audio/mpeg"), ("SUQzBAAA", "audio/mpeg"), ("UklGRiQA", "audio/wav")] {
            let request = try OpenAIChat.request(
                #"{"messages":[{"role":"user","content":[{"type":"input_audio","input_audio":"\#(data)"}]}]}"#)
            guard case .media(let media)? = request.messages.first?.parts.first else {
                Issue.record("no media")
                continue
            }
            #expect(media.mimeType == type)
        }
    }

    @Test(arguments: ["schema", "value"])
    func `a schema beside json_object is a schema, and no member beside it disappears`(name: String) throws {
        let request = try OpenAIChat.request(
            #"{"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_object","#
                + #""\#(name)":{"type":"object"},"later":1}}"#)
        guard case .jsonSchema(let format)? = request.output else {
            Issue.record("no schema")
            return
        }
        #expect(format.schema == ["type": "object"])
        #expect(request.preserved?.members == ["response_format": ["later": 1]])
    }

    @Test func `a schema that is no object stays what it was`() throws {
        let request = try OpenAIChat.request(
            #"{"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_object","schema":"s"}}"#)
        #expect(request.output == .jsonObject)
        #expect(request.preserved?.members == ["response_format": ["schema": "s"]])
        #expect(
            try OpenAIChat.encoded(request).json["response_format"] == ["type": "json_object", "schema": "s"])
    }

    @Test func `a thinking object with more members is written again whole`() throws {
        let request = try OpenAIChat.request(
            #"{"messages":[{"role":"user","content":"x"}],"thinking":{"type":"enabled","clear_thinking":true}}"#)
        let json = try OpenAIChat.encoded(request).json
        #expect(json["thinking"] == ["type": "enabled", "clear_thinking": true])
    }

    @Test func `reasoning details that repeat the last of the text are not told twice`() {
        let events = OpenAIChat.events([
            #"{"id":"a","choices":[{"index":0,"delta":{"reasoning_content":"A"}}]}"#,
            #"{"id":"a","choices":[{"index":0,"delta":{"reasoning_content":"B"}}]}"#,
            #"{"id":"a","choices":[{"index":0,"delta":{"reasoning_details":[{"type":"reasoning.text","text":"B"}]}}]}"#,
            #"{"id":"a","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
        ])
        #expect(ResponseFold(events).response.candidates.first?.reasoning == "AB")
    }

    @Test func `the usage that comes with an error in a stream is counted`() {
        let events = OpenAIChat.events([
            #"{"id":"a","choices":[{"index":0,"delta":{"content":"x"}}]}"#,
            #"{"error":{"code":400,"message":"limit"},"choices":[],"usage":{"prompt_tokens":43,"completion_tokens":10}}"#,
        ])
        let fold = ResponseFold(events)
        #expect(fold.failure?.message == "limit")
        #expect(fold.response.usage?.input == 43)
    }

    @Test func `an empty finish reason is none`() throws {
        let response = try OpenAIChat.response(
            #"{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":""}]}"#)
        #expect(response.candidates.first?.finish == nil)
    }

    @Test func `a cache marker on a tool call stands on its message`() throws {
        let call = ToolCall(id: "a", name: "f", arguments: "{}")
        let message = Message(role: .assistant, parts: [.toolCall(call), .cacheMarker(CacheMarker())])
        let json = try OpenAIChat.encoded(GenerationRequest(model: "m", messages: [message])).json
        #expect(json["messages"]?.array?.first?["cache_control"] == ["type": "ephemeral"])
        let again = try OpenAIChat.request(json.text)
        #expect(again.messages.first?.parts == message.parts)
    }

    @Test func `OpenAI itself is not sent top_k`() throws {
        var request = GenerationRequest(model: "m", messages: [Message(role: .user, parts: [.text(TextPart("x"))])])
        request.sampling.topK = NumberText(5)
        let (json, losses) = try OpenAIChat.encoded(request, for: TargetTraits(model: "m"))
        #expect(json["top_k"] == nil)
        #expect(losses.entries.map(\.path) == ["top_k"])
    }
}
