import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What no recording covers of answers that come from another dialect.
@Suite struct `Answers in the OpenAI form` {
    private func told(
        _ body: String, by kind: ProviderKind, isStream: Bool = false, asEvents: Bool? = nil
    ) async -> (told: Told, replay: Replay) {
        var fields = HeaderFields()
        fields.append("content-type", asEvents ?? isStream ? "text/event-stream" : "application/json")
        let replay = await Replay(
            TranslatedCall.plain(isStream: isStream), to: kind,
            answer: ScriptedUpstream.Script(fields: fields, pieces: [ByteBuffer(string: body)]))
        return (Told.openAI(replay.reply.body, isStream: isStream), replay)
    }

    @Test(arguments: [
        ("end_turn", "stop"), ("stop_sequence", "stop"), ("max_tokens", "length"), ("tool_use", "tool_calls"),
        ("model_context_window_exceeded", "length"), ("refusal", "content_filter"), ("pause_turn", "pause_turn"),
        ("invented_tomorrow", "invented_tomorrow"),
    ])
    func `every stop reason of Anthropic's has one meaning`(_ reason: String, _ finish: String) async {
        let message = #"{"type":"message","content":[{"type":"text","text":"x"}],"stop_reason":"\#(reason)"}"#
        for isStream in [false, true] {
            let said = await told(message, by: .anthropic, isStream: isStream, asEvents: false).told
            #expect(said.voices[0]?.finish == finish)
        }
    }

    @Test(arguments: [
        (#""STOP""#, "stop"), (#""MAX_TOKENS""#, "length"), (#""SAFETY""#, "content_filter"),
        (#""RECITATION""#, "content_filter"), (#""BLOCKLIST""#, "content_filter"), (#""SPII""#, "content_filter"),
        (#""PROHIBITED_CONTENT""#, "content_filter"), (#""IMAGE_SAFETY""#, "content_filter"),
        (#""MALFORMED_FUNCTION_CALL""#, "error"), (#""OTHER""#, "OTHER"), ("2", "length"), ("77", "77"),
    ])
    func `every finish reason of Gemini's has one meaning`(_ reason: String, _ finish: String) async {
        let answer = #"{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":\#(reason)}]}"#
        for isStream in [false, true] {
            let said = await told(answer, by: .gemini, isStream: isStream, asEvents: false).told
            #expect(said.voices[0]?.finish == finish)
        }
    }

    @Test func `an answer that was cut is an error, whole or as a stream`() async {
        let start = #"data: {"candidates":[{"content":{"parts":[{"text":"x"}]}}]}"# + "\n\n"
        let unary = await told(start, by: .gemini, asEvents: true).replay
        #expect(unary.status == 502)
        let (said, replay) = await told(start, by: .gemini, isStream: true)
        #expect(replay.status == 200)
        #expect(said.error != nil && !said.hasEndMark && said.voices[0]?.finish == nil)
    }

    @Test func `a call without arguments comes as an empty object`() async {
        let message = #"""
            {"type":"message","content":[{"type":"tool_use","id":"t","name":"f","input":{}}],"stop_reason":"tool_use"}
            """#
        for isStream in [false, true] {
            let said = await told(message, by: .anthropic, isStream: isStream, asEvents: false).told
            #expect(said.voices[0]?.calls.first?.arguments == "{}")
        }
        let events = [
            #"{"type":"message_start","message":{"id":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}"#,
            #"{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}"#,
            #"{"type":"content_block_stop","index":0}"#,
            #"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":5}}"#,
            #"{"type":"message_stop"}"#,
        ]
        let stream = events.map { "data: \($0)\n\n" }.joined()
        let said = await told(stream, by: .anthropic, isStream: true).told
        #expect(said.voices[0]?.calls.first?.arguments == "{}")
    }

    @Test func `cached, reasoning and audio tokens keep their sense`() async {
        let message = #"""
            {"type":"message","content":[],"stop_reason":"end_turn","usage":{"input_tokens":5,"output_tokens":9,
            "cache_read_input_tokens":100,"cache_creation_input_tokens":20}}
            """#
        let anthropic = await told(message, by: .anthropic).replay
        let usage = anthropic.json?["usage"]
        #expect(usage?["prompt_tokens"] == 125)
        #expect(usage?["total_tokens"] == 134)
        #expect(usage?["prompt_tokens_details"]?["cached_tokens"] == 100)
        #expect(usage?["prompt_tokens_details"]?["cache_write_tokens"] == 20)
        let answer = #"""
            {"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"usageMetadata":{
            "promptTokenCount":50,"toolUsePromptTokenCount":7,"candidatesTokenCount":4,"thoughtsTokenCount":6,
            "cachedContentTokenCount":30,"totalTokenCount":67,
            "promptTokensDetails":[{"modality":"AUDIO","tokenCount":12},{"modality":"TEXT","tokenCount":38}]}}
            """#
        let gemini = await told(answer, by: .gemini).replay.json?["usage"]
        #expect(gemini?["prompt_tokens"] == 57)
        #expect(gemini?["completion_tokens"] == 10)
        #expect(gemini?["completion_tokens_details"]?["reasoning_tokens"] == 6)
        #expect(gemini?["prompt_tokens_details"]?["cached_tokens"] == 30)
        #expect(gemini?["prompt_tokens_details"]?["audio_tokens"] == 12)
    }

    @Test func `Google's retry delay is passed on as retry-after`() async {
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        let body = #"""
            {"error":{"code":429,"message":"slow down","status":"RESOURCE_EXHAUSTED","details":[
            {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7.2s"}]}}
            """#
        let replay = await Replay(
            TranslatedCall.plain(isStream: false), to: .gemini,
            answer: ScriptedUpstream.Script(status: 429, fields: fields, pieces: [ByteBuffer(string: body)]))
        #expect(replay.status == 429)
        #expect(replay.reply.head?.fields.first("retry-after") == "8")
        #expect(replay.error?["status"] == "RESOURCE_EXHAUSTED")
        #expect(replay.error?["details"]?.array?.count == 1)
    }

    @Test func `signed and redacted reasoning comes back to Anthropic in a second turn`() async throws {
        let message = #"""
            {"type":"message","content":[{"type":"thinking","thinking":"hm","signature":"c2ln"},
            {"type":"redacted_thinking","data":"cmVk"},{"type":"tool_use","id":"t","name":"f","input":{"a":1}}],
            "stop_reason":"tool_use"}
            """#
        let first = await told(message, by: .anthropic).replay
        let said = try #require(first.json?["choices"]?.array?.first?["message"])
        let second: JSONValue = [
            "model": "up/m",
            "messages": [
                ["role": "user", "content": "Hi"], said, ["role": "tool", "tool_call_id": "t", "content": "ok"],
            ],
            "tools": [["type": "function", "function": ["name": "f"]]],
        ]
        let replay = await Replay(second.bytes, to: .anthropic, answer: SpecificationAnswer.any)
        let sent = try JSONValue(parsing: try #require(replay.sent))
        let blocks = try #require(sent["messages"]?.array?[1]["content"]?.array)
        #expect(blocks.first == ["type": "thinking", "thinking": "hm", "signature": "c2ln"])
        #expect(blocks[1] == ["type": "redacted_thinking", "data": "cmVk"])
        #expect(blocks[2]["input"] == ["a": 1])
    }
}
