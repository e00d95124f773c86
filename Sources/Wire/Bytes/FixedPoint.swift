/// Whole units written as decimals: 1234 with 3 of them is `1.234`.
package enum FixedPoint {
    /// The bytes of the longest: twenty digits, and the point or a zero before it.
    package static let room = 22

    /// `units` × 10^-`decimals`, at most 19 of them. `trimmed`: without zeros at the end, and without the point when
    /// nothing follows it.
    package static func text(_ units: UInt64, decimals: Int, trimmed: Bool) -> String {
        String(unsafeUninitializedCapacity: room) { text in
            write(units, decimals: decimals, trimmed: trimmed, to: UnsafeMutableRawBufferPointer(text)) ?? 0
        }
    }

    /// Writes the same at the beginning of `out` and returns how many bytes it took; nil where it has no room.
    package static func write(
        _ units: UInt64, decimals: Int, trimmed: Bool, to out: UnsafeMutableRawBufferPointer
    ) -> Int? {
        if units < 10, decimals == 0, !out.isEmpty {
            out[0] = 0x30 &+ UInt8(truncatingIfNeeded: units)
            return 1
        }
        var rest = units
        var left = decimals
        if trimmed {
            while left > 0, rest % 10 == 0 {
                rest /= 10
                left -= 1
            }
        }
        let digits = max(count(rest), left + 1)
        let size = left > 0 ? digits + 1 : digits
        guard size <= out.count else { return nil }
        // From the last digit to the first.
        var place = size
        if left > 0 {
            put(&rest, left, before: &place, out)
            place &-= 1
            out[place] = UInt8(ascii: ".")
        }
        put(&rest, place, before: &place, out)
        return size
    }

    @inline(__always)
    private static func put(
        _ rest: inout UInt64, _ count: Int, before place: inout Int, _ out: UnsafeMutableRawBufferPointer
    ) {
        let first = place &- count
        // Two at a time: a division takes longer than all else.
        while place &- first >= 2 {
            let (whole, pair) = (rest / 100, UInt8(truncatingIfNeeded: rest % 100))
            out[place &- 1] = 0x30 &+ pair % 10
            out[place &- 2] = 0x30 &+ pair / 10
            place &-= 2
            rest = whole
        }
        guard place > first else { return }
        place &-= 1
        out[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
    }

    private static func count(_ number: UInt64) -> Int {
        var count = 1
        var limit: UInt64 = 10
        while number >= limit, count < 19 {
            limit &*= 10
            count &+= 1
        }
        return number >= limit && count == 19 ? 20 : count
    }
}
