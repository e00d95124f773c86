package import Wire

/// Count, sum and sum of squares of whole numbers: all a test of means needs. Exact; at the end of its range it stays
/// there instead of wrapping.
package struct Moments: Sendable, Equatable {
    package private(set) var count = 0
    package private(set) var sum = 0
    package private(set) var squares: Int128 = 0

    package init() {}

    package mutating func add(_ value: Int) {
        // Beyond this a square has no place; nothing that is measured here comes near.
        let value = min(max(value, -Self.largest), Self.largest)
        let (total, overflow) = sum.addingReportingOverflow(value)
        let (square, tooLarge) = squares.addingReportingOverflow(Int128(value) * Int128(value))
        guard !overflow, !tooLarge, count < .max else { return }
        count += 1
        sum = total
        squares = square
    }

    private static let largest = 1 << 60

    package mutating func add(_ other: Moments) {
        count = Self.sum(count, other.count)
        sum = Self.sum(sum, other.sum)
        squares = Self.sum(squares, other.squares)
    }

    private static func sum<Number: FixedWidthInteger>(_ one: Number, _ other: Number) -> Number {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }

    // What follows is statistics, not money: nothing is billed by it, hence floating point.

    package var mean: Double { count > 0 ? Double(sum) / Double(count) : 0 }

    /// Of the sample, by n − 1; 0 for fewer than two.
    package var variance: Double {
        guard count > 1 else { return 0 }
        let (scaled, tooLarge) = squares.multipliedReportingOverflow(by: Int128(count))
        let (square, alsoTooLarge) = Int128(sum).multipliedReportingOverflow(by: Int128(sum))
        guard !tooLarge, !alsoTooLarge else {
            return max(0, (Double(squares) - mean * Double(sum)) / Double(count - 1))
        }
        // Subtracted before it is rounded: the two are nearly equal where all values are.
        return Double(scaled - square) / (Double(count) * Double(count - 1))
    }

    package var json: JSONValue {
        ["count": .int(count), "sum": .int(sum), "squares": .string("\(squares)")]
    }

    package init?(json: JSONValue?) {
        guard let json, let count = json["count"]?.int, let sum = json["sum"]?.int, count >= 0,
            let squares = json["squares"]?.string.flatMap({ Int128($0) }), squares >= 0
        else { return nil }
        self.count = count
        self.sum = sum
        self.squares = squares
    }
}
