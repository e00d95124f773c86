import Gateway
import NIOCore
import NIOPosix
import Wire

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The way to services that lend credentials: small requests over the one HTTP client, small answers.
package struct TokenService: Sendable {
    let upstream: any Upstream
    let caller: any CallerLink
    let now: @Sendable () -> Int

    /// What came back, whatever its status.
    struct Answer {
        var status: Int
        var body: ByteBuffer

        var json: JSONValue? { try? JSONValue(parsing: body, maxDepth: 64) }
        var text: String { String(buffer: body) }
    }

    private static let mostBytes = 1 << 20

    func send(
        _ method: HTTPMethod, _ address: ServiceAddress, fields: [(String, String)] = [], body: String = "",
        within limit: TimeAmount = .seconds(15)
    ) async throws(GatewayError) -> Answer {
        var timeouts = Timeouts()
        timeouts.connect = min(limit, .seconds(5))
        timeouts.firstByte = limit
        timeouts.idle = limit
        timeouts.total = limit
        var header = HeaderFields()
        header.append("accept", "application/json")
        header.append("accept-encoding", "identity")
        header.append("user-agent", "llmgateway")
        for (name, value) in fields { header.set(name, value) }
        let answer = try await upstream.send(
            UpstreamRequest(
                origin: address.origin, method: method, path: address.path, fields: header,
                body: ByteBuffer(string: body), timeouts: timeouts, deadline: .now() + limit), for: caller)
        var collected = ByteBuffer()
        while let piece = try await answer.next() {
            collected.writeImmutableBuffer(piece)
            guard collected.readableBytes <= Self.mostBytes else {
                answer.cancel()
                throw .noCredential("\(address.origin.host) answered too much")
            }
        }
        return Answer(status: answer.head.status, body: collected)
    }

    /// Sends a form, as OAuth has it (RFC 6749 §4).
    func post(form: [(String, String)], to address: ServiceAddress) async throws(GatewayError) -> Answer {
        try await send(
            .post, address, fields: [("content-type", "application/x-www-form-urlencoded")],
            body: form.map { "\(FormCoding.encode($0.0))=\(FormCoding.encode($0.1))" }.joined(separator: "&"))
    }
}

/// Where a service is: its origin, path and query.
struct ServiceAddress: Sendable {
    var origin: Origin
    var path: String

    /// nil for what is no `http` or `https` address.
    init?(_ text: String) {
        guard let end = text.range(ofScheme: "://"), ["http", "https"].contains(text[..<end.lowerBound].lowercased())
        else { return nil }
        let isTLS = text[..<end.lowerBound].lowercased() == "https"
        let rest = text[end.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        var host = String(authority)
        var port = isTLS ? 443 : 80
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let given = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(given) else {
                return nil
            }
            port = given
            host = String(authority[..<colon])
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, !host.contains("@") else { return nil }
        origin = Origin(isTLS: isTLS, host: host, port: port)
        self.path = path.hasPrefix("/") ? String(path) : "/" + path
    }
}

extension String {
    fileprivate func range(ofScheme mark: String) -> Range<Index>? {
        guard let first = firstIndex(of: ":"), self[first...].hasPrefix(mark) else { return nil }
        return first..<index(first, offsetBy: mark.count)
    }
}

/// Names and values of forms and queries.
enum FormCoding {
    static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Small files that hold credentials, read away from the event loops.
enum CredentialFile {
    private static let mostBytes = 1 << 20

    /// nil where there is no such file, or it cannot be read.
    static func read(_ path: String) async -> String? {
        try? await NIOThreadPool.singleton.runIfActive { () -> String? in
            guard let file = fopen(path, "r") else { return nil }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: mostBytes)
            let count = fread(&bytes, 1, bytes.count, file)
            return String(validating: bytes[..<count], as: UTF8.self)
        }
    }
}
