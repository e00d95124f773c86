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

    /// Steps over text up to the next byte that ends a string or must be escaped, and checks its UTF-8: where one
    /// character is not ASCII, more follow.
    private mutating func skipNonASCII() throws(JSONError) {
        let end = JSONBytes.endOfUnescaped(base, from: position, to: count)
        guard JSONBytes.isUTF8(base, from: position, to: end) else { throw invalidUTF8(from: position, to: end) }
        position = end
    }

    /// Where the fault is: at the first sequence that is not well-formed (Unicode, table 3-7).
    private func invalidUTF8(from start: Int, to end: Int) -> JSONError {
        var at = start
        while at < end {
            let length = base[at] < 0x80 ? 1 : JSONBytes.lengthOfSequence(base + at, count: count - at)
            guard length > 0 else { break }
            at += length
        }
        return JSONError(offset: at, reason: .invalidUTF8)
    }
}
