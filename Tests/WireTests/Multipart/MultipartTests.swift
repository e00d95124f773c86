import NIOCore
import Testing
import Wire

@Suite struct `Forms with files` {
    private static let text =
        "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".wav\"\r\n"
        + "Content-Type: audio/wav\r\n\r\nRIFF\r\n--b-not\r\nmore\r\n--b--\r\n"

    @Test func `parts are found where they are`() throws {
        let body = try MultipartBody(ByteBuffer(string: Self.text), boundary: "b")
        #expect(body.parts.map(\.name) == ["model", "file"])
        #expect(body.parts.map(\.filename) == [nil, "a \"b\".wav"])
        #expect(body.parts[1].contentType == "audio/wav")
        #expect(body.text("model") == "whisper-1" && body.text("file") == nil && body.count("model") == 1)
        let file = Self.text.utf8.dropFirst(body.parts[1].content.lowerBound).prefix(body.parts[1].content.count)
        #expect(String(file) == "RIFF\r\n--b-not\r\nmore")
    }

    @Test func `an edit changes its field alone`() throws {
        let body = try MultipartBody(ByteBuffer(string: Self.text), boundary: "b")
        let changed = String(buffer: body.replacing("model", with: "m/2"))
        #expect(changed == Self.text.replacing("whisper-1", with: "m/2"))
        #expect(String(buffer: body.replacing("absent", with: "x")) == Self.text)
    }

    @Test(arguments: [
        ("", MultipartBody.Failure.noBoundary), ("x", .noBoundary), ("--b", .cut), ("--b\r\n", .badHead),
        ("--b\r\nx\r\n\r\na\r\n--b--", .badHead), ("--b\r\nContent-Disposition: form-data\r\n\r\na\r\n--b--", .badHead),
        ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\na", .cut),
        ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\na\r\n--b", .cut),
        ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\na\r\n--b \r\n\r\n--b--", .looseBoundary),
        ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\na\r\n--b\n\r\n--b--", .looseBoundary),
    ])
    func `what is no form is refused`(_ text: String, _ failure: MultipartBody.Failure) {
        #expect(throws: failure) { try MultipartBody(ByteBuffer(string: text), boundary: "b") }
    }

    @Test func `every cut of a form is refused`() {
        for length in 0..<(Self.text.utf8.count - 4) {
            let cut = ByteBuffer(bytes: Self.text.utf8.prefix(length))
            #expect(throws: MultipartBody.Failure.self, "\(length)") { try MultipartBody(cut, boundary: "b") }
        }
    }

    @Test func `boundaries are read as content types have them`() {
        #expect(MultipartBody.boundary(of: "multipart/form-data; boundary=abc") == "abc")
        #expect(MultipartBody.boundary(of: "Multipart/Form-Data; charset=x; Boundary=\"a b\"") == "a b")
        for wrong in [
            "application/json", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=a",
        ] {
            #expect(MultipartBody.boundary(of: wrong) == nil, "\(wrong)")
        }
    }
}
