/// The pattern of cl100k_base, by hand:
///
///     '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s
///
/// as tiktoken has it (`tiktoken_ext/openai_public.py`).
enum CL100KPieces {
    static func end(at start: Int, in text: UTF8Classes) -> Int {
        guard let first = text.look(start) else { return start }
        if let end = text.endOfContraction(at: start) { return end }
        let word = first.class.isAny(of: .newlineLetterNumber) ? start : first.next
        let end = text.end(ofRunAt: word, of: .letter)
        if end > word { return end }
        if first.class.contains(.number) { return text.end(ofRunAt: start, of: .number, atMost: 3) }
        if let end = OtherPieces.endOfSigns(at: start, in: text, then: { $0 == 0x0D || $0 == 0x0A }) { return end }
        return OtherPieces.endOfSpaces(at: start, in: text, takesTheLast: true) ?? first.next
    }
}

/// The pattern of o200k_base, by hand:
///
///     [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
///     |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
///     |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
///
/// as tiktoken has it.
enum O200KPieces {
    private static let head: UTF8Classes.Class = [.upper, .plain, .mark]
    private static let tail: UTF8Classes.Class = [.lower, .plain, .mark]

    static func end(at start: Int, in text: UTF8Classes) -> Int {
        guard let first = text.look(start) else { return start }
        // With a sign before the word, and where that leads nowhere, without.
        let words = first.class.isAny(of: .newlineLetterNumber) ? [start] : [first.next, start]
        for word in words { if let end = lowWord(at: word, in: text) { return withContraction(end, text) } }
        for word in words { if let end = highWord(at: word, in: text) { return withContraction(end, text) } }
        if first.class.contains(.number) { return text.end(ofRunAt: start, of: .number, atMost: 3) }
        let end = OtherPieces.endOfSigns(at: start, in: text) { $0 == 0x0D || $0 == 0x0A || $0 == UInt8(ascii: "/") }
        return end ?? OtherPieces.endOfSpaces(at: start, in: text, takesTheLast: false) ?? first.next
    }

    /// Any number of the head's letters, then at least one of the tail's. Where a run of the head's ends without one, it
    /// gives back as far as the last letter that may be either.
    private static func lowWord(at start: Int, in text: UTF8Classes) -> Int? {
        var position = start
        var lastOfBoth: Int?
        while let found = text.look(position), found.class.isAny(of: head) {
            if found.class.isAny(of: tail) { lastOfBoth = found.next }
            position = found.next
        }
        let end = text.end(ofRunAt: position, of: tail)
        return end > position ? end : lastOfBoth
    }

    private static func highWord(at start: Int, in text: UTF8Classes) -> Int? {
        let end = text.end(ofRunAt: start, of: head)
        return end > start ? text.end(ofRunAt: end, of: tail) : nil
    }

    private static func withContraction(_ end: Int, _ text: UTF8Classes) -> Int {
        text.endOfContraction(at: end) ?? end
    }
}

/// What both patterns do with that which is no word and no number.
private enum OtherPieces {
    /// A blank, if there is one, signs, and then bytes of a kind.
    static func endOfSigns(at start: Int, in text: UTF8Classes, then isTaken: (UInt8) -> Bool) -> Int? {
        let signs = text.byte(start) == UInt8(ascii: " ") ? start + 1 : start
        var position = signs
        while let found = text.look(position), !found.class.isAny(of: .spaceLetterNumber) { position = found.next }
        guard position > signs else { return nil }
        while let byte = text.byte(position), isTaken(byte) { position += 1 }
        return position
    }

    /// Spaces up to their last newline; else all but the one before a word.
    /// - Parameter takesTheLast: whether those at the end of the text are one piece, newlines or not.
    static func endOfSpaces(at start: Int, in text: UTF8Classes, takesTheLast: Bool) -> Int? {
        var (position, last) = (start, start)
        var newline: Int?
        while let found = text.look(position), found.class.contains(.space) {
            if found.class.contains(.newline) { newline = found.next }
            last = position
            position = found.next
        }
        guard position > start else { return nil }
        if takesTheLast, position == text.count { return position }
        if let newline { return newline }
        return position == text.count || last == start ? position : last
    }
}
