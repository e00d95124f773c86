import NIOCore
import Testing
import Wire

struct SSEBoundaryTests {
    /// Ends counted over all pieces.
    private func ends(_ pieces: [[UInt8]]) -> [Int] {
        var scanner = SSEBoundaryScanner()
        var all: [Int] = []
        var offset = 0
        for piece in pieces {
            var ends: [Int] = []
            scanner.scan(ByteBuffer(bytes: piece), into: &ends)
            all += ends.map { $0 + offset }
            offset += piece.count
        }
        return all
    }

    @Test func `events end behind their empty line`() {
        #expect(ends([Array("data: 1\n\ndata: 2\r\n\r\ndata: 3\r\r: c\n\ndata: 4\n".utf8)]) == [9, 20, 29, 34])
        #expect(ends([Array("\n\ndata\n\n".utf8)]) == [1, 2, 8])
    }

    @Test func `a cut moves an end by no more than the second half of a line end`() {
        let bytes = Array("event: a\r\ndata: 1\r\n\r\ndata: 2\n\ndata: 3\r\rx\r\n\r\n".utf8)
        let whole = ends([bytes])
        for cut in allCuts(bytes) {
            let found = ends(cut)
            #expect(found.count == whole.count)
            for (end, expected) in zip(found, whole) {
                #expect(end == expected || (end == expected - 1 && bytes[end] == 0x0A && bytes[end - 1] == 0x0D))
            }
        }
    }

    @Test func `any whole event can be dropped`() {
        let bytes = Array("data: 1\r\n\r\nevent: x\ndata: 2\r\r: c\n\ndata: 3\n\n".utf8)
        var start = 0
        let events = ends([bytes]).map { end in
            defer { start = end }
            return Array(bytes[start..<end])
        }
        let data = events.indices.map { dropped in
            SSETranscript(events.indices.filter { $0 != dropped }.map { events[$0] }).events.map {
                String(buffer: $0.data)
            }
        }
        #expect(data == [["2", "3"], ["1", "3"], ["1", "2", "3"], ["1", "2"]])
    }

    @Test func `a scanner knows whether it stands between events`() {
        var scanner = SSEBoundaryScanner()
        var ends: [Int] = []
        #expect(scanner.isAtBoundary)
        scanner.scan(ByteBuffer(string: "data: 1\n"), into: &ends)
        #expect(!scanner.isAtBoundary && ends.isEmpty)
        scanner.scan(ByteBuffer(string: "\n"), into: &ends)
        #expect(scanner.isAtBoundary && ends == [1])
    }
}
