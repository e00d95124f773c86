import CScan
import Testing

/// The vector search for a string's end, with its check of UTF-8, against the plain one.
@Suite struct `The end of a string's text` {
    /// Each end of each range in Unicode's table 3-7, and the bytes that end a text.
    static let edges: [UInt8] = [
        0x00, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1,
        0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]

    private func isSame(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ to: Int) -> Bool {
        cscan_end_of_text(bytes, from, to) == cscan_end_of_text_portable(bytes, from, to)
    }

    @Test(arguments: [0, 1, 2, 3, 13, 14, 15, 16, 28, 29, 30, 31, 32, 33, 61, 62, 63])
    func `every pair, triple and quadruple of edges is judged as byte by byte, wherever it lies in a block`(offset: Int)
    {
        var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 100)
        var different = 0
        for first in Self.edges {
            bytes[offset] = first
            for second in Self.edges {
                bytes[offset + 1] = second
                for third in Self.edges {
                    bytes[offset + 2] = third
                    for fourth in [0x22, 0x61, 0x7F, 0x80, 0xBF, 0xC2, 0xF0] as [UInt8] {
                        bytes[offset + 3] = fourth
                        if !isSame(bytes, 0, bytes.count) || !isSame(bytes, offset, offset + 3) { different += 1 }
                    }
                }
            }
        }
        #expect(different == 0)
    }

    @Test func `random text, broken at random, is judged alike for every beginning and end`() {
        var random = SystemRandomNumberGenerator()
        let pieces: [[UInt8]] = ["a", "some plain text", "é", "ß", "你", "敏捷的棕色狐狸", "😀", "\u{10FFFF}", "\u{800}"].map {
            Array($0.utf8)
        }
        for _ in 0..<2_000 {
            var bytes: [UInt8] = []
            while bytes.count < 130 { bytes += pieces[.random(in: 0..<pieces.count, using: &random)] }
            if Bool.random(using: &random) {
                bytes[.random(in: 0..<130, using: &random)] = Self.edges.randomElement(using: &random) ?? 0
            }
            let from = Int.random(in: 0..<8, using: &random)
            for to in from..<bytes.count where !isSame(bytes, from, to) {
                Issue.record("\(bytes[from..<to].map { String($0, radix: 16) })")
            }
        }
    }

    @Test func `text ends at each of the bytes that end it, and nowhere else`() {
        for length in 0..<100 {
            for last in 0...255 as ClosedRange<UInt8> {
                var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length) + [last]
                let ends = last < 0x20 || last == UInt8(ascii: "\"") || last == UInt8(ascii: "\\")
                bytes.append(UInt8(ascii: "\""))
                guard last < 0x80 else {
                    #expect(cscan_end_of_text(bytes, 0, bytes.count) == -1)
                    continue
                }
                #expect(cscan_end_of_text(bytes, 0, bytes.count) == (ends ? length : length + 1))
                #expect(cscan_end_of_text(bytes, 0, length + 1) == (ends ? length : length + 1))
                let plain = cscan_plain_start(bytes, bytes.count)
                #expect(plain <= length + 1 && (plain == length || plain % 16 == 0 || !ends && plain == length + 1))
            }
        }
    }
}
