import GatewayTesting
import NIOCore
import Testing
import Wire

struct RequestParserTests {
    private static let refused =
        RefusedRequest.transferEncoding + RefusedRequest.contentLength + RefusedRequest.host + RefusedRequest.lines
        + RefusedRequest.requestLine + RefusedRequest.chunks

    @Test(arguments: refused + RefusedRequest.limits)
    func `a hostile request gets its one refusal`(_ vector: RefusedRequest) {
        let transcript = RequestTranscript([latin1(vector.input)])
        #expect(transcript.error == vector.error)
        #expect(transcript.error?.status == vector.status)
        #expect(!transcript.requests.contains { $0.isWhole })
    }

    @Test(arguments: refused)
    func `a refusal does not depend on how the bytes were cut`(_ vector: RefusedRequest) {
        let bytes = latin1(vector.input)
        let whole = RequestTranscript([bytes])
        for cut in allCuts(bytes) {
            let transcript = RequestTranscript(cut)
            #expect(transcript == whole)
            if transcript != whole { return }
        }
    }

    @Test(arguments: RefusedRequest.limits)
    func `a limit does not depend on how the bytes were cut`(_ vector: RefusedRequest) {
        let bytes = latin1(vector.input)
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20 {
            #expect(RequestTranscript(randomCut(bytes, &random)).error == vector.error)
        }
    }

