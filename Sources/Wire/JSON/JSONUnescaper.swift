/// Reads the text of an escaped string whose grammar the scanner has checked.
///
/// Why it is safe: it is made over the bytes between the quotes of a validated string, so each escape is complete;
/// it nevertheless compares with `count` before every load.
struct JSONUnescaper: ~Copyable {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The unescaped text. It is never longer than the escaped one.
    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count) { output in
            var unescaper = JSONUnescaper(bytes)
            var count = 0
            while let (plain, scalar) = unescaper.next() {
                for byte in bytes[plain] {
                    output[count] = byte
                    count += 1
                }
                guard let scalar else { continue }
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    output[count] = byte
                    count += 1
                }
            }
            return count
        }
    }

    /// Whether the unescaped text is `expected`, without building it.
    static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ expected: UnsafeBufferPointer<UInt8>) -> Bool {
        var unescaper = JSONUnescaper(bytes)
        var matched = 0
        while let (plain, scalar) = unescaper.next() {
            guard expected[matched...].starts(with: bytes[plain]) else { return false }
            matched += plain.count
            guard let scalar else { continue }
            let encoded = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            guard expected[matched...].starts(with: encoded) else { return false }
            matched += encoded.count
        }
        return matched == expected.count
    }

    /// A run of bytes that stand for themselves, and the character that an escape after it stands for.
    private mutating func next() -> (plain: Range<Int>, scalar: Unicode.Scalar?)? {
        guard position < bytes.count else { return nil }
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\\") { position += 1 }
        let plain = start..<position
        guard position + 1 < bytes.count else {
            position = bytes.count
            return (plain, nil)
        }
        let letter = bytes[position + 1]
        guard letter == UInt8(ascii: "u") else {
            position += 2
            return (plain, Self.short(letter))
        }
        let unit = codeUnit(at: position)
        position = min(position + 6, bytes.count)
        guard let unit else { return (plain, "\u{FFFD}") }
        if let scalar = Unicode.Scalar(unit) { return (plain, scalar) }
        // A high surrogate needs its low one at once; a lone half stands for U+FFFD.
        guard unit < 0xDC00, let low = codeUnit(at: position), 0xDC00...0xDFFF ~= low else {
            return (plain, "\u{FFFD}")
        }
        position += 6
        return (plain, Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}")
    }

    /// The number in the `\uXXXX` that begins at `offset`, if one does.
    private func codeUnit(at offset: Int) -> UInt32? {
        guard offset + 6 <= bytes.count, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt32 = 0
        for index in offset + 2..<offset + 6 {
            guard let digit = JSONBytes.hexDigit(bytes[index]) else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private static func short(_ letter: UInt8) -> Unicode.Scalar {
        switch letter {
        case UInt8(ascii: "b"): "\u{8}"
        case UInt8(ascii: "f"): "\u{C}"
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "t"): "\t"
        default: Unicode.Scalar(letter)
        }
    }
}
