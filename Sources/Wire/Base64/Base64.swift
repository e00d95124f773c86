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