    private static let accepted = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /v1/models?limit=3 HTTP/1.0\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://A.example:80/x?y HTTP/1.1\r\nHost: a.EXAMPLE:80\r\n\r\n",
        "GET HTTPS://a?y HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost:a\r\nContent-Length:\t5 \r\nX-Empty:\r\nX-Tab: a\tb\r\nX-Text: \u{e9}\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n"
            + "5\r\nhello\r\n006;a=b;c=\"d\\\"e\";f\r\n world\r\n0;x\r\nTrailer: dropped\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
            + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
        "DELETE /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
            + "\r\nPOST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
            + "GET /4 HTTP/1.1\r\nHost: a\r\n\r\n",
    ]

    @Test(arguments: accepted)
    func `a good request gives the same parts for every cut`(_ input: String) {
        let bytes = latin1(input)
        let whole = RequestTranscript([bytes])
        #expect(whole.error == nil)
        #expect(whole.requests.allSatisfy(\.isWhole) && !whole.requests.isEmpty)
        for cut in allCuts(bytes) { #expect(RequestTranscript(cut) == whole) }
    }

    @Test func `pipelined requests come one after the other`() throws {
        let last = try #require(Self.accepted.last)
        let requests = RequestTranscript([latin1(last)]).requests
        #expect(requests.map(\.target) == ["/1", "/2", "/3", "/4"])
        #expect(requests.map { String(decoding: $0.body, as: UTF8.self) } == ["", "abc", "x", ""])
    }

    @Test func `a request before a broken one is whole`() {
        let transcript = RequestTranscript([latin1("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\n\r\n")])
        #expect(transcript.requests.map(\.isWhole) == [true])
        #expect(transcript.error == .missingHost)
    }

    @Test(arguments: ["Connection: close\r\n", "Connection: x, CLOSE\r\n"])
    func `nothing behind a closing request is looked at`(_ field: String) throws {
        let first = "POST /1 HTTP/1.1\r\nHost: a\r\n\(field)Content-Length: 1\r\n\r\nx"
        let transcript = RequestTranscript([latin1(first + "GET /2 HTTP/1.1\r\n\r\n"), latin1("\u{0}")])
        #expect(transcript.requests.map(\.target) == ["/1"] && transcript.error == nil)
    }

    @Test func `the head says what the listener needs`() throws {
        let inputs = Self.accepted.map { RequestTranscript([latin1($0)]).requests[0] }
        #expect(inputs[1].target == "/v1/models?limit=3" && !inputs[1].keepAlive)
        #expect(inputs[3].target == "*")
        #expect(inputs[4].target == "/x?y")
        #expect(inputs[5].target == "/?y")
        #expect(inputs[6].framing == .length(5) && inputs[6].body == latin1("hello"))
        #expect(inputs[6].fields[2...3] == [["X-Empty", ""], ["X-Tab", "a\tb"]])
        #expect(!inputs[7].expectsContinue && inputs[8].expectsContinue)
        #expect(inputs[9].framing == .chunked && inputs[9].body == latin1("hello world"))
        #expect(inputs[11].keepAlive && !inputs[12].keepAlive)
        let old = RequestTranscript([latin1("GET / HTTP/1.0\r\nConnection: x, Keep-Alive\r\n\r\n")])
        #expect(old.requests.first?.keepAlive == true)
    }

    @Test func `limits are met exactly`() {
        let longest = "GET /\(String(repeating: "a", count: 8_191)) HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(RequestTranscript([latin1(longest)]).error == nil)
        let frame = "GET / HTTP/1.1\r\nHost: a\r\nA: \r\n\r\n"
        let fill = String(repeating: "b", count: 65_536 - frame.utf8.count)
        let largest = "GET / HTTP/1.1\r\nHost: a\r\nA: \(fill)\r\n\r\n"
        #expect(RequestTranscript([latin1(largest)]).requests.first?.isWhole == true)
        #expect(RequestTranscript([latin1("GET / HTTP/1.1\r\nHost: a\r\nA: \(fill)b\r\n\r\n")]).error == .headTooLarge)
        let many = "GET / HTTP/1.1\r\nHost: a\r\n" + (1..<128).map { "A\($0): b\r\n" }.joined() + "\r\n"
        #expect(RequestTranscript([latin1(many)]).requests.first?.fields.count == 128)
    }

    @Test func `an error is final`() {
        var parser = RequestParser()
        parser.feed(ByteBuffer(string: "GET / HTTP/9.9\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        #expect(throws: FramingError.unsupportedVersion) { try parser.next() }
        parser.feed(ByteBuffer(string: "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        #expect(throws: FramingError.unsupportedVersion) { try parser.next() }
        let holds1 = !parser.isMidRequest
        #expect(holds1)
    }

    @Test func `a parser knows where it stands`() throws {
        var parser = RequestParser()
        let holds2 = !parser.isMidRequest
        #expect(holds2)
        parser.feed(ByteBuffer(string: "POST / HTTP/1.1\r\nHost: a\r\n"))
        guard try parser.next() == nil else { Issue.record("a part too early"); return }
        let holds3 = parser.isMidRequest && parser.hasBufferedBytes && !parser.isMidBody
        #expect(holds3)
        parser.feed(ByteBuffer(string: "Content-Length: 2\r\n\r\na"))
        _ = try parser.next()
        let holds4 = parser.isMidBody && parser.bufferedBytes == 1
        #expect(holds4)
        _ = try parser.next()
        parser.feed(ByteBuffer(string: "bTLS"))
        _ = try parser.next()
        _ = try parser.next()
        let holds5 = !parser.isMidBody && parser.isMidRequest
        #expect(holds5)
        let rest = parser.takeBufferedBytes()
        #expect(rest == ByteBuffer(string: "TLS"))
        let holds6 = !parser.isMidRequest
        #expect(holds6)
    }

    @Test func `a body in one read is a slice, not a copy`() throws {
        var parser = RequestParser()
        let fed = ByteBuffer(string: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
        parser.feed(fed)
        _ = try parser.next()
        guard case .body(let body) = try parser.next() else {
            Issue.record("no body")
            return
        }
        let start = fed.withUnsafeReadableBytes { Int(bitPattern: $0.baseAddress) + $0.count - 5 }
        #expect(body.withUnsafeReadableBytes { Int(bitPattern: $0.baseAddress) } == start)
    }

    @Test func `every error has a status and a sentence`() {
        for error in FramingError.allCases {
            #expect((400...505).contains(error.status))
            #expect(error.message.hasSuffix(".") && error.message.utf8.count < 160)
        }
    }

    private func randomCut(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let length = Int.random(in: 1...(Bool.random(using: &random) ? 40 : 9_000), using: &random)
            pieces.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return pieces
    }
}
