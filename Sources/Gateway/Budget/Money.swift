import Wire

/// An amount in whole nano-USD (10⁻⁹ USD). Never a floating-point number.
package struct Money: Sendable, Hashable, Comparable {
    package var nanoUSD: Int64

    package init(nanoUSD: Int64) { self.nanoUSD = nanoUSD }

    package static let zero = Money(nanoUSD: 0)

    /// The largest amount there is, about nine billion USD. Sums stop here instead of wrapping.
    package static let max = Money(nanoUSD: .max)

    package static func < (left: Money, right: Money) -> Bool { left.nanoUSD < right.nanoUSD }

    package static func + (left: Money, right: Money) -> Money {
        let (sum, overflow) = left.nanoUSD.addingReportingOverflow(right.nanoUSD)
        return overflow ? (right.nanoUSD > 0 ? .max : Money(nanoUSD: .min)) : Money(nanoUSD: sum)
    }

    package static func - (left: Money, right: Money) -> Money {
        let (difference, overflow) = left.nanoUSD.subtractingReportingOverflow(right.nanoUSD)
        return overflow ? (right.nanoUSD > 0 ? Money(nanoUSD: .min) : .max) : Money(nanoUSD: difference)
    }

    /// USD as an exact decimal without trailing zeros: `0.000123`, `0`, `12.5`.
    package var usd: String {
        let text = FixedPoint.text(nanoUSD.magnitude, decimals: 9, trimmed: true)
        return nanoUSD < 0 ? "-" + text : text
    }
}
