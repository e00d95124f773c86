/// The form of keys made by the gateway: `sk-llmgw-`, 32 letters and digits (190 bits), 6 letters of checksum.
///
/// The prefix lets the hybrid mode and secret scanners tell our keys from providers'; the checksum tells a mistyped
/// key from a revoked one.
package enum KeyFormat {
    package static let prefix = "sk-llmgw-"
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    package static func makeKey(using generator: inout some RandomNumberGenerator) -> Secret {
        let body = (0..<32).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
        return Secret(prefix + String(decoding: body + checksum(body), as: UTF8.self))
    }

    package static func hasPrefix(_ credential: Secret) -> Bool { credential.reveal().hasPrefix(prefix) }

    /// Whether the checksum of a key with our prefix holds.
    package static func isWellFormed(_ credential: Secret) -> Bool {
        let bytes = Array(credential.reveal().utf8.dropFirst(prefix.utf8.count))
        guard hasPrefix(credential), bytes.count == 38 else { return false }
        return checksum(Array(bytes.prefix(32))) == Array(bytes.suffix(6))
    }

    /// CRC-32 (IEEE 802.3) in base 62.
    private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        var rest = ~crc
        var digits: [UInt8] = []
        for _ in 0..<6 {
            digits.append(alphabet[Int(rest % 62)])
            rest /= 62
        }
        return digits.reversed()
    }
}
