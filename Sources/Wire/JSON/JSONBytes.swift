import CScan

/// What reader and writer both look for in bytes.
enum JSONBytes {
    /// How many of the first bytes, some 32 at the most, come before one that is a quote, a backslash, a control
    /// character or not ASCII.
    @inline(__always)
    static func plainStart(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int {
        cscan_plain_start(bytes, count)
    }

    /// The first offset in `from..<to` whose byte is a quote, a backslash or a control character, else `to`; nil if what
    /// comes before it is not well-formed UTF-8.
    @inline(__always)
    static func endOfText(_ base: UnsafePointer<UInt8>, from: Int, to: Int) -> Int? {
        let end = cscan_end_of_text(base, from, to)
        return end >= 0 ? end : nil
    }

    /// The first offset in `from..<to` whose byte a JSON string must escape, else `to`.
    @inline(__always)
    static func endOfUnescaped(_ base: UnsafePointer<UInt8>, from: Int, to: Int) -> Int {
        cscan_end_of_unescaped(base, from, to)
    }

    static func needsEscape(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        return endOfUnescaped(base, from: 0, to: bytes.count) < bytes.count
    }

    /// Whether two runs hold the same bytes; their lengths are equal.
    @inline(__always)
    static func equal(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let one = left.baseAddress, let other = right.baseAddress else { return true }
        return cscan_equal(one, other, right.count) != 0
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
