import Dialects
import NIOCore
import Testing
import Wire

/// A stream that breaks, as Cohere's clients are told it.
struct CohereFailureTests {
    @Test func `a broken stream ends as Cohere's own do: its clients pass over an event called error`() throws {
        var encoder = CohereChatCodec().makeStreamEncoder(
            StreamContext(id: "chat_1", model: "m", created: 1, includeUsage: false))
        var bytes = ByteBuffer()
        encoder.encode(.start(ResponseStart(id: "c1", model: "m")), into: &bytes)
        encoder.encode(.open(candidate: 0, index: 0, part: .text(TextPart("Hel"))), into: &bytes)
        var failure = Failure(status: 502, code: "upstream_error", message: "The provider's answer was cut.")
        failure.requestID = "r1"
        encoder.fail(failure, into: &bytes)
        encoder.finish(into: &bytes)
        let text = String(buffer: bytes)
        #expect(!text.contains("event: error") && !text.contains("[DONE]"), "\(text)")
        let data = try #require(text.split(separator: "\n").last { $0.hasPrefix("data: ") }).dropFirst(6)
        let end = try JSONValue(parsing: String(data))
        #expect(end["type"] == "message-end" && end["id"] == "c1")
        #expect(end["delta"]?["error"] == "The provider's answer was cut.")
        #expect(end["delta"]?["finish_reason"] == "ERROR" && end["delta"]?["request_id"] == "r1")

        var decoder = CohereChatCodec().makeStreamDecoder()
        var events: [GenerationEvent] = []
        var parser = SSEParser()
        parser.feed(bytes)
        while let event = try parser.next() { decoder.decode(event, into: &events) }
        #expect(events.contains { if case .failure(let said) = $0 { said.message == failure.message } else { false } })
    }
}
