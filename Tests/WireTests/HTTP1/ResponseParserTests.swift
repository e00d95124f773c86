import NIOCore
import Testing
import Wire

struct ResponseParserTests {
    private static let accepted = [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 \r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 429 Too Many\tRequests \u{e9}\r\nretry-after: 3\r\ncontent-length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\nuntil the end",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\nT: u\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n",
    ]

    @Test(arguments: accepted)
    func `an answer gives the same parts for every cut`(_ input: String) {
        let bytes = latin1(input)
        let whole = ResponseTranscript([bytes])
        #expect(whole.error == nil && !whole.hasSpareBytes)
        #expect(whole.responses.count == 1 && whole.responses.allSatisfy(\.isWhole))
        for cut in allCuts(bytes) { #expect(ResponseTranscript(cut) == whole) }
    }

    @Test func `the head says what the client needs`() {
        let seen = Self.accepted.map { ResponseTranscript([latin1($0)]).responses[0] }
        #expect(seen[0].body == latin1("hello") && seen[0].keepAlive)
        #expect(seen[1].status == 200 && seen[1].reason.isEmpty)
        #expect(seen[2].framing == .length(2))
        #expect(seen[3].status == 429 && !seen[3].keepAlive)
        #expect(seen[4].framing == .untilClose && seen[4].body == latin1("until the end") && !seen[4].keepAlive)
        #expect(seen[6].body == latin1("abcde"))
        #expect(seen[7].status == 200 && seen[7].body == latin1("x"))
        #expect(seen[8].framing == .none && seen[8].keepAlive)
        #expect(seen[9].framing == .none)
    }

    @Test(arguments: [
        ("", FramingError.closedBeforeResponse),
        ("HTTP/1.1 200", .truncatedHead),
        ("HTTP/1.1 200 OK\r\nA: b\r\n", .truncatedHead),
        ("HTTP/1.1 100 Continue\r\n\r\n", .truncatedHead),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", .truncatedBody),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", .truncatedBody),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", .truncatedBody),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", .malformedChunk),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            .contentLengthWithTransferEncoding
        ),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", .repeatedContentLength),
        ("HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n", .malformedContentLength),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", .unsupportedTransferEncoding),
        ("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .transferEncodingOnHTTP10),
        ("HTTP/1.1 20 OK\r\n\r\n", .malformedStatusLine),
        ("HTTP/1.1 2000 OK\r\n\r\n", .malformedStatusLine),
        ("HTTP/1.1 099 OK\r\n\r\n", .malformedStatusLine),
        ("HTTP/1.1200 OK\r\n\r\n", .malformedStatusLine),
        ("HTTP/2 200\r\n\r\n", .malformedVersion),
        ("HTTP/3.0 200\r\n\r\n", .unsupportedVersion),
        ("<html>nginx</html>\r\n", .malformedVersion),
        ("HTTP/1.1 200 OK\nA: b\n\n", .bareLineBreak),
        ("HTTP/1.1 200 OK\r\nA : b\r\n\r\n", .malformedFieldName),
        ("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", .obsoleteLineFolding),
    ])
    func `a broken or cut answer is an error for every cut`(_ input: String, _ error: FramingError) {
        let bytes = latin1(input)
        let whole = ResponseTranscript([bytes])
        #expect(whole.error == error)
        #expect(!whole.responses.contains { $0.isWhole })
        for cut in allCuts(bytes) {
            let transcript = ResponseTranscript(cut)
            #expect(transcript.error == whole.error && transcript.responses == whole.responses)
        }
    }

    @Test func `answers on a kept connection follow what was asked`() {
        let input =
            "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"
            + "HTTP/1.1 500 X\r\n\r\n"
        let transcript = ResponseTranscript([latin1(input)], to: [.head, .get])
        #expect(transcript.responses.map(\.body) == [[], latin1("ab")])
        #expect(transcript.error == nil)
        #expect(transcript.hasSpareBytes, "what nobody asked for must stop the connection's reuse")
    }

    @Test func `switching protocols ends the framing`() throws {
        var parser = ResponseParser()
        parser.expect(method: .get)
        parser.feed(ByteBuffer(string: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\u{1}frame"))
        guard case .head(let head) = try parser.next(), case .end = try parser.next() else {
            Issue.record("no head")
            return
        }
        #expect(head.status == 101 && !head.keepAlive)
        let rest = parser.takeBufferedBytes()
        #expect(rest == ByteBuffer(string: "\u{1}frame"))
    }

    @Test func `endless interim answers are refused`() {
        let input = String(repeating: "HTTP/1.1 103 X\r\n\r\n", count: 17)
        #expect(ResponseTranscript([latin1(input)]).error == .tooManyInterimResponses)
    }

    @Test func `a stream whose reads all end within a chunk stays small`() throws {
        var parser = ResponseParser()
        parser.expect(method: .get)
        parser.feed(ByteBuffer(string: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4"))
        _ = try parser.next()
        var largest = 0
        for _ in 0..<5_000 {
            parser.feed(ByteBuffer(string: "\r\nbody\r\n4"))
            while let part = try parser.next() {
                guard case .body(let bytes) = part else { continue }
                largest = max(largest, bytes.storageCapacity)
            }
        }
        #expect(largest > 0 && largest < 1_024)
    }
}
