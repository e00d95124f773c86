/// Whole units written as decimals.
package enum FixedPoint {
    /// `units` × 10^-`decimals`, at most 19 of them: 1234 with 3 is `1.234`. `trimmed`: without zeros at the end, and
    /// without the point when nothing follows it.
    package static func text(_ units: UInt64, decimals: Int, trimmed: Bool) -> String {
        var rest = units
        var left = decimals
        if trimmed {
            while left > 0, rest % 10 == 0 {
                rest /= 10
                left -= 1
            }
        }
        // The digits from the last to the first.
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
            var start = digits.count
            func put(_ byte: UInt8) {
                start -= 1
                digits[start] = byte
            }
            for _ in 0..<left {
                put(0x30 + UInt8(rest % 10))
                rest /= 10
            }
            if left > 0 { put(UInt8(ascii: ".")) }
            repeat {
                put(0x30 + UInt8(rest % 10))
                rest /= 10
            } while rest > 0
            return String(decoding: digits[start...], as: UTF8.self)
        }
    }
}
