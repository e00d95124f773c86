import Dialects
import NIOCore
import Testing
import Wire

/// What a relay reads of an answer: the numbers that its cost follows from.
@Suite struct `Usage of a relayed OpenAI answer` {
    private func read(
        _ members: String
    ) throws -> (usage: Usage?, finish: FinishReason?, serviceTier: String?) {
        Dialect.openAIChat.codec.readUsage(try JSONDocument(validating: "{\(members)}").root)
    }

    private func usage(_ members: String) throws -> Usage? { try read(#""usage":{\#(members)}"#).usage }

    private func usage(_ input: Int, _ output: Int, _ change: (inout Usage) -> Void = { _ in }) -> Usage {
        var usage = Usage(input: input, output: output)
        change(&usage)
        return usage
    }

    @Test func `every count comes to its class, whatever stands beside it`() throws {
        let read = try usage(
            #"""
            "x":{"prompt_tokens":9},"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
            "prompt_tokens_details":{"cached_tokens":10,"cache_write_tokens":11,"audio_tokens":12,"image_tokens":13,
            "text_tokens":7},
            "completion_tokens_details":{"reasoning_tokens":20,"audio_tokens":21,"image_tokens":22,
            "accepted_prediction_tokens":23,"rejected_prediction_tokens":24},
            "cache_creation":{"ephemeral_1h_input_tokens":5},"server_tool_use_details":{"web_search_requests":2}
            """#)
        let expected = usage(100, 50) {
            $0.total = 150
            ($0.cacheRead, $0.cacheWrite, $0.cacheWriteOneHour) = (10, 11, 5)
            ($0.inputAudio, $0.inputImage, $0.outputAudio, $0.outputImage) = (12, 13, 21, 22)
            ($0.reasoning, $0.acceptedPrediction, $0.rejectedPrediction) = (20, 23, 24)
            $0.webSearches = 2
        }
        #expect(read == expected)
    }

    @Test(arguments: [
        (#""prompt_tokens_details":{"cached_tokens":1}"#, 1), (#""prompt_cache_hit_tokens":2"#, 2),
        (#""cache_read_input_tokens":3"#, 3), (#""cached_tokens":4"#, 4), (#""num_cached_tokens":5"#, 5),
        (#""num_cached_tokens":5,"prompt_cache_hit_tokens":2,"prompt_tokens_details":{"cached_tokens":0}"#, 0),
        (#""prompt_tokens_details":null,"cached_tokens":4,"cache_read_input_tokens":3"#, 3),
        (#""prompt_tokens_details":{"cached_tokens":null},"num_cached_tokens":5"#, 5),
        (#""prompt_tokens_details":{"c\u0061ched_tokens":6}"#, 6),
    ])
    func `cached tokens are found under every name, the more particular first`(_ members: String, _ count: Int) throws {
        #expect(try usage(#""prompt_tokens":9,\#(members)"#) == usage(9, 0) { $0.cacheRead = count })
    }

    @Test func `the last of a count given twice holds, and what is no count takes nothing away`() throws {
        #expect(try usage(#""prompt_tokens":1,"prompt_tokens":2,"completion_tokens":3"#) == usage(2, 3))
        #expect(try usage(#""prompt_tokens":2,"prompt_tokens":null,"completion_tokens":"3""#) == usage(2, 0))
        let details = #"{"reasoning_tokens":4,"reasoning_tokens":"5"}"#
        let counts = try usage(#""completion_tokens":9,"completion_tokens_details":\#(details)"#)
        #expect(counts == usage(0, 9) { $0.reasoning = 4 })
        #expect(try read(#""usage":{"prompt_tokens":1},"usage":{"prompt_tokens":2}"#).usage == usage(2, 0))
    }

    @Test func `reasoning is never more than the output`() throws {
        #expect(try usage(#""completion_tokens":9,"reasoning_tokens":12"#) == usage(0, 9) { $0.reasoning = 9 })
    }

    @Test(arguments: [
        "", #""usage":null"#, #""usage":[]"#, #""usage":{}"#, #""usage":{"total_tokens":4}"#,
        #""usage":{"prompt_tokens":"4"}"#,
    ])
    func `without a count of prompt or completion the usage is unknown, which is not zero`(_ members: String) throws {
        #expect(try read(members).usage == nil)
    }

    @Test func `the finish and the tier are those the answer names`() throws {
        func both(_ members: String) throws -> String {
            let read = try read(members)
            return "\(read.finish.map { "\($0)" } ?? "-") \(read.serviceTier ?? "-")"
        }
        #expect(try both(#""choices":[{"finish_reason":"stop"}],"service_tier":"default""#) == "stop default")
        #expect(try both(#""choices":[{"finish_reason":"st\u006fp"}],"service_tier":"flex""#) == "stop flex")
        #expect(try both(#""choices":[{"finish_reason":"length"}],"service_tier":"d\u0065fault""#) == "length default")
        #expect(try both(#""choices":[{"finish_reason":""}],"service_tier":null"#) == "- -")
        #expect(try both(#""choices":[],"service_tier":4"#) == "- -")
    }
}
