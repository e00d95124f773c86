import Gateway
import NIOCore
import Testing

/// Lines of a file that comes in pieces.
@Suite struct `Lines of a file` {
    private static let text = "{\"a\":1}\r\n\n  \t\r\n{\"b\":\"\u{fc} \u{1F642}\"}\n\n {\"c\":2}  \nlast"

    private func lines(_ text: String, cut: [Int]) -> [LineSplitter.Line] {
        var splitter = LineSplitter()
        var rest = ByteBuffer(string: text)
        var found: [LineSplitter.Line] = []
        var turn = 0
        while rest.readableBytes > 0 {
            let size = min(max(1, cut[turn % cut.count]), rest.readableBytes)
            turn += 1
            if let piece = rest.readSlice(length: size) { splitter.feed(piece) }
            while let line = splitter.next() { found.append(line) }
        }
        if let line = splitter.finish() { found.append(line) }
        return found
    }

    @Test func `lines are the same for every cut, and stand where they say`() {
        let whole = lines(Self.text, cut: [Int.max])
        #expect(whole.map(\.number) == [1, 4, 6, 7])
        #expect(
            whole.map { String(buffer: $0.bytes) } == [
                #"{"a":1}"#, "{\"b\":\"\u{fc} \u{1F642}\"}", #" {"c":2}"#, "last",
            ])
        #expect(whole.map(\.isEnded) == [true, true, true, false])
        let bytes = Array(Self.text.utf8)
        for line in whole { #expect(Array(bytes[line.range]) == Array(line.bytes.readableBytesView)) }
        for size in 1...bytes.count { #expect(lines(Self.text, cut: [size]) == whole) }
        for first in 1..<bytes.count { #expect(lines(Self.text, cut: [first, bytes.count]) == whole) }
        #expect(lines(Self.text, cut: [3, 1, 7, 2]) == whole)
    }

    @Test func `nothing is no line`() {
        for text in ["", "\n", "\r\n\r\n", "  ", "\n \t"] {
            #expect(lines(text, cut: [1]).isEmpty, "\(text.debugDescription)")
        }
        #expect(lines("a", cut: [1]).map(\.range) == [0..<1])
    }

    @Test func `a line whose end has not come is measured`() {
        var splitter = LineSplitter()
        splitter.feed(ByteBuffer(string: "a\nbcd"))
        #expect(splitter.next() != nil && splitter.next() == nil)
        #expect(splitter.openBytes == 3 && splitter.openNumber == 2)
    }
}
