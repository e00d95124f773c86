import NIOCore
import Testing
import Wire

struct WriterTests {
    @Test func `fields refuse what would break a head`() {
        var fields = HeaderFields()
        for value in ["a\r\nB: c", "a\nb", "a\rb", "a\u{0}", "\u{7f}", "a\u{b}"] {
            let accepted = [fields.append("A", value), fields.set("A", value)]
            #expect(accepted == [false, false])
        }
        for name in ["", "A B", "A:", "A\r\n", "Ä", "A\u{0}"] {
            let isAccepted = fields.append(name, "v")
            #expect(!isAccepted)
        }
        #expect(fields.count == 0)
        let accepted = [fields.append("A", "é \t"), fields.append("x-empty", "")]
        #expect(accepted == [true, true])
    }

    @Test func `a refused change leaves the old value`() {
        var fields = HeaderFields()
        fields.append("A", "1")
        let isAccepted = fields.set("a", "2\r\n")
        #expect(!isAccepted)
        #expect(fields.pairs == [["A", "1"]])
    }

    @Test func `heads refuse what would break them and write nothing`() {
        var buffer = ByteBuffer()
        for target in ["", "/a b", "/\r\n", "/é", "/\u{0}", "/#"] {
            #expect(throws: FramingError.unwritable) {
                try HeadWriter.writeRequest(
                    method: .get, target: target, fields: HeaderFields(), framing: .none, into: &buffer)
            }
        }
        for (status, reason) in [(200, "a\r\nb"), (200, "\u{0}"), (99, "x"), (1_000, "x")] {
            #expect(throws: FramingError.unwritable) {
                try HeadWriter.writeResponse(status: status, reason: reason, framing: .none, into: &buffer)
            }
        }
        #expect(buffer.readableBytes == 0)
        #expect(HTTPMethod("GE T") == nil && HTTPMethod("") == nil && HTTPMethod("GET\r") == nil)
    }

    @Test func `the framing line comes from the framing alone`() throws {
        var fields = HeaderFields()
        fields.append("Content-Length", "99")
        fields.append("x-a", "b")
        fields.append("Transfer-Encoding", "gzip")
        var buffer = ByteBuffer()
        try HeadWriter.writeResponse(status: 402, fields: fields, framing: .length(1_203), into: &buffer)
        #expect(String(buffer: buffer) == "HTTP/1.1 402 Payment Required\r\nx-a: b\r\ncontent-length: 1203\r\n\r\n")
        buffer.clear()
        try HeadWriter.writeResponse(status: 200, fields: fields, framing: .chunked, keepAlive: false, into: &buffer)
        #expect(
            String(buffer: buffer)
                == "HTTP/1.1 200 OK\r\nx-a: b\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n")
        buffer.clear()
        try HeadWriter.writeResponse(status: 299, reason: "Fine", framing: .none, into: &buffer)
        #expect(String(buffer: buffer) == "HTTP/1.1 299 Fine\r\n\r\n")
    }

    @Test func `a written request is read back as it was`() throws {
        var fields = HeaderFields()
        fields.append("Host", "api.example:8443")
        fields.append("x-text", "naïve")
        var buffer = ByteBuffer()
        try HeadWriter.writeRequest(
            method: .post, target: "/v1/x?a=b", fields: fields, framing: .chunked, into: &buffer)
        ChunkWriter.write([ByteBuffer(string: "one"), ByteBuffer(), ByteBuffer(string: "two")], into: &buffer)
        ChunkWriter.write(ByteBuffer(), into: &buffer)
        ChunkWriter.write(ByteBuffer(repeating: 0x61, count: 70_000), into: &buffer)
        ChunkWriter.writeEnd(into: &buffer)
        let transcript = RequestTranscript([Array(buffer.readableBytesView)])
        let request = try #require(transcript.requests.first)
        #expect(transcript.requests.count == 1 && request.isWhole)
        #expect(request.fields == fields.pairs + [["transfer-encoding", "chunked"]])
        #expect(request.body.count == 70_006)
        #expect(request.body.starts(with: latin1("onetwo")))
    }

    @Test(arguments: [1, 9, 10, 15, 16, 255, 256, 4_096, 65_535, 65_536, 1_048_576])
    func `a chunk's size is hexadecimal`(_ size: Int) {
        var buffer = ByteBuffer()
        ChunkWriter.writePrefix(size, into: &buffer)
        #expect(String(buffer: buffer) == String(size, radix: 16) + "\r\n")
    }

    @Test(arguments: [0, 1, 9, 10, 99, 100, 12_345, Int.max])
    func `a length is decimal`(_ length: Int) throws {
        var buffer = ByteBuffer()
        try HeadWriter.writeResponse(status: 200, framing: .length(length), into: &buffer)
        #expect(String(buffer: buffer) == "HTTP/1.1 200 OK\r\ncontent-length: \(length)\r\n\r\n")
    }
}
