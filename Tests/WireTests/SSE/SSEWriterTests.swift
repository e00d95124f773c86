import NIOCore
import Testing
import Wire

struct SSEWriterTests {
    private func written(_ write: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer()
        write(&buffer)
        return String(buffer: buffer)
    }

    @Test func `an event is its lines and an empty one`() {
        #expect(written { SSEWriter.event(data: "{}", into: &$0) } == "data: {}\n\n")
        #expect(
            written { SSEWriter.event(name: "ping", data: ByteBuffer(string: "1"), id: "7", into: &$0) }
                == "event: ping\nid: 7\ndata: 1\n\n")
        #expect(written { SSEWriter.event(data: "", into: &$0) } == "data: \n\n")
        #expect(written { SSEWriter.comment("keep-alive", into: &$0) } == ": keep-alive\n\n")
    }

    @Test(arguments: [
        "a\nb", "a\rb", "a\r\nb", "\n", "\r\r", "\r\n\r\ndata: {}", "a\n\n", "\u{2028}x", " lead", ":colon", "",
    ])
    func `data comes back with line feeds for its line ends`(_ data: String) {
        var buffer = ByteBuffer()
        SSEWriter.event(name: "a\r\nb\u{0}", data: data, id: "c\nd", into: &buffer)
        SSEWriter.comment(data, into: &buffer)
        SSEWriter.event(data: "next", into: &buffer)
        let transcript = SSETranscript([Array(buffer.readableBytesView)])
        var expected = ""
        var previous: Unicode.Scalar?
        for scalar in data.unicodeScalars {
            if !(scalar == "\n" && previous == "\r") { expected.unicodeScalars.append(scalar == "\r" ? "\n" : scalar) }
            previous = scalar
        }
        #expect(
            transcript.events == [
                SSEEvent(name: "ab", data: ByteBuffer(string: expected), id: "cd"),
                SSEEvent(data: ByteBuffer(string: "next")),
            ])
    }
}
