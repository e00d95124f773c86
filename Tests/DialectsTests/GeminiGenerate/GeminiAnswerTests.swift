import Dialects
import NIOCore
import Testing
import Wire

/// Answers, streams and failures whose meaning is easy to get wrong.
struct GeminiAnswerTests {
    let codec = GeminiGenerateCodec()

    private func decode(_ text: String) throws -> GenerationResponse {
        try codec.decodeResponse(GeminiFixtures.view(text))
    }

    private func candidate(_ reason: String, parts: String = #"[{"text":"a"}]"#) -> String {
        #"{"candidates":[{"content":{"parts":\#(parts),"role":"model"},"finishReason":\#(reason)}]}"#
    }

    @Test(arguments: [
        (#""STOP""#, FinishReason.stop), ("1", .stop), (#""MAX_TOKENS""#, .length), ("2", .length),
        (#""SAFETY""#, .contentFilter), (#""RECITATION""#, .contentFilter), (#""MODEL_ARMOR""#, .contentFilter),
        (#""MALFORMED_FUNCTION_CALL""#, .failed("MALFORMED_FUNCTION_CALL")), (#""NEW""#, .other("NEW")),
        ("77", .other("77")), (#""FINISH_REASON_UNSPECIFIED""#, .other("FINISH_REASON_UNSPECIFIED")),
    ])
    func `every finish reason is read and written back as it was`(json: String, reason: FinishReason) throws {
        let response = try decode(candidate(json))
        #expect(response.candidates.first?.finish == reason)
        let written = try GeminiFixtures.encode(response)["candidates"]?.array?.first?["finishReason"]
        if json != "1", json != "2" { #expect(written?.text == json) }
    }

    @Test func `calls turn stop into tool calls and get stable ids that are not sent back`() throws {
        let parts = #"[{"functionCall":{"name":"f","args":{}}},{"functionCall":{"name":"g","id":"own"}}]"#
        let text = candidate(#""STOP""#, parts: parts).dropLast() + #","responseId":"r-1"}"#
        let response = try decode(String(text))
        #expect(response.candidates.first?.finish == .toolCalls)
        let calls = response.candidates.first?.parts.compactMap {
            if case .toolCall(let call) = $0 { call } else { nil }
        }
        #expect(calls?.map(\.id) == ["call_g_r-1_0", "own"])
        let folded = ResponseFold(GeminiFixtures.decode([SSEEvent(data: ByteBuffer(string: String(text)))]))
        #expect(folded.response.candidates.first?.parts == response.candidates.first?.parts)
        let written = try GeminiFixtures.encode(response)["candidates"]?.array?.first?["content"]?["parts"]?.array
        #expect(written?.map { $0["functionCall"]?["id"]?.string } == [nil, "own"])
    }

    @Test func `a blocked prompt is a filtered candidate and is written as a blocked prompt`() throws {
        let text = #"{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":3}}"#
        let response = try decode(text)
        #expect(response.candidates == [Candidate(index: 0, finish: .contentFilter)])
        #expect(try GeminiFixtures.encode(response)["candidates"] == nil)
        let folded = ResponseFold(GeminiFixtures.decode([SSEEvent(data: ByteBuffer(string: text))]))
        #expect(folded.response.candidates.first?.finish == .contentFilter)
        #expect(folded.isWhole)
    }

    @Test func `thinking that eats the limit is an empty answer cut for length`() throws {
        let response = try decode(
            #"{"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS"}],"usageMetadata":{"promptTokenCount":5,"thoughtsTokenCount":20,"toolUsePromptTokenCount":2,"totalTokenCount":27}}"#
        )
        #expect(response.candidates == [Candidate(index: 0, finish: .length)])
        #expect(response.usage?.input == 7)
        #expect(response.usage?.output == 20)
        #expect(response.usage?.reasoning == 20)
    }

    @Test func `grounding becomes citations counted in characters`() throws {
        let response = try decode(
            #"{"candidates":[{"content":{"parts":[{"text":"äö sun"}]},"finishReason":"STOP","groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://a.example","title":"A"}}],"groundingSupports":[{"segment":{"startIndex":5,"endIndex":8,"text":"sun"},"groundingChunkIndices":[0]}]}}]}"#
        )
        guard case .citation(let citation)? = response.candidates.first?.parts.last else {
            Issue.record("no citation")
            return
        }
        #expect(citation.url == "https://a.example")
        #expect(citation.start == 3)
        #expect(citation.end == 6)
    }

    @Test func `arguments in pieces become one JSON text`() {
        let pieces = [
            #"{"functionCall":{"name":"f","willContinue":true},"thoughtSignature":"c2ln"}"#,
            #"{"functionCall":{"partialArgs":[{"jsonPath":"$.a[0].b","stringValue":"x","willContinue":true}],"willContinue":true}}"#,
            #"{"functionCall":{"partialArgs":[{"jsonPath":"$.a[0].b","stringValue":"y"}],"willContinue":true}}"#,
            #"{"functionCall":{"partialArgs":[{"jsonPath":"$.a[1]['c d']","numberValue":0.5}]}}"#,
        ]
        let events = pieces.map {
            SSEEvent(data: ByteBuffer(string: #"{"responseId":"r","candidates":[{"content":{"parts":[\#($0)]}}]}"#))
        }
        let parts = ResponseFold(GeminiFixtures.decode(events)).response.candidates.first?.parts
        let signature = Signature(dialect: .geminiGenerate, value: "c2ln")
        #expect(
            parts == [
                .toolCall(
                    ToolCall(
                        id: "call_g_r_0", name: "f", arguments: #"{"a":[{"b":"xy"},{"c d":0.5}]}"#,
                        signature: signature))
            ])
    }

    @Test func `a stream without a reason is not whole, and one that repeats it says it once`() {
        let chunk: (String) -> SSEEvent = { SSEEvent(data: ByteBuffer(string: $0)) }
        let cut = GeminiFixtures.decode([chunk(#"{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}"#)])
        #expect(!ResponseFold(cut).isWhole)
        let repeated = GeminiFixtures.decode(
            ["a", "b"].map {
                chunk(#"{"candidates":[{"content":{"parts":[{"text":"\#($0)"}]},"finishReason":"STOP"}]}"#)
            })
        let finishes = repeated.filter { if case .finish = $0 { true } else { false } }
        #expect(finishes == [.finish(candidate: 0, .stop, stopSequence: nil)])
        #expect(ResponseFold(repeated).response.candidates.first?.parts == [.text(TextPart("ab"))])
    }

    @Test func `an error inside a stream is a failure`() {
        let event = SSEEvent(
            data: ByteBuffer(string: #"[{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}]"#))
        let fold = ResponseFold(GeminiFixtures.decode([event]))
        #expect(fold.failure?.status == 503)
        #expect(fold.failure?.message == "m")
    }

    @Test func `ours is added to an upstream's failure as one ErrorInfo`() throws {
        var failure = codec.decodeFailure(
            status: 429,
            try GeminiFixtures.view(
                #"{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"48.9s"}]}}"#
            ))
        #expect(failure.retryAfter == 49)
        failure.hint = "wait"
        failure.requestID = "req"
        failure.source = "provider:gemini"
        var writer = JSONWriter()
        codec.encode(failure, into: &writer)
        let details = try JSONValue(parsing: writer.buffer)["error"]?["details"]?.array
        #expect(details?.count == 2)
        #expect(
            details?.last?["metadata"] == ["hint": "wait", "request_id": "req", "source": "provider:gemini"])
    }

    @Test func `tokens with their alternatives come as OpenAI has them`() throws {
        let response = try decode(
            #"{"candidates":[{"content":{"parts":[{"text":"2"}]},"finishReason":"STOP","logprobsResult":{"chosenCandidates":[{"token":"2","logProbability":-0.5}],"topCandidates":[{"candidates":[{"token":"2","logProbability":-0.5}]}]}}]}"#
        )
        let entry: JSONValue = ["token": "2", "logprob": -0.5, "bytes": [50]]
        var whole = entry.object ?? JSONObject()
        whole["top_logprobs"] = .array([entry])
        #expect(response.candidates.first?.logprobs == ["content": .array([.object(whole)]), "refusal": nil])
    }
}
