extension JSONScanner {
    /// Steps over a string, `position` at its opening quote. True if it has escapes.
    mutating func skipString() throws(JSONError) -> Bool {
        position += 1
        var hasEscapes = false
        while true {
            position = JSONBytes.endOfPlainText(base, from: position, to: count)
            guard position < count else { throw failure(.unexpectedEnd) }
            switch base[position] {
            case UInt8(ascii: "\""):
                position += 1
                return hasEscapes
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try skipEscape()
            case 0x80...:
                try skipNonASCII()
            default:
                throw failure(.controlCharacter)
            }
        }
    }

    /// Lone surrogates pass: they are read as U+FFFD.
    private mutating func skipEscape() throws(JSONError) {
        position += 1
        guard position < count else { throw failure(.unexpectedEnd) }
        switch base[position] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"):
            position += 1
            for _ in 0..<4 {
                guard position < count, JSONBytes.hexDigit(base[position]) != nil else { throw failure(.invalidEscape) }
                position += 1
            }
        default:
            throw failure(.invalidEscape)
        }
    }

    /// Steps over a run of well-formed multi-byte sequences (Unicode, table 3-7).
    private mutating func skipNonASCII() throws(JSONError) {
        var at = position
        while at < count, base[at] >= 0x80 {
            let length = JSONBytes.lengthOfSequence(base + at, count: count - at)
            guard length > 0 else {
                position = at
                throw JSONError(offset: at, reason: .invalidUTF8)
            }
            at += length
        }
        position = at
    }
}
