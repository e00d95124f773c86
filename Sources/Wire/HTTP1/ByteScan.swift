import CScan

/// Byte classes and scans the framing is made of. Offsets count from the start of `bytes`.
///
/// What is looked for in every line is in `CScan`, in vectors where there are any; the rest reads eight bytes at a time.
enum ByteScan {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let colon: UInt8 = 0x3A

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Whether `byte` may stand in a method or a field name (RFC 9110 §5.6.2 `tchar`).
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        isMember(byte, 0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE)
    }

    /// Whether `byte` may stand in a `Host` value. A comma is legal in RFC 3986 but joins two hosts in practice.
    @inline(__always)
    static func isHost(_ byte: UInt8) -> Bool {
        isMember(byte, 0x2FFF_6FF2_0000_0000, 0x47FF_FFFE_AFFF_FFFE)
    }

    /// One bit per ASCII character; bytes from 0x80 up are in no class.
    @inline(__always)
    private static func isMember(_ byte: UInt8, _ low: UInt64, _ high: UInt64) -> Bool {
        guard byte < 128 else { return false }
        return ((byte < 64 ? low : high) &>> UInt64(byte & 63)) & 1 == 1
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The value of a hexadecimal digit, or nil.
    @inline(__always)
    static func hexValue(_ byte: UInt8) -> Int? {
        if byte &- 0x30 < 10 { return Int(byte &- 0x30) }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? Int(letter) + 10 : nil
    }

    @inline(__always)
    static func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    /// First byte in `start..<end` that is a control character (below 0x20, or DEL), or `end`.
    @inline(__always)
    static func firstControl(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
        guard start < end, end <= bytes.count, let base = bytes.baseAddress else { return end }
        return cscan_first_control(base.assumingMemoryBound(to: UInt8.self), start, end)
    }

    /// First byte in `start..<end` that may not stand in a token, or `end`.
    @inline(__always)
    static func endOfToken(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
        guard start < end, end <= bytes.count, let base = bytes.baseAddress else { return end }
        return cscan_end_of_token(base.assumingMemoryBound(to: UInt8.self), start, end)
    }

    /// First byte in `start..<end` that cannot stand in a request target: control, blank, `#`, DEL or not ASCII.
    @inline(__always)
    static func firstOutsideTarget(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
        first(
            bytes, start, end,
            word: { below($0, 0x21) | equal($0, 0x7F) | equal($0, 0x23) | ($0 & tops) },
            byte: { $0 < 0x21 || $0 >= 0x7F || $0 == 0x23 })
    }

    /// First CR or LF in `start..<end`, or `end`.
    @inline(__always)
    static func firstLineBreak(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
        guard start < end, end <= bytes.count, let base = bytes.baseAddress else { return end }
        return cscan_first_line_break(base.assumingMemoryBound(to: UInt8.self), start, end)
    }

    /// First byte `wanted` in `start..<end`, or `end`.
    @inline(__always)
    static func first(
        _ wanted: UInt8, _ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int
    ) -> Int {
        first(bytes, start, end, word: { equal($0, wanted) }, byte: { $0 == wanted })
    }

    /// `word` marks hits by the top bit of each byte; only its lowest mark must be exact, which is what borrows spare.
    @inline(__always)
    private static func first(
        _ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int,
        word: (UInt64) -> UInt64, byte: (UInt8) -> Bool
    ) -> Int {
        var index = start
        while index &+ 8 <= end {
            let hits = word(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, !byte(bytes[index]) { index &+= 1 }
        return index
    }

    @inline(__always)
    private static func below(_ word: UInt64, _ limit: UInt8) -> UInt64 {
        (word &- ones &* UInt64(limit)) & ~word & tops
    }

    @inline(__always)
    private static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        below(word ^ (ones &* UInt64(byte)), 1)
    }
}
