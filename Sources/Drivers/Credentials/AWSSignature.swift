import Crypto
import Gateway
package import NIOCore
package import Wire

/// AWS's signature, version 4 (Signature Version 4, General Reference), in the `Authorization` field.
package struct AWSSignature: Sendable {
    package let credentials: AWSCredentials
    package let region: String
    package let service: String
    /// Whether segments of the path are encoded once more, as every service but S3 has it.
    package var encodesPathTwice = true
    /// Whether `.` and `..` are taken out of the path.
    package var normalizesPath = true
    /// Whether `x-amz-content-sha256` is sent and signed.
    package var signsBody = false
    /// Keeps the day's key from one request to the next.
    private let keys = AWSSigningKeys()

    package init(credentials: AWSCredentials, region: String, service: String) {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// What is signed, step by step.
    package struct Steps: Sendable {
        fileprivate var canonical = ByteBuffer()
        fileprivate var toSign = ByteBuffer()
        package fileprivate(set) var signature = ""
        /// The fields to add to the request.
        package fileprivate(set) var fields = HeaderFields()

        package var canonicalRequest: String { String(buffer: canonical) }
        package var stringToSign: String { String(buffer: toSign) }
    }

    /// Written over bytes throughout: every request to AWS is signed.
    ///
    /// - Parameters:
    ///   - path: path and query as they are sent.
    ///   - fields: what is signed beside `host` and the date; may hold `host` itself.
    ///   - time: seconds since 1970.
    package func sign(
        method: String, authority: String, path: String, fields: HeaderFields, body: ByteBuffer, time: Int
    ) -> Steps {
        let moment = keys.moment(at: time) {
            AWSSigningKeys.Moment(time, stamp: Self.stamp(time), region: region, service: service)
        }
        let (stamp, scope) = (moment.stamp, moment.scope)
        let digest = Self.hex(Self.hash(body))
        var steps = Steps()
        steps.fields.append(known: "x-amz-date", stamp)
        if let token = credentials.sessionToken { steps.fields.append("x-amz-security-token", token) }
        if signsBody { steps.fields.append("x-amz-content-sha256", digest) }
        let signed = Self.signedFields(fields, steps.fields, authority)
        let names = Self.names(of: signed)
        let (route, query) = Self.split(path)
        steps.canonical.reserveCapacity(512)
        steps.canonical.write(line: method)
        steps.canonical.write(line: canonicalPath(route))
        steps.canonical.write(line: Self.canonicalQuery(query))
        for field in signed {
            steps.canonical.writeString(field.name)
            steps.canonical.writeInteger(UInt8(ascii: ":"))
            steps.canonical.write(line: field.value)
        }
        steps.canonical.writeInteger(UInt8(ascii: "\n"))
        steps.canonical.writeImmutableBuffer(names)
        steps.canonical.writeInteger(UInt8(ascii: "\n"))
        steps.canonical.writeString(digest)
        steps.toSign.reserveCapacity(192)
        steps.toSign.write(line: "AWS4-HMAC-SHA256")
        steps.toSign.write(line: stamp)
        steps.toSign.write(line: scope)
        steps.toSign.writeString(Self.hex(Self.hash(steps.canonical)))
        steps.signature = Self.hex(
            keys.code(of: Array(steps.toSign.readableBytesView), by: credentials, at: moment))
        var proof = ByteBuffer()
        proof.reserveCapacity(320)
        proof.writeStaticString("AWS4-HMAC-SHA256 Credential=")
        proof.writeString(credentials.accessKeyID)
        proof.writeInteger(UInt8(ascii: "/"))
        proof.writeString(scope)
        proof.writeStaticString(", SignedHeaders=")
        proof.writeImmutableBuffer(names)
        proof.writeStaticString(", Signature=")
        proof.writeString(steps.signature)
        steps.fields.append("authorization", proof)
        return steps
    }

    /// By name, those of one name as one.
    private static func signedFields(
        _ given: HeaderFields, _ added: HeaderFields, _ authority: String
    ) -> [(name: String, value: String)] {
        var signed: [(name: String, value: String)] = []
        signed.reserveCapacity(given.count + added.count + 1)
        for list in [given, added] {
            list.forEach { name, value in
                // Nearly all names are in lower case already.
                let name = name.utf8.contains { (0x41...0x5A).contains($0) } ? name.lowercased() : name
                if let place = signed.firstIndex(where: { $0.name == name }) {
                    signed[place].value += "," + trimmed(value)
                } else {
                    signed.append((name, trimmed(value)))
                }
            }
        }
        if !signed.contains(where: { $0.name == "host" }) { signed.append(("host", authority)) }
        // Names are ASCII, where the order of strings is that of their bytes.
        return signed.sorted { $0.name < $1.name }
    }

    private static func names(of fields: [(name: String, value: String)]) -> ByteBuffer {
        var names = ByteBuffer()
        names.reserveCapacity(96)
        for field in fields {
            if names.readableBytes > 0 { names.writeInteger(UInt8(ascii: ";")) }
            names.writeString(field.name)
        }
        return names
    }

    private static func hash(_ body: ByteBuffer) -> SHA256.Digest {
        var hash = SHA256()
        body.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        return hash.finalize()
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        String(unsafeUninitializedCapacity: 2 * SHA256.byteCount) { text in
            var place = 0
            for byte in bytes {
                text[place] = hexDigit(byte >> 4)
                text[place + 1] = hexDigit(byte & 15)
                place += 2
            }
            return place
        }
    }

    private static func hexDigit(_ half: UInt8) -> UInt8 { half < 10 ? 0x30 + half : 0x57 + half }

    /// `20150830T123600Z`.
    private static func stamp(_ time: Int) -> String {
        String(unsafeUninitializedCapacity: 32) { stamp in
            var count = 0
            for byte in Timestamp.text(time).utf8 where byte != UInt8(ascii: "-") && byte != UInt8(ascii: ":") {
                stamp[count] = byte
                count += 1
            }
            return count
        }
    }

    /// Without blanks at the ends, runs of blanks within as one.
    private static func trimmed(_ value: String) -> String {
        // Nearly all values are one word.
        guard value.utf8.contains(where: { $0 <= 0x20 }) else { return value }
        let words = value.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
        return words.count == 1 && words[0].count == value.utf8.count
            ? value : String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
    }

    private static func split(_ path: String) -> (path: String, query: String) {
        guard let mark = path.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (path, "") }
        return (String(path[..<mark]), String(path[path.utf8.index(after: mark)...]))
    }

    private func canonicalPath(_ path: String) -> String {
        if Self.isPlain(path) { return path }
        var segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if normalizesPath { segments = Self.normalized(segments) }
        if encodesPathTwice { segments = segments.map { Self.encode($0) } }
        let joined = segments.joined(separator: "/")
        return joined.isEmpty ? "/" : joined.hasPrefix("/") ? joined : "/" + joined
    }

    /// Whether a path is canonical as it stands: nothing to encode, nothing to take out.
    private static func isPlain(_ path: String) -> Bool {
        var last: UInt8 = 0
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x7E: break
            case 0x2E where last != 0x2F: break
            case 0x2F where last != 0x2F: break
            default: return false
            }
            last = byte
        }
        return path.utf8.first == 0x2F
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

extension ByteBuffer {
    fileprivate mutating func write(line: String) {
        writeString(line)
        writeStaticString("\n")
    }
}
