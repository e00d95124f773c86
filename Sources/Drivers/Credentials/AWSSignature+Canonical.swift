import NIOCore
import Wire

/// A request as AWS wants it written to be signed ("Create a signed AWS API request", AWS IAM User Guide).
extension AWSSignature {
    /// By name, those of one name as one.
    static func signedFields(
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

    static func names(of fields: [(name: String, value: String)]) -> ByteBuffer {
        var names = ByteBuffer()
        names.reserveCapacity(96)
        for field in fields {
            if names.readableBytes > 0 { names.writeInteger(UInt8(ascii: ";")) }
            names.writeString(field.name)
        }
        return names
    }

    /// Without blanks at the ends, runs of blanks within as one.
    private static func trimmed(_ value: String) -> String {
        // Nearly all values are one word.
        guard value.utf8.contains(where: { $0 <= 0x20 }) else { return value }
        let words = value.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
        return words.count == 1 && words[0].count == value.utf8.count
            ? value : String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
    }

    static func split(_ path: String) -> (path: String, query: String) {
        guard let mark = path.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (path, "") }
        return (String(path[..<mark]), String(path[path.utf8.index(after: mark)...]))
    }

    func canonicalPath(_ path: String) -> String {
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
    static func canonicalQuery(_ query: String) -> String {
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
