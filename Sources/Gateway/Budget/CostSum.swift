package import Dialects

/// The cost of several answers that are billed as one: summed exactly, rounded once.
package struct CostSum: Sendable {
    private var attoUSD: Int128 = 0

    package init() {}

    package mutating func add(_ usage: Usage, at row: PriceRow) { add(row.exactCost(of: usage)) }

    /// What the request itself costs.
    package mutating func addRequest(at row: PriceRow) { add(row.request?.attoUSD ?? 0) }

    /// Rounded up to whole nano-USD.
    package var money: Money {
        let attoPerNano: Int128 = 1_000_000_000
        return Money(nanoUSD: Int64(clamping: (attoUSD + attoPerNano - 1) / attoPerNano))
    }

    /// Costs are never negative; a sum beyond all bounds stays at half of what there is room for.
    private mutating func add(_ cost: Int128) {
        let (sum, overflow) = attoUSD.addingReportingOverflow(cost)
        attoUSD = overflow ? .max / 2 : min(sum, .max / 2)
    }
}
