/// One attempt as the ledger has it.
package struct LedgerRow: Sendable, Equatable {
    package var number: AttemptNumber
    package var intent: AttemptIntent
    /// Whether a provider may have seen it.
    package var isSent: Bool
    package var settlement: Settlement

    package init(number: AttemptNumber, intent: AttemptIntent, isSent: Bool, settlement: Settlement) {
        self.number = number
        self.intent = intent
        self.isSent = isSent
        self.settlement = settlement
    }

    /// What it is counted at: its cost, or while it is under way the most it can cost.
    package var counted: Money {
        settlement.certainty == .open ? intent.ceiling ?? .zero : settlement.cost
    }
}
