extension JSONScanner {
    /// The end of a string that is not short plain text, behind its closing quote, and whether it has escapes. What
    /// comes before `position` is plain.
    @inline(never)
    static func endOfString(
        _ base: UnsafePointer<UInt8>, from position: Int, to count: Int
    ) throws(JSONError) -> (end: Int, hasEscapes: Bool) {
        var at = position
        var hasEscapes = false
        while at < count {
            switch base[at] {
            case UInt8(ascii: "\""):
                return (at + 1, hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                at = try endOfEscape(base, from: at, to: count)
                at += JSONBytes.plainStart(base + at, count: count - at)
            case 0..<0x20:
                throw failure(.controlCharacter, at: at, of: count)
            default:
                guard let end = JSONBytes.endOfText(base, from: at, to: count) else {
                    throw invalidUTF8(base, from: at, to: count)
                }
                at = end
            }
        }
        throw failure(.unexpectedEnd, at: at, of: count)
    }

    /// Lone surrogates pass: they are read as U+FFFD.
    @inline(__always)
    private static func endOfEscape(
        _ base: UnsafePointer<UInt8>, from position: Int, to count: Int
    ) throws(JSONError) -> Int {
        var at = position + 1
        guard at < count else { throw failure(.unexpectedEnd, at: at, of: count) }
        switch base[at] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return at + 1
        case UInt8(ascii: "u"):
            at += 1
            for _ in 0..<4 {
                guard at < count, JSONBytes.hexDigit(base[at]) != nil else {
                    throw failure(.invalidEscape, at: at, of: count)
                }
                at += 1
            }
            return at
        default:
            throw failure(.invalidEscape, at: at, of: count)
        }
    }

    /// Where the fault is: at the first sequence that is not well-formed (Unicode, table 3-7).
    @inline(never)
    private static func invalidUTF8(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> JSONError {
        var at = start
        while at < end {
            let length = base[at] < 0x80 ? 1 : JSONBytes.lengthOfSequence(base + at, count: end - at)
            guard length > 0 else { break }
            at += length
        }
        return JSONError(offset: at, reason: .invalidUTF8)
    }
}
