/// A text in UTF-8, read scalar by scalar as what the patterns of vocabularies tell apart.
///
/// The categories are those of Unicode as the standard library has them.
struct UTF8Classes {
    /// What a scalar is; several may hold.
    struct Class: OptionSet {
        let rawValue: UInt8

        /// Letters that stand at the head of a word: upper and title case.
        static let upper = Class(rawValue: 1 << 0)
        /// Lower case.
        static let lower = Class(rawValue: 1 << 1)
        /// Letters without a case, and modifiers.
        static let plain = Class(rawValue: 1 << 2)
        /// Marks: no letters, but parts of words.
        static let mark = Class(rawValue: 1 << 3)
        static let number = Class(rawValue: 1 << 4)
        static let space = Class(rawValue: 1 << 5)
        /// CR and LF, which are spaces too.
        static let newline = Class(rawValue: 1 << 6)

        static let letter: Class = [.upper, .lower, .plain]
        /// Neither of these is taken by a run of other signs.
        static let spaceLetterNumber: Class = [.space, .letter, .number]
        static let newlineLetterNumber: Class = [.newline, .letter, .number]

        func isAny(of other: Class) -> Bool { !isDisjoint(with: other) }
    }

    let bytes: UnsafeBufferPointer<UInt8>

    var count: Int { bytes.count }

    func byte(_ position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The scalar at a position and where the next one begins; nil at the end.
    func look(_ position: Int) -> (class: Class, next: Int)? {
        guard position < bytes.count else { return nil }
        let first = bytes[position]
        if first < 0x80 { return (Self.ascii[Int(first)], position + 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first < 0xF5, position + length <= bytes.count else { return ([], position + 1) }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for place in 1..<length { value = value << 6 | UInt32(bytes[position + place] & 0x3F) }
        guard let scalar = Unicode.Scalar(value) else { return ([], position + 1) }
        return (Self.of(scalar), position + length)
    }

    /// Where a run of scalars of these classes ends.
    func end(ofRunAt start: Int, of classes: Class, atMost most: Int = .max) -> Int {
        var (position, left) = (start, most)
        while left > 0, let found = look(position), found.class.isAny(of: classes) {
            position = found.next
            left -= 1
        }
        return position
    }

    /// Where `s`, `t`, `re`, … behind an apostrophe ends, in any letter case; nil: there is none.
    func endOfContraction(at start: Int) -> Int? {
        guard byte(start) == UInt8(ascii: "'"), let first = byte(start + 1) else { return nil }
        switch first | 0x20 {
        case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"):
            return first < 0x80 ? start + 2 : nil
        case UInt8(ascii: "l"): return byte(start + 2).map { $0 | 0x20 } == UInt8(ascii: "l") ? start + 3 : nil
        case UInt8(ascii: "r"), UInt8(ascii: "v"):
            return byte(start + 2).map { $0 | 0x20 } == UInt8(ascii: "e") ? start + 3 : nil
        // The long s is another case of `s`.
        default: return first == 0xC5 && byte(start + 2) == 0xBF ? start + 3 : nil
        }
    }

    private static let ascii: [Class] = (0..<128).map { of(Unicode.Scalar(UInt8($0))) }

    private static func of(_ scalar: Unicode.Scalar) -> Class {
        if scalar == "\r" || scalar == "\n" { return [.newline, .space] }
        let properties = scalar.properties
        if properties.isWhitespace { return .space }
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: return .upper
        case .lowercaseLetter: return .lower
        case .modifierLetter, .otherLetter: return .plain
        case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
        case .decimalNumber, .letterNumber, .otherNumber: return .number
        default: return []
        }
    }
}
