import NIOCore
import Wire

/// A token in its compact form (RFC 7515 §3.1), taken apart. Nothing in it is believed yet.
struct SignedToken {
    let header: JSONObject
    let claims: JSONObject
    /// What the signature is over.
    let signed: [UInt8]
    let signature: [UInt8]

    /// Of nested objects and lists, in the header and the claims.
    private static let maxDepth = 16

    /// nil for what is no token, or one that could be read in two ways: base64url with padding or blanks, members that
    /// stand there twice.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { return nil }
        self.header = header
        self.claims = claims
        self.signature = signature
        signed = Array(parts[0]) + [UInt8(ascii: ".")] + Array(parts[1])
    }

    private static func object(_ part: Substring.UTF8View) -> JSONObject? {
        guard let bytes = Base64URL.decode(part),
            let object = (try? JSONValue(parsing: .init(bytes: bytes), maxDepth: maxDepth))?.object,
            Set(object.keys).count == object.count
        else { return nil }
        return object
    }
}

/// RFC 4648 §5, without padding, and in the one spelling that each text has.
enum Base64URL {
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (word, count) = (UInt32(0), 0)
        for digit in text {
            guard let value = value(digit) else { return nil }
            word = word << 6 | value
            count += 1
            if count % 4 == 0 {
                bytes += [UInt8(word >> 16 & 255), UInt8(word >> 8 & 255), UInt8(word & 255)]
                word = 0
            }
        }
        switch count % 4 {
        case 0: return bytes
        case 2 where word & 15 == 0: return bytes + [UInt8(word >> 4 & 255)]
        case 3 where word & 3 == 0: return bytes + [UInt8(word >> 10 & 255), UInt8(word >> 2 & 255)]
        default: return nil
        }
    }

    private static func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit) + 4
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
