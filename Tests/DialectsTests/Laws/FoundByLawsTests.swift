import Dialects
import NIOCore
import Testing
import Wire

/// What the laws found, each as it was.
struct FoundByLawsTests {
    private func told(_ part: Part, finish: FinishReason = .stop) -> GenerationResponse {
        var answer = GenerationResponse(id: "r", model: "m")
        answer.candidates = [Candidate(index: 0, parts: [part], finish: finish)]
        return answer
    }

    private func again(_ answer: GenerationResponse, _ dialect: Dialect) -> GenerationResponse {
        let law = Law(dialect: dialect)
        return ResponseFold(law.events(law.streamed(answer))).response
    }

    private func events(_ data: [String]) -> ByteBuffer {
        ByteBuffer(string: data.map { "data: \($0)\n\n" }.joined())
    }

    /// It decides the price, and the relay beside which the decoder stands knows no other.
    @Test func `the service tier of a stream was lost where it is told at the end`() {
        let responses = events([
            #"{"type":"response.created","response":{"id":"r","model":"m","service_tier":"auto","output":[]}}"#,
            #"{"type":"response.completed","response":{"id":"r","model":"m","status":"completed","#
                + #""service_tier":"priority","output":[],"usage":{"input_tokens":1,"output_tokens":1}}}"#,
        ])
        let gemini = events([
            #"{"candidates":[{"index":0,"content":{"parts":[{"text":"x"}]}}]}"#,
            #"{"candidates":[{"index":0,"finishReason":"STOP"}],"usageMetadata":{"serviceTier":"priority"}}"#,
        ])
        let chat = events([
            #"{"id":"r","model":"m","choices":[{"index":0,"delta":{"content":"x"}}]}"#,
            #"{"id":"r","model":"m","choices":[],"service_tier":"priority","usage":{"prompt_tokens":1}}"#, "[DONE]",
        ])
        var answer = told(.text(TextPart("x")))
        answer.serviceTier = "priority"
        let converse = Law(dialect: .bedrockConverse).streamed(answer).bytes
        for (dialect, bytes) in [
            (Dialect.openAIResponses, responses), (.geminiGenerate, gemini), (.openAIChat, chat),
            (.bedrockConverse, converse),
        ] {
            #expect(ResponseFold(dialect.codec.events(of: bytes)).response.serviceTier == "priority", "\(dialect)")
            var observer = DecodingObserver(dialect.codec.makeStreamDecoder())
            var parser = dialect.codec.streamFraming.makeParser()
            parser.feed(bytes)
            while let event = try? parser.next() { _ = observer.observe(event) }
            #expect(observer.serviceTier == "priority", "\(dialect)")
        }
    }

    @Test func `sealed reasoning without a text was lost from a stream of Responses`() {
        let sealed = Reasoning(text: "", redacted: Signature(dialect: .openAIResponses, value: "c2VhbGVk"))
        #expect(again(told(.reasoning(sealed)), .openAIResponses).candidates.first?.parts == [.reasoning(sealed)])
    }

