/// Requests near the border of what is legal: assembled from good and bad fragments, then damaged in few places.
enum RequestMutator {
    private static let lines = [
        "GET / HTTP/1.1", "POST /v1/chat/completions HTTP/1.1", "PUT /a?b=c HTTP/1.1", "DELETE /x HTTP/1.0",
        "HEAD / HTTP/1.1", "OPTIONS * HTTP/1.1", "GET http://a/p HTTP/1.1", "PATCH /%zz HTTP/1.1",
        "GET /{a}|^ HTTP/1.1",
    ]
    private static let fields = [
        "Host: a", "Host: a", "Host: a", "Host: a:80", "X: y", "X-Empty:", "x-tab:\ta\t", "X-Text: \u{e9}", "A: b;c, d",
        "Connection: close", "Connection: keep-alive", "Expect: 100-continue", "Accept: */*", "X: a : b",
        "Content-Length: 5", "Content-Length: 0", "Content-Length: 05", "Content-Length: 5, 5", "Content-Length: +5",
        "Transfer-Encoding: chunked", "Transfer-Encoding: Chunked", "Transfer-Encoding: gzip", "A!#$%&'*+-.^_`|~: z",
    ]
    private static let chunks = [
        "5\r\nhello\r\n", "1\r\na\r\n", "A\r\n0123456789\r\n", "a\r\n0123456789\r\n", "01\r\nx\r\n", "2;e\r\nab\r\n",
        "2;e=f\r\nab\r\n", "2;e=\"f g\"\r\nab\r\n", "2;e=\"\\\"\";f\r\nab\r\n", "2;;\r\nab\r\n", "0;e=f\r\n",
    ]
    private static let damage: [[UInt8]] = [
        [0x20], [0x09], [0x0A], [0x0D], [0x00], [0x7F], [0x80], [0xFF], [0x0D, 0x0A], [0x3A], [0x2C], [0x3B], [0x30],
        [0x2D], [0x2B], [0x5C], [0x22], [0x0D, 0x0A, 0x20], [0x0D, 0x0A, 0x0D, 0x0A], [0x0B], [0x0C], [0x1F], [0x23],
    ]

    static func request(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) { bytes += message(&random) }
        guard Int.random(in: 0..<3, using: &random) > 0 else { return bytes }
        for _ in 0..<Int.random(in: 1...2, using: &random) { hurt(&bytes, &random) }
        return bytes
    }

    private static func message(_ random: inout SeededGenerator) -> [UInt8] {
        var text = pick(lines, &random) + "\r\n"
        if Int.random(in: 0..<4, using: &random) > 0 { text += "Host: a\r\n" }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text += "Content-Length: 5\r\n\(someFields(&random))\r\nhello"
        case 1:
            text += "Transfer-Encoding: chunked\r\n\(someFields(&random))\r\n"
            for _ in 0..<Int.random(in: 0...3, using: &random) { text += pick(chunks, &random) }
            text += "0\r\n" + (Bool.random(using: &random) ? "T: u\r\n" : "") + "\r\n"
        default: text += someFields(&random) + "\r\n"
        }
        return latin1(text)
    }

    private static func someFields(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...2, using: &random)).map { _ in pick(fields, &random) + "\r\n" }.joined()
    }

    private static func pick(_ texts: [String], _ random: inout SeededGenerator) -> String {
        texts[Int.random(in: texts.indices, using: &random)]
    }

    private static func hurt(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: bytes.indices, using: &random)
        let splinter = damage[Int.random(in: damage.indices, using: &random)]
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(contentsOf: splinter, at: place)
        case 1: bytes.replaceSubrange(place...place, with: splinter)
        case 2: bytes.remove(at: place)
        default: bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
    }
}
