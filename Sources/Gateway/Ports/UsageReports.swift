/// What a gateway keeps its attempts in.
package typealias Ledger = BudgetLedger & UsageReports

/// Sums over the ledger, ready to be read whatever its size.
package protocol UsageReports: Sendable {
    /// Ordered by time, then by cost, the highest first.
    func usage(_ query: UsageQuery) async throws(StoreFailure) -> [UsageRow]
}
