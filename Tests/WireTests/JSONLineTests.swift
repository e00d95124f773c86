import NIOCore
import Testing
import Wire

struct JSONLineTests {
    private func lines(_ text: String, cut: Int, limit: Int = 1 << 20) throws -> [String] {
        var parser = JSONLineParser(lineLimit: limit)
        var found: [String] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: cut) {
            parser.feed(ByteBuffer(bytes: bytes[start..<min(start + cut, bytes.count)]))
            while let event = try parser.next() { found.append(String(buffer: event.data)) }
        }
        while let event = try parser.finish() { found.append(String(buffer: event.data)) }
        return found
    }

    @Test(arguments: [
        ("{\"a\":1}\n{\"b\":2}\n", ["{\"a\":1}", "{\"b\":2}"]),
        ("{\"a\":1}\r\n\r\n\n{\"é\":2}", ["{\"a\":1}", "{\"é\":2}"]),
        ("", []), ("\n\n\r\n", []), ("x", ["x"]), ("x\r", ["x"]),
    ])
    func `lines are the same however their bytes are cut`(_ text: String, _ expected: [String]) throws {
        for cut in 1...max(1, text.utf8.count) { #expect(try lines(text, cut: cut) == expected, "\(cut)") }
    }

    @Test func `a line above the limit ends the reading, ended or not`() {
        for text in ["aaaa\nb\n", "aaaa"] {
            #expect(throws: SSEError.eventTooLarge) { try lines(text, cut: 1, limit: 3) }
            #expect(throws: SSEError.eventTooLarge) { try lines(text, cut: 9, limit: 3) }
        }
    }
}
