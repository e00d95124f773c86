import Crypto
import Gateway
package import NIOCore
package import Wire

/// AWS's signature, version 4 (Signature Version 4, General Reference), in the `Authorization` field.
package struct AWSSignature: Sendable {
    package var credentials: AWSCredentials
    package var region: String
    package var service: String
    /// Whether segments of the path are encoded once more, as every service but S3 has it.
    package var encodesPathTwice = true
    /// Whether `.` and `..` are taken out of the path.
    package var normalizesPath = true
    /// Whether `x-amz-content-sha256` is sent and signed.
    package var signsBody = false
    /// Keeps the day's key from one request to the next.
    var keys = AWSSigningKeys()

    package init(credentials: AWSCredentials, region: String, service: String) {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// What is signed, step by step; for tests and for logs at a loss.
    package struct Steps: Sendable {
        package var canonicalRequest: String
        package var stringToSign: String
        package var signature: String
        /// The fields to add to the request.
        package var fields: HeaderFields
    }

    /// - Parameters:
    ///   - path: path and query as they are sent.
    ///   - fields: what is signed beside `host` and the date; may hold `host` itself.
    ///   - time: seconds since 1970.
    package func sign(
        method: String, authority: String, path: String, fields: HeaderFields, body: ByteBuffer, time: Int
    ) -> Steps {
        let stamp = Self.stamp(time)
        let day = String(stamp.prefix(8))
        let digest = Self.hex(Self.hash(body))
        var added = HeaderFields()
        added.append("x-amz-date", stamp)
        if let token = credentials.sessionToken { added.append("x-amz-security-token", token) }
        if signsBody { added.append("x-amz-content-sha256", digest) }
        var signed: [String: [String]] = [:]
        for list in [fields, added] {
            list.forEach { name, value in signed[name.lowercased(), default: []].append(Self.trimmed(value)) }
        }
        if signed["host"] == nil { signed["host"] = [authority] }
        let names = signed.keys.sorted()
        let list = names.joined(separator: ";")
        let (route, query) = Self.split(path)
        let canonical = [
            method, canonicalPath(route), Self.canonicalQuery(query),
            names.map { "\($0):\((signed[$0] ?? []).joined(separator: ","))\n" }.joined(), list, digest,
        ].joined(separator: "\n")
        let scope = "\(day)/\(region)/\(service)/aws4_request"
        let text = "AWS4-HMAC-SHA256\n\(stamp)\n\(scope)\n\(Self.hex(SHA256.hash(data: Array(canonical.utf8))))"
        let key = keys.key(of: credentials, [day, region, service, "aws4_request"])
        let signature = Self.hex(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
        added.append(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), SignedHeaders=\(list), "
                + "Signature=\(signature)")
        return Steps(canonicalRequest: canonical, stringToSign: text, signature: signature, fields: added)
    }

    private static func hash(_ body: ByteBuffer) -> SHA256.Digest {
        var hash = SHA256()
        body.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        return hash.finalize()
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * SHA256.byteCount)
        for byte in bytes {
            for half in [byte >> 4, byte & 15] { text.append(half < 10 ? 0x30 + half : 0x57 + half) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `20150830T123600Z`.
    private static func stamp(_ time: Int) -> String {
        let text = Timestamp.text(time).utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") }
        return String(decoding: text, as: UTF8.self)
    }

    /// Without blanks at the ends, runs of blanks within as one.
    private static func trimmed(_ value: String) -> String {
        let words = value.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
        return words.count == 1 && words[0].count == value.utf8.count
            ? value : String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
    }

    private static func split(_ path: String) -> (path: String, query: String) {
        guard let mark = path.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (path, "") }
        return (String(path[..<mark]), String(path[path.utf8.index(after: mark)...]))
    }

    private func canonicalPath(_ path: String) -> String {
        var segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if normalizesPath { segments = Self.normalized(segments) }
        if encodesPathTwice { segments = segments.map { Self.encode($0) } }
        let joined = segments.joined(separator: "/")
        return joined.isEmpty ? "/" : joined.hasPrefix("/") ? joined : "/" + joined
    }

    private static func normalized(_ segments: [String]) -> [String] {
        let endsInSlash = ["", ".", ".."].contains(segments.last ?? "")
        var kept: [String] = []
        for segment in segments where !segment.isEmpty && segment != "." {
            if segment == ".." { _ = kept.popLast() } else { kept.append(segment) }
        }
        return [""] + kept + (endsInSlash ? [""] : [])
    }

    /// Names and values encoded, in the order of their bytes.
    private static func canonicalQuery(_ query: String) -> String {
        guard !query.isEmpty else { return "" }
        let pairs = query.split(separator: "&").map { pair -> (String, String) in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? parts[1] : ""
            return (encode(decoded(parts[0])), encode(decoded(value)))
        }
        return pairs.sorted { $0.0 == $1.0 ? before($0.1, $1.1) : before($0.0, $1.0) }
            .map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    private static func decoded(_ text: Substring) -> String { PercentCoding.decode(text) ?? String(text) }

    private static func before(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }

    private static func encode(_ text: String) -> String {
        let digits: StaticString = "0123456789ABCDEF"
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits.utf8Start[Int(byte >> 4)], digits.utf8Start[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
