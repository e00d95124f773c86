package import NIOCore

/// RFC 4648 §4, with padding.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    package static func encode(_ bytes: ByteBuffer) -> String {
        bytes.withUnsafeReadableBytes { encode($0) }
    }

    package static func encode(_ text: String) -> String { encode(ByteBuffer(string: text)) }

    private static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
        let length = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: length) { text in
            var place = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let count = min(3, bytes.count - start)
                var word: UInt32 = 0
                for index in 0..<3 { word = word << 8 | (index < count ? UInt32(bytes[start + index]) : 0) }
                for index in 0..<4 {
                    let digit = alphabet[Int(word >> UInt32(18 - 6 * index) & 63)]
                    text[place + index] = index <= count ? digit : UInt8(ascii: "=")
                }
                place += 4
            }
            return place
        }
    }
}

extension Base64 {
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

    /// nil for what is no base64; padding may be missing.
    package static func decode(_ text: String) -> ByteBuffer? {
        var bytes = ByteBuffer()
        bytes.reserveCapacity(text.utf8.count / 4 * 3 + 3)
        var word: UInt32 = 0
        var count = 0
        var isPadding = false
        for digit in text.utf8 {
            if digit == UInt8(ascii: "=") {
                isPadding = true
                continue
            }
            let value = values[Int(digit)]
            guard value != 0xFF, !isPadding else { return nil }
            word = word << 6 | UInt32(value)
            count += 1
            if count % 4 == 0 {
                bytes.writeMultipleIntegers(
                    UInt8(truncatingIfNeeded: word >> 16), UInt8(truncatingIfNeeded: word >> 8),
                    UInt8(truncatingIfNeeded: word))
                word = 0
            }
        }
        switch count % 4 {
        case 0: break
        case 2: bytes.writeInteger(UInt8(truncatingIfNeeded: word >> 4))
        case 3: bytes.writeMultipleIntegers(UInt8(truncatingIfNeeded: word >> 10), UInt8(truncatingIfNeeded: word >> 2))
        default: return nil
        }
        return bytes
    }
}
