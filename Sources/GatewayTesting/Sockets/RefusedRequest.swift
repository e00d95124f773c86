package import Wire

/// A hostile or broken request and the one refusal it must get.
package struct RefusedRequest: CustomStringConvertible, Sendable {
    package let input: String
    package let status: Int
    package let error: FramingError

    package init(_ input: String, _ status: Int, _ error: FramingError) {
        self.input = input
        self.status = status
        self.error = error
    }

    package var description: String { "\(status) \(error) for \(input.prefix(120).debugDescription)" }

    private static func post(_ fields: String, _ body: String = "") -> String {
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)"
    }

    private static func chunked(_ body: String) -> String { post("Transfer-Encoding: chunked", body) }

    package static let transferEncoding: [RefusedRequest] =
        [
            "blegh", "identity", "xchunked", "\u{a0}chunked", ",chunked", "chunked,", "gzip, chunked",
            "chunked, identity", "chunked, chunked", "chunked;q=1", "\"chunked\"", "", "chun ked",
        ].map { RefusedRequest(post("Transfer-Encoding: \($0)"), 501, .unsupportedTransferEncoding) } + [
            RefusedRequest(
                post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), 501, .unsupportedTransferEncoding),
            RefusedRequest(
                post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"), 501, .unsupportedTransferEncoding),
            RefusedRequest(
                "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400, .transferEncodingOnHTTP10),
            RefusedRequest(
                "POST / HTTP/1.0\r\nTransfer-Encoding: x\r\n\r\n", 400, .transferEncodingOnHTTP10),
            RefusedRequest(
                post("Content-Length: 5\r\nTransfer-Encoding: chunked"), 400, .contentLengthWithTransferEncoding),
            RefusedRequest(
                post("tRANSFER-eNCODING: ,chunked\r\ncONTENT-lENGTH: 5"), 400, .contentLengthWithTransferEncoding),
        ]

    package static let contentLength: [RefusedRequest] =
        [
            "+10", "-48", "-0", "1Z", "0x10", "", "010", "00", "1 0", "10;a", "1.0", "\u{b2}", "9223372036854775808",
            "18446744073709551616", "99999999999999999999999999",
        ].map { RefusedRequest(post("Content-Length: \($0)"), 400, .malformedContentLength) } + [
            RefusedRequest(post("Content-Length: 5\r\nContent-Length: 5"), 400, .repeatedContentLength),
            RefusedRequest(post("Content-Length: 5\r\ncontent-length: 6"), 400, .repeatedContentLength),
            RefusedRequest(post("Content-Length: 5, 5"), 400, .repeatedContentLength),
            RefusedRequest(post("Content-Length: 5,"), 400, .repeatedContentLength),
        ]

    package static let host: [RefusedRequest] = [
        RefusedRequest("GET / HTTP/1.1\r\n\r\n", 400, .missingHost),
        RefusedRequest("GET / HTTP/1.1\r\nHosts: a\r\n\r\n", 400, .missingHost),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, .repeatedHost),
        RefusedRequest("GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n", 400, .repeatedHost),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400, .malformedHost),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", 400, .malformedHost),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, .malformedHost),
        RefusedRequest("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400, .malformedHost),
        RefusedRequest("GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, .malformedHost),
        RefusedRequest("GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, .hostDiffersFromTarget),
        RefusedRequest("GET http://a:80/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, .hostDiffersFromTarget),
        RefusedRequest("GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedTarget),
        RefusedRequest("GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedTarget),
    ]

    package static let lines: [RefusedRequest] = [
        RefusedRequest(post("A: b\r\n c"), 400, .obsoleteLineFolding),
        RefusedRequest(post("A: b\r\n\tc"), 400, .obsoleteLineFolding),
        RefusedRequest("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400, .obsoleteLineFolding),
        RefusedRequest("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, .malformedFieldName),
        RefusedRequest("GET / HTTP/1.1\r\nHost\t: a\r\n\r\n", 400, .malformedFieldName),
        RefusedRequest(post("NoColon"), 400, .malformedFieldName),
        RefusedRequest(post(": empty"), 400, .malformedFieldName),
        RefusedRequest(post("A\u{0}: b"), 400, .malformedFieldName),
        RefusedRequest(post("A\u{e9}: b"), 400, .malformedFieldName),
        RefusedRequest(post("A(b): c"), 400, .malformedFieldName),
        RefusedRequest(post("A\rB: c"), 400, .malformedFieldName),
        RefusedRequest(post("A: b\u{0}c"), 400, .controlByte),
        RefusedRequest(post("A: b\u{b}c"), 400, .controlByte),
        RefusedRequest(post("A: b\u{7f}c"), 400, .controlByte),
        RefusedRequest(post("A: b\rX: c"), 400, .bareLineBreak),
        RefusedRequest(post("A: b\nX: c"), 400, .bareLineBreak),
        RefusedRequest("GET / HTTP/1.1\nHost: a\n\n", 400, .bareLineBreak),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\n\r\n", 400, .bareLineBreak),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\n", 400, .bareLineBreak),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\rX", 400, .bareLineBreak),
        RefusedRequest("GET / HTTP/1.1\rHost: a\r\n\r\n", 400, .bareLineBreak),
    ]

    package static let requestLine: [RefusedRequest] = [
        RefusedRequest("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", 405, .methodNotAllowed),
        RefusedRequest("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405, .methodNotAllowed),
        RefusedRequest("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, .unsupportedVersion),
        RefusedRequest("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, .unsupportedVersion),
        RefusedRequest("GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505, .unsupportedVersion),
        RefusedRequest("GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505, .unsupportedVersion),
        RefusedRequest("GET / HTTP/1.32\r\nHost: a\r\n\r\n", 400, .malformedVersion),
        RefusedRequest("GET / HTTP/11\r\nHost: a\r\n\r\n", 400, .malformedVersion),
        RefusedRequest("GET / http/1.1\r\nHost: a\r\n\r\n", 400, .malformedVersion),
        RefusedRequest("GET / ICE/1.1\r\nHost: a\r\n\r\n", 400, .malformedVersion),
        RefusedRequest("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400, .malformedVersion),
        RefusedRequest("GET /\r\n\r\n", 400, .malformedRequestLine),
        RefusedRequest("GET\r\n\r\n", 400, .malformedRequestLine),
        RefusedRequest("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedRequestLine),
        RefusedRequest("GET /  HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedVersion),
        RefusedRequest(" GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedRequestLine),
        RefusedRequest("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedRequestLine),
        RefusedRequest("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}", 400, .malformedRequestLine),
        RefusedRequest("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedRequestLine),
        RefusedRequest("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedRequestLine),
        RefusedRequest("\rGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, .bareLineBreak),
        RefusedRequest(String(repeating: "A", count: 33) + " / HTTP/1.1\r\n\r\n", 400, .malformedRequestLine),
        RefusedRequest("GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedTarget),
        RefusedRequest("GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedTarget),
        RefusedRequest("GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedTarget),
        RefusedRequest("GET /\t HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedTarget),
        RefusedRequest("GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedTarget),
        RefusedRequest("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedTarget),
        RefusedRequest("GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, .malformedTarget),
    ]

    package static let chunks: [RefusedRequest] =
        [
            "0x0\r\n\r\n", "-0\r\n\r\n", "+1\r\na\r\n", " 0\r\n\r\n", "0 \r\n\r\n", "\r\n", "g\r\n", "0\n\r\n",
            "1\na\r\n", "1\r\nab\r\n", "1\r\na\n", "1\r\na\rx", "1\r\na0\r\n\r\n", "1 ;a\r\nb\r\n", "1;\r\na\r\n",
            "1;a b\r\nc\r\n", "1;a=\r\nb\r\n", "1;a=\"b\r\nc\r\n", "1;a\rb\r\nc\r\n", "1;a\u{0}\r\nb\r\n",
            "8000000000000000\r\n", "10000000000000000\r\n", "00000000000000001\r\na\r\n", "FFFFFFFFFFFFFFFF\r\n",
            "1\u{a0}\r\na\r\n", ";a\r\n",
        ].map { RefusedRequest(chunked($0), 400, .malformedChunk) } + [
            RefusedRequest(
                chunked("1;a=" + String(repeating: "b", count: 1_022) + "\r\nc\r\n"), 400, .chunkExtensionTooLong),
            RefusedRequest(chunked("0\r\nA : b\r\n\r\n"), 400, .malformedFieldName),
            RefusedRequest(chunked("0\r\nA: b\n\r\n"), 400, .bareLineBreak),
            RefusedRequest(chunked("0\r\nA: b\r\n c\r\n\r\n"), 400, .obsoleteLineFolding),
            RefusedRequest(chunked("0\r\n\rX"), 400, .bareLineBreak),
        ]

    package static let limits: [RefusedRequest] = [
        RefusedRequest("GET /\(String(repeating: "a", count: 8_192)) HTTP/1.1\r\nHost: a\r\n\r\n", 414, .targetTooLong),
        RefusedRequest(post("A: \(String(repeating: "b", count: 65_536))"), 431, .headTooLarge),
        RefusedRequest(String(post("A: \(String(repeating: "b", count: 70_000))").prefix(65_536)), 431, .headTooLarge),
        RefusedRequest(
            post((0..<128).map { "A\($0): b" }.joined(separator: "\r\n")), 431, .tooManyFields),
        RefusedRequest(
            chunked("0\r\n" + (0..<129).map { "A\($0): b\r\n" }.joined() + "\r\n"), 431, .tooManyFields),
        RefusedRequest(
            chunked("0\r\nA: \(String(repeating: "b", count: 65_536))\r\n\r\n"), 431, .headTooLarge),
    ]
}
