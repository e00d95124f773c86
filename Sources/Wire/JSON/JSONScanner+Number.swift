extension JSONScanner {
    /// The end of a number (RFC 8259 §6), `position` at its minus or first digit.
    @inline(__always)
    static func endOfNumber(
        _ base: UnsafePointer<UInt8>, from position: Int, to count: Int
    ) throws(JSONError) -> Int {
        var at = position &+ 1
        if base[position] == UInt8(ascii: "-") { return try endOfAnyNumber(base, from: position, to: count) }
        if base[position] != UInt8(ascii: "0") { at = endOfDigits(base, from: at, to: count) }
        guard at < count, base[at] == UInt8(ascii: ".") || base[at] | 0x20 == UInt8(ascii: "e") else { return at }
        return try endOfAnyNumber(base, from: position, to: count)
    }

    /// The same for numbers that have more than digits.
    @inline(never)
    private static func endOfAnyNumber(
        _ base: UnsafePointer<UInt8>, from position: Int, to count: Int
    ) throws(JSONError) -> Int {
        var at = position
        if base[at] == UInt8(ascii: "-") { at += 1 }
        if at < count, base[at] == UInt8(ascii: "0") {
            at += 1
        } else {
            at = try endOfSomeDigits(base, from: at, to: count)
        }
        if at < count, base[at] == UInt8(ascii: ".") {
            at = try endOfSomeDigits(base, from: at + 1, to: count)
        }
        if at < count, base[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < count, base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
            at = try endOfSomeDigits(base, from: at, to: count)
        }
        return at
    }

    /// At least one digit.
    @inline(__always)
    private static func endOfSomeDigits(
        _ base: UnsafePointer<UInt8>, from start: Int, to count: Int
    ) throws(JSONError) -> Int {
        let end = endOfDigits(base, from: start, to: count)
        guard end > start else { throw failure(.invalidNumber, at: start, of: count) }
        return end
    }

    @inline(__always)
    private static func endOfDigits(_ base: UnsafePointer<UInt8>, from start: Int, to count: Int) -> Int {
        var at = start
        while at < count, base[at] &- UInt8(ascii: "0") < 10 { at &+= 1 }
        return at
    }
}
