import NIOCore
import Testing
import Wire

@testable import Dialects

/// A form that is described by data, both ways.
struct TemplateCodecTests {
    private static func form() throws -> TemplateForm {
        var answer = TemplateForm.Places(text: try #require(JSONPointer("/output/*/text")))
        answer.finishReason = JSONPointer("/why")
        answer.inputTokens = JSONPointer("/count/in")
        answer.outputTokens = JSONPointer("/count/out")
        answer.error = JSONPointer("/failure/text")
        var piece = TemplateForm.Places(text: try #require(JSONPointer("/piece")))
        piece.done = JSONPointer("/end")
        piece.inputTokens = JSONPointer("/count/in")
        piece.outputTokens = JSONPointer("/count/out")
        return TemplateForm(
            request: ["ask": "{/prompt}", "system": "{/system}", "limit": "{/max_tokens}"],
            streamRequest: ["live": true], answer: answer, stream: .init(framing: .jsonLines, places: piece),
            finishReasons: ["enough": "stop", "full": "length"])
    }

    private func request(_ json: String) throws -> GenerationRequest {
        try OpenAIChatCodec().decodeRequest(JSONDocument(validating: ByteBuffer(string: json)).root)
    }

    private func written(_ request: GenerationRequest) throws -> (body: String, losses: [String]) {
        var json = JSONWriter()
        var losses = Losses()
        try TemplateCodec(Self.form()).encode(request, for: TargetTraits(model: "m"), into: &json, losses: &losses)
        return (String(buffer: json.buffer), losses.entries.map(\.path))
    }

    @Test func `a request is made from the template, and what has no place is told`() throws {
        let one = try written(
            request(#"{"model":"x","messages":[{"role":"user","content":"Hi"}],"max_completion_tokens":5,"seed":1}"#))
        // The limit goes by the name that the target's traits give it.
        #expect(one.body == #"{"ask":"Hi"}"#)
        #expect(one.losses == ["max_completion_tokens", "seed"])
        let two = try written(
            request(
                #"{"model":"x","stream":true,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]}"#
            ))
        #expect(two.body == #"{"ask":"system: Be brief.\nuser: Hi\nassistant:","system":"Be brief.","live":true}"#)
        #expect(two.losses == [])
    }

    private func read(_ json: String) throws -> GenerationResponse {
        try TemplateCodec(Self.form()).decodeResponse(JSONDocument(validating: ByteBuffer(string: json)).root)
    }

    @Test func `an answer is read where the places say`() throws {
        let response = try read(
            #"{"output":[{"text":"He"},{"text":"llo"}],"why":"full","count":{"in":3,"out":"4"}}"#)
        let candidate = try #require(response.candidates.first)
        #expect(candidate.parts == [.text(TextPart("Hello"))])
        #expect(candidate.finish == .length)
        #expect(response.usage?.input == 3)
        #expect(response.usage?.output == 4)
    }

    @Test func `an answer that gives no reason where there should be one was cut`() throws {
        #expect(try read(#"{"output":[{"text":"He"}]}"#).candidates.first?.finish == nil)
    }

    @Test func `an error is told in its own words`() throws {
        let document = try JSONDocument(validating: ByteBuffer(string: #"{"failure":{"text":"no room"}}"#))
        #expect(try TemplateCodec(Self.form()).decodeFailure(status: 500, document.root).message == "no room")
    }

    @Test func `a stream of lines is read at every cut`() throws {
        let text =
            "{\"piece\":\"Hé\"}\n{\"piece\":\"llo\"}\n{\"piece\":\"\",\"end\":true,\"count\":{\"in\":1,\"out\":2}}\n"
        for cut in 1..<text.utf8.count {
            var parser = StreamFraming.jsonLines.makeParser()
            var decoder = try TemplateCodec(Self.form()).makeStreamDecoder()
            var events: [GenerationEvent] = []
            for piece in [Array(text.utf8.prefix(cut)), Array(text.utf8.dropFirst(cut))] {
                parser.feed(ByteBuffer(bytes: piece))
                while let event = try parser.next() { decoder.decode(event, into: &events) }
            }
            decoder.finish(into: &events)
            var fold = ResponseFold()
            for event in events { fold.add(event) }
            #expect(fold.isWhole)
            #expect(fold.response.candidates.first?.parts == [.text(TextPart("Héllo"))])
            #expect(fold.response.usage?.output == 2)
        }
    }

    @Test(arguments: [#""""#, "false", "null"])
    func `an error that says nothing is none`(_ said: String) throws {
        let document = try JSONDocument(
            validating: #"{"output":[{"text":"Hi"}],"failure":{"text":\#(said)},"why":"enough"}"#)
        #expect(try TemplateCodec(Self.form()).decodeResponse(document.root).candidates.first?.parts.count == 1)
    }

    @Test(arguments: [
        #"{"failure":{"text":{"code":7}}}"#, #"{"failure":{"text":"quota"}}"#, #"{"output":[{"text":null}]}"#,
    ])
    func `an answer that says nothing, or fails, is no answer`(_ text: String) throws {
        let document = try JSONDocument(validating: text)
        #expect(throws: DialectError.self) { try TemplateCodec(Self.form()).decodeResponse(document.root) }
    }

    @Test(arguments: [
        ("{/messages/-1/content}", ["messages[0]", "messages[1]", "stop"]),
        ("{last}", ["messages[0]", "messages[1]", "stop"]),
        ("{system}{/stop/0}", ["messages[1]", "messages[2]", "stop"]), ("{prompt}{stop}", []),
        ("{/messages/*/content}{stop}", []),
        ("{system}|{/messages/1/content}|{last}|{stop}", []),
    ])
    func `what no slot looks at is told, of lists too`(_ slots: String, _ losses: [String]) throws {
        let form = TemplateForm(request: ["q": .string(slots)], answer: try Self.form().answer)
        let request = try request(
            #"{"model":"m","stop":["a","b"],"messages":[{"role":"system","content":"S"},{"role":"user","content":"U"},"#
                + #"{"role":"assistant","content":"A"}]}"#)
        var (json, told) = (JSONWriter(), Losses())
        try TemplateCodec(form).encode(request, for: TargetTraits(model: "m"), into: &json, losses: &told)
        #expect(told.entries.map(\.path).sorted() == losses)
    }

    @Test func `a stream of which no event is looked at fails`() throws {
        var decoder = try TemplateCodec(Self.form()).makeStreamDecoder()
        var events: [GenerationEvent] = []
        for text in [#"{"pieces":"Hi"}"#, #"{"end":true}"#] {
            decoder.decode(SSEEvent(data: ByteBuffer(string: text)), into: &events)
        }
        decoder.finish(into: &events)
        #expect(events.contains { if case .failure = $0 { true } else { false } })
    }

    @Test func `a stream without its end is not whole`() throws {
        var decoder = try TemplateCodec(Self.form()).makeStreamDecoder()
        var events: [GenerationEvent] = []
        decoder.decode(SSEEvent(data: ByteBuffer(string: #"{"piece":"Hi"}"#)), into: &events)
        decoder.finish(into: &events)
        var fold = ResponseFold()
        for event in events { fold.add(event) }
        #expect(!fold.isWhole)
    }
}
