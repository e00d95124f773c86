import Dialects
import NIOCore
import Testing
import Wire

/// Numbers no model takes and no provider counts, from either side: each of them once ended the process.
struct HostileNumberTests {
    @Test(arguments: [
        #""max_tokens":-9223372036854775808"#, #""max_tokens":-1"#, #""max_tokens":9223372036854775807"#,
        #""max_completion_tokens":4294967296"#, #""thinking":{"type":"enabled","budget_tokens":9223372036854775807}"#,
        #""reasoning":{"max_tokens":-9223372036854775808}"#,
        #""google":{"thinking_config":{"thinking_budget":9223372036854775807}}"#,
    ])
    func `an absurd limit or budget in OpenAI's form is refused, no trap`(_ member: String) {
        #expect(throws: DialectError.self) {
            try OpenAIChat.request(#"{"messages":[{"role":"user","content":"x"}],\#(member)}"#)
        }
    }

    @Test func `an absurd limit or budget in the other forms is refused too`() {
        let messages: JSONValue = [["role": "user", "content": "x"]]
        let huge = JSONValue.int(.max)
        #expect(throws: DialectError.self) {
            try Anthropic.request(["messages": messages, "max_tokens": .int(.min)])
        }
        #expect(throws: DialectError.self) {
            try Anthropic.request([
                "messages": messages, "max_tokens": 9, "thinking": ["type": "enabled", "budget_tokens": huge],
            ])
        }
        let config = #"{"thinkingConfig":{"thinkingBudget":9223372036854775807}}"#
        #expect(throws: DialectError.self) {
            try Dialect.geminiGenerate.codec.decodeRequest(
                try JSONDocument(
                    validating: #"{"contents":[{"parts":[{"text":"x"}]}],"generationConfig":\#(config)}"#
                ).root)
        }
    }

    @Test func `an absurd budget in the options for Anthropic is added up without a trap`() throws {
        for thinking in [
            #"{"type":"enabled","budget_tokens":9223372036854775807}"#,
            #"{"type":"new","budget_tokens":-9223372036854775808}"#,
        ] {
            let request = try OpenAIChat.request(
                #"{"messages":[{"role":"user","content":"x"}],"anthropic":{"thinking":\#(thinking)}}"#)
            #expect((try Anthropic.encoded(request).json["max_tokens"]?.int ?? 0) > 0)
            var limited = request
            limited.maxOutputTokens = .min
            _ = try Anthropic.encoded(limited)
        }
    }

    @Test func `a usage of absurd counts is clamped, no trap`() throws {
        let max = "9223372036854775807"
        let min = "-9223372036854775808"
        for (dialect, usage) in [
            (
                Dialect.openAIChat,
                #""id":"a","model":"m","choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}],"#
                    + #""usage":{"prompt_tokens":\#(max),"completion_tokens":\#(max),"prompt_tokens_details":"#
                    + #"{"cached_tokens":\#(min),"audio_tokens":\#(max)},"cache_creation_input_tokens":\#(max)}"#
            ),
            (
                .anthropicMessages,
                #""id":"a","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"end_turn","#
                    + #""usage":{"input_tokens":\#(max),"cache_read_input_tokens":\#(max),"output_tokens":\#(max),"#
                    + #""cache_creation_input_tokens":\#(max),"cache_creation":{"ephemeral_1h_input_tokens":\#(min)}}"#
            ),
            (
                .geminiGenerate,
                #""candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"usageMetadata":"#
                    + #"{"promptTokenCount":\#(max),"candidatesTokenCount":\#(max),"thoughtsTokenCount":\#(max),"#
                    + #""toolUsePromptTokenCount":\#(min),"cachedContentTokenCount":\#(min),"promptTokensDetails":"#
                    + #"[{"modality":"AUDIO","tokenCount":\#(max)},{"modality":"AUDIO","tokenCount":\#(max)}]}"#
            ),
        ] {
            let root = try JSONDocument(validating: "{\(usage)}").root
            let response = try dialect.codec.decodeResponse(root)
            let read = try #require(response.usage)
            #expect(read.input == 1 << 40 && read.output == 1 << 40)
            #expect((read.cacheRead ?? 0) >= 0 && (read.inputAudio ?? 0) <= 1 << 40)
            for other in [Dialect.openAIChat, .anthropicMessages, .geminiGenerate] {
                var writer = JSONWriter()
                var losses = Losses()
                try other.codec.encode(response, into: &writer, losses: &losses)
                #expect(writer.buffer.readableBytes > 0)
            }
        }
    }
}
