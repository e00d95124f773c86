extension JSONScanner {
    /// The end of `true`, `false` or `null`, `position` at its first letter, which is right.
    @inline(__always)
    static func endOfLiteral(
        _ text: StaticString, _ base: UnsafePointer<UInt8>, from position: Int, to count: Int
    ) throws(JSONError) -> Int {
        let length = text.utf8CodeUnitCount
        // The last four letters as one word; of `false` the first one is known.
        let last = length &- 4
        if count &- position >= length,
            UnsafeRawPointer(base + position + last).loadUnaligned(as: UInt32.self)
                == UnsafeRawPointer(text.utf8Start + last).loadUnaligned(as: UInt32.self)
        {
            return position &+ length
        }
        throw invalidLiteral(text, base, from: position, to: count)
    }

    /// Where the fault is: at the first byte that differs.
    @inline(never)
    private static func invalidLiteral(
        _ text: StaticString, _ base: UnsafePointer<UInt8>, from position: Int, to count: Int
    ) -> JSONError {
        var at = position
        while at < count, at - position < text.utf8CodeUnitCount, base[at] == text.utf8Start[at - position] { at += 1 }
        return failure(.invalidLiteral, at: at, of: count)
    }
}
