import Dialects
import NIOCore
import Testing
import Wire

struct OnlyChoiceTests {
    @Test(arguments: Dialect.allCases)
    func `an answer whose only choice was numbered 1 was told as one that had been cut`(_ dialect: Dialect) throws {
        let text =
            #"{"id":"1","choices":[{"index":1,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}"#
        let document = try JSONDocument(validating: ByteBuffer(string: text), maxDepth: 8)
        let response = try Dialect.openAIChat.codec.decodeResponse(document.root)
        var encoder = dialect.codec.makeStreamEncoder(
            StreamContext(id: "id", model: "m", created: 0, includeUsage: true))
        var bytes = ByteBuffer()
        for event in response.events { encoder.encode(event, into: &bytes) }
        encoder.finish(into: &bytes)
        var parser = dialect.codec.streamFraming.makeParser()
        var decoder = dialect.codec.makeStreamDecoder()
        var events: [GenerationEvent] = []
        parser.feed(bytes)
        while let event = try parser.next() { decoder.decode(event, into: &events) }
        if let event = try parser.finish() { decoder.decode(event, into: &events) }
        decoder.finish(into: &events)
        #expect(ResponseFold(events).isWhole)
    }
}