    @Test func `the signature of a call was written into a Converse stream as reasoning of the call`() {
        let signature = Signature(dialect: .geminiGenerate, value: "c2ln")
        let call = ToolCall(id: "c", name: "f", arguments: #"{"a":1}"#, signature: signature)
        let stream = Law(dialect: .bedrockConverse).streamed(told(.toolCall(call), finish: .toolCalls))
        #expect(!String(decoding: stream.bytes.readableBytesView, as: UTF8.self).contains("reasoningContent"))
        #expect(stream.losses.entries.map(\.path) == ["content.signature"])
    }

    @Test func `arguments that a model left unfinished ended a conversation with Converse`() throws {
        let call = ToolCall(id: "c", name: "f", arguments: #"{"a":"#)
        let written = try Law(dialect: .bedrockConverse).written(told(.toolCall(call), finish: .length))
        let message = try JSONValue(parsing: written.bytes)["output"]?["message"]
        #expect(message?["content"]?.array?.first?["toolUse"]?["input"] == ["arguments": #"{"a":"#])
        #expect(!written.losses.isEmpty)
    }

    @Test(arguments: [Dialect.openAIChat, .bedrockConverse])
    func `a streamed call lost the members that only its own dialect knows`(_ dialect: Dialect) {
        let own = Preserved(dialect: dialect, members: ["x_new": 1])
        let call = ToolCall(id: "c", name: "f", arguments: #"{"a":1}"#, preserved: own)
        let parts = again(told(.toolCall(call), finish: .toolCalls), dialect).candidates.first?.parts
        #expect(parts == [.toolCall(call)])
    }

    @Test(arguments: [Dialect.openAIResponses, .cohereChat])
    func `a streamed text lost the members that only its own dialect knows`(_ dialect: Dialect) {
        let text = TextPart("x", preserved: Preserved(dialect: dialect, members: ["x_new": 1]))
        #expect(again(told(.text(text)), dialect).candidates.first?.parts == [.text(text)])
    }

    @Test(arguments: [Dialect.openAIResponses, .cohereChat, .bedrockConverse])
    func `a streamed answer lost the members that only its own dialect knows`(_ dialect: Dialect) {
        var answer = told(.text(TextPart("x")))
        answer.preserved = Preserved(dialect: dialect, members: ["x_new": 1])
        #expect(again(answer, dialect).preserved == answer.preserved)
    }

    @Test func `redacted reasoning opened a block of nothing in a Cohere stream`() {
        let reasoning = Reasoning(text: "", redacted: Signature(dialect: .anthropicMessages, value: "c2VhbGVk"))
        #expect(again(told(.reasoning(reasoning)), .cohereChat).candidates.isEmpty == false)
        #expect(again(told(.reasoning(reasoning)), .cohereChat).candidates.first?.parts == [])
    }

    @Test func `an answer that Cohere filtered ended for a reason nobody knows`() throws {
        let law = Law(dialect: .cohereChat)
        let answer = try law.answer(try law.written(told(.text(TextPart("x")), finish: .contentFilter)))
        #expect(answer.candidates.first?.finish == .contentFilter)
    }

    @Test(arguments: [Dialect.openAICompletions, .ollamaGenerate])
    func `a bare prompt's own members were written and told as lost`(_ dialect: Dialect) throws {
        var request = GenerationRequest(model: "m", messages: [Message(role: .user, parts: [.text(TextPart("x"))])])
        request.preserved = Preserved(dialect: dialect, members: ["x_new": 1])
        let written = try Law(dialect: dialect).written(request)
        #expect(written.text.contains("x_new"))
        #expect(written.losses.isEmpty, "\(written.losses.entries)")
    }

    @Test func `a whole Converse answer did not say which sequence ended it`() throws {
        let law = Law(dialect: .bedrockConverse)
        var answer = told(.text(TextPart("x")))
        answer.candidates[0].stopSequence = "END"
        #expect(try law.answer(try law.written(answer)).candidates.first?.stopSequence == "END")
    }

    @Test func `probabilities of tokens stood at the end of a Responses stream alone`() {
        let tokens: JSONValue = ["content": [["token": "x", "logprob": -0.5]], "refusal": nil]
        var encoder = Dialect.openAIResponses.codec.makeStreamEncoder(
            StreamContext(id: "r", model: "m", created: 0, includeUsage: true))
        var bytes = ByteBuffer()
        for event: GenerationEvent in [
            .open(candidate: 0, index: 0, part: .text(TextPart(""))), .logprobs(candidate: 0, tokens),
            .delta(candidate: 0, index: 0, .text("x")),
        ] { encoder.encode(event, into: &bytes) }
        #expect(String(buffer: bytes).contains(#""logprobs":[{"token":"x""#))
    }
}
