import Synchronization

/// Says what the ledger would say to a hold, and writes nothing.
final class RehearsedLedger: BudgetLedger {
    /// What an attempt would be held by.
    struct Hold {
        /// nil: its cost is not bounded.
        var ceiling: Money?
        var balances: [BudgetBalance]

        /// The budgets that have too little left.
        var short: [BudgetBalance] { balances.filter { !$0.holds(ceiling ?? .zero) } }
    }

    private let ledger: any BudgetLedger
    /// Whether a hold that does not fit is refused, as it would be; else the attempt goes on to where it can be looked at.
    private let refuses: Bool
    private let held = Mutex<Hold?>(nil)

    init(_ ledger: any BudgetLedger, refuses: Bool) {
        self.ledger = ledger
        self.refuses = refuses
    }

    /// The last one.
    var hold: Hold? { held.withLock { $0 } }

    func hold(_ intent: AttemptIntent, within claims: [BudgetClaim]) async throws(HoldRefusal) -> AttemptNumber {
        let balances: [BudgetBalance]
        do throws(StoreFailure) {
            balances = claims.isEmpty ? [] : try await ledger.balances(of: claims, at: intent.time)
        } catch {
            throw .unavailable(error)
        }
        let hold = Hold(ceiling: intent.ceiling, balances: balances)
        held.withLock { $0 = hold }
        // The one with the least left, as in the ledger.
        if refuses, let first = hold.short.min(by: { $0.left < $1.left }) {
            throw .short(
                BudgetBook.Shortage(claim: first.claim, left: max(first.left, .zero), renews: first.renews))
        }
        return AttemptNumber(0)
    }

    func markSent(_ number: AttemptNumber) {}
    func settle(_ number: AttemptNumber, _ settlement: Settlement) {}

    func balances(of claims: [BudgetClaim], at time: Int) async throws(StoreFailure) -> [BudgetBalance] {
        try await ledger.balances(of: claims, at: time)
    }

    func attempts(ofCall id: String) async throws(StoreFailure) -> [LedgerRow] {
        try await ledger.attempts(ofCall: id)
    }
}

extension BudgetBalance {
    var left: Money { claim.budget.most - committed }

    /// Whether so much more fits into the budget.
    func holds(_ cost: Money) -> Bool { cost <= left }
}
