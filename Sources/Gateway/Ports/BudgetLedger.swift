/// The ledger of attempts, and the budgets that follow from it: what is written here can be neither overshot nor lost.
///
/// Written for several writers: a driver decides atomically over all claims of a hold, whoever else holds or settles.
package protocol BudgetLedger: Sendable {
    /// Writes an attempt down and takes its ceiling out of every budget, or out of none. Has survived a crash by the
    /// time it returns.
    ///
    /// Nothing is sent to a provider before. An attempt whose price is not known is counted at nothing.
    func hold(_ intent: AttemptIntent, within claims: [BudgetClaim]) async throws(HoldRefusal) -> AttemptNumber

    /// The same for a driver that need not wait for it: nil where it must, and nothing is held then.
    func holdAtOnce(_ intent: AttemptIntent, within claims: [BudgetClaim]) throws(HoldRefusal) -> AttemptNumber?

    /// The provider is about to see the first byte. Runs on an event loop and does not wait: a driver that cannot write
    /// so fast counts every hold as sent.
    func markSent(_ number: AttemptNumber)

    /// Puts what the attempt has cost in place of its ceiling. The first one counts; an attempt is settled once.
    func settle(_ number: AttemptNumber, _ settlement: Settlement)

    /// What is spent or held of each budget now.
    func balances(of claims: [BudgetClaim], at time: Int) async throws(StoreFailure) -> [BudgetBalance]

    /// All attempts of a call in their order.
    func attempts(ofCall id: String) async throws(StoreFailure) -> [LedgerRow]
}

extension BudgetLedger {
    package func holdAtOnce(
        _ intent: AttemptIntent, within claims: [BudgetClaim]
    ) throws(HoldRefusal) -> AttemptNumber? { nil }
}

/// Why an attempt is not sent.
package enum HoldRefusal: Error, Sendable, Equatable {
    case short(BudgetBook.Shortage)
    /// What cannot be written down is not sent.
    case unavailable(StoreFailure)
}

/// How much of a budget is gone.
package struct BudgetBalance: Sendable, Equatable {
    package var claim: BudgetClaim
    /// Settled, and the ceilings of what is under way.
    package var committed: Money
    /// When the budget begins anew, in seconds since 1970; nil: never.
    package var renews: Int?

    package init(claim: BudgetClaim, committed: Money, renews: Int?) {
        self.claim = claim
        self.committed = committed
        self.renews = renews
    }
}
