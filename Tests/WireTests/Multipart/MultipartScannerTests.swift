import NIOCore
import Testing

@testable import Wire

/// Forms whose bytes come one by one.
struct MultipartScannerTests {
    private static let form =
        "--b\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\nm-1\r\n"
        + "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\ncontent-type: audio/wav\r\n\r\n"
        + "x\r\n--bc\r\n--b-\r\r\n--\r\n"
        + "--b\r\ncontent-disposition: form-data; name=\"n\"\r\n\r\n\r\n--b--\r\n"

    private func scanned(_ pieces: [ArraySlice<UInt8>]) throws -> [String] {
        var scanner = MultipartScanner(boundary: "b")
        for piece in pieces { try scanner.feed(ByteBuffer(bytes: piece)) }
        #expect(scanner.isOver)
        let bytes = Array(Self.form.utf8)
        return scanner.parts.map { part in
            "\(part.name)=" + String(decoding: bytes[part.start..<(part.end ?? part.start)], as: UTF8.self)
        }
    }

    private static let parts = ["model=m-1", "file=x\r\n--bc\r\n--b-\r\r\n--", "n="]

    @Test func `parts are the same at every cut`() throws {
        let bytes = Array(Self.form.utf8)
        for cut in 0...bytes.count { #expect(try scanned([bytes[..<cut], bytes[cut...]]) == Self.parts) }
        #expect(try scanned(bytes.indices.map { bytes[$0...$0] }) == Self.parts)
    }

    @Test func `what it finds is what the whole form holds`() throws {
        let whole = try MultipartBody(ByteBuffer(string: Self.form), boundary: "b")
        #expect(whole.parts.map(\.name) == ["model", "file", "n"])
        #expect(whole.parts.map { String(buffer: whole.content(of: $0)) } == ["m-1", "x\r\n--bc\r\n--b-\r\r\n--", ""])
    }

    @Test func `a part under way has no end, and holds none of what has passed`() throws {
        var scanner = MultipartScanner(boundary: "b")
        try scanner.feed(ByteBuffer(string: "--b\r\ncontent-disposition: form-data; name=f; filename=x\r\n\r\nabc"))
        for _ in 0..<100 { try scanner.feed(ByteBuffer(repeating: 0x61, count: 10_000)) }
        #expect(scanner.parts.first?.filename == "x")
        #expect(scanner.parts.first?.end == nil)
        #expect(!scanner.isOver)
    }

    @Test(arguments: [" ", "\t", "\n", "\r\r"])
    func `a boundary that some would read and others not fails, at every cut`(behind: String) {
        let text = "--b\r\ncontent-disposition: form-data; name=f\r\n\r\na\r\n--b\(behind)\r\n\r\n"
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            #expect(throws: MultipartBody.Failure.looseBoundary) {
                var scanner = MultipartScanner(boundary: "b")
                for piece in [bytes[..<cut], bytes[cut...]] { try scanner.feed(ByteBuffer(bytes: piece)) }
            }
        }
    }

    @Test(arguments: [
        ("-x", MultipartBody.Failure.noBoundary), ("--bxx", .cut), ("--b\r\nname\r\n\r\n", .badHead),
        ("--b\r\n\r\n", .badHead), ("--b\r\n" + String(repeating: "a", count: 9_000), .badHead),
    ])
    func `what is no form fails`(text: String, failure: MultipartBody.Failure) {
        var scanner = MultipartScanner(boundary: "b")
        #expect(throws: failure) { try scanner.feed(ByteBuffer(string: text)) }
    }
}
