/// What reader and writer both look for in bytes, eight at a time.
///
/// Why the loads are safe: each is guarded by a comparison of the bytes that are left with its width, and
/// `loadUnaligned` asks for no alignment.
enum JSONBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The first offset in `from..<to` whose byte is a quote, a backslash, a control character or not ASCII, else `to`.
    @inline(__always)
    static func endOfPlainText(_ base: UnsafePointer<UInt8>, from: Int, to: Int) -> Int {
        var at = from
        let raw = UnsafeRawPointer(base)
        while to - at >= 8 {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let found = special(word) | word & highs
            if found != 0 { return at + found.trailingZeroBitCount / 8 }
            at += 8
        }
        while at < to {
            let byte = base[at]
            if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return at }
            at += 1
        }
        return to
    }

    /// The first offset in `from..<to` whose byte a JSON string must escape, else `to`.
    @inline(__always)
    static func endOfUnescaped(_ base: UnsafePointer<UInt8>, from: Int, to: Int) -> Int {
        var at = from
        let raw = UnsafeRawPointer(base)
        while to - at >= 8 {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let found = special(word)
            if found != 0 { return at + found.trailingZeroBitCount / 8 }
            at += 8
        }
        while at < to {
            let byte = base[at]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return at }
            at += 1
        }
        return to
    }

    /// Marks, with its high bit, at least the lowest ASCII byte that is a control character, quote or backslash.
    /// A subtraction may borrow into bytes above a true mark, never below it, so the lowest mark is exact.
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        let control = word &- ones &* 0x20
        let quote = (word ^ ones &* 0x22) &- ones
        let backslash = (word ^ ones &* 0x5C) &- ones
        return (control | quote | backslash) & ~word & highs
    }

    @inline(__always)
    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The length of the well-formed multi-byte UTF-8 sequence at `bytes`, 0 if there is none.
    @inline(__always)
    static func lengthOfSequence(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int {
        let lead = bytes[0]
        if lead < 0xE0 {
            return lead >= 0xC2 && count >= 2 && bytes[1] & 0xC0 == 0x80 ? 2 : 0
        }
        if lead < 0xF0 {
            guard count >= 3, bytes[1] & 0xC0 == 0x80, bytes[2] & 0xC0 == 0x80 else { return 0 }
            // Neither overlong nor a surrogate.
            if lead == 0xE0 { return bytes[1] >= 0xA0 ? 3 : 0 }
            if lead == 0xED { return bytes[1] < 0xA0 ? 3 : 0 }
            return 3
        }
        guard lead <= 0xF4, count >= 4, bytes[1] & 0xC0 == 0x80, bytes[2] & 0xC0 == 0x80, bytes[3] & 0xC0 == 0x80
        else { return 0 }
        // Neither overlong nor above U+10FFFF.
        if lead == 0xF0 { return bytes[1] >= 0x90 ? 4 : 0 }
        if lead == 0xF4 { return bytes[1] < 0x90 ? 4 : 0 }
        return 4
    }
}
