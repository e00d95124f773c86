import Synchronization

/// A ledger that ends with the process: for tests, and for whoever wants nothing kept.
package final class InMemoryBudgetLedger: BudgetLedger {
    fileprivate struct State {
        var book = BudgetBook()
        var rows: [LedgerRow] = []
    }

    private let state = Mutex(State())
    /// Rows kept; the oldest settled ones go first. Budgets go by what is kept.
    private let capacity: Int

    package init(capacity: Int = 100_000) { self.capacity = capacity }

    package func hold(
        _ intent: AttemptIntent, within claims: [BudgetClaim]
    ) async throws(HoldRefusal) -> AttemptNumber {
        let held = state.withLock { state -> Result<AttemptNumber, HoldRefusal> in
            let number = AttemptNumber((state.rows.last?.number.value ?? 0) + 1)
            let intent = intent.at(state.book.time(intent.time))
            state.open(claims, at: intent.time)
            if case .short(let shortage) = state.book.hold(number, intent, within: claims) {
                return .failure(.short(shortage))
            }
            state.rows.append(
                LedgerRow(number: number, intent: intent, isSent: false, settlement: Settlement(.open)))
            if state.rows.count > capacity,
                let index = state.rows.firstIndex(where: { $0.settlement.certainty != .open })
            {
                state.rows.remove(at: index)
            }
            return .success(number)
        }
        return try held.get()
    }

    package func markSent(_ number: AttemptNumber) {
        state.withLock { state in
            if let index = state.index(of: number) { state.rows[index].isSent = true }
        }
    }

    package func settle(_ number: AttemptNumber, _ settlement: Settlement) {
        state.withLock { state in
            guard let index = state.index(of: number), state.rows[index].settlement.certainty == .open else { return }
            state.rows[index].settlement = settlement
            state.book.settle(number, cost: settlement.cost)
        }
    }

    package func balances(of claims: [BudgetClaim], at time: Int) async throws(StoreFailure) -> [BudgetBalance] {
        state.withLock { state in
            state.open(claims, at: time)
            return claims.map { claim in
                let name = BudgetBook.AccountName(claim.scope, claim.budget.period)
                return BudgetBalance(claim, committed: state.book.committed(name, at: time) ?? .zero, at: time)
            }
        }
    }

    package func attempts(ofCall id: String) async throws(StoreFailure) -> [LedgerRow] {
        state.withLock { $0.rows.filter { $0.intent.call == id } }
    }

    /// All that is kept, in order.
    package var rows: [LedgerRow] { state.withLock { $0.rows } }
}

extension InMemoryBudgetLedger.State {
    /// Rows are appended in the order of their numbers.
    func index(of number: AttemptNumber) -> Int? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low].number == number ? low : nil
    }

    mutating func open(_ claims: [BudgetClaim], at time: Int) {
        for claim in claims {
            let name = BudgetBook.AccountName(claim.scope, claim.budget.period)
            guard book.committed(name, at: time) == nil else { continue }
            let bounds = claim.budget.period.bounds(at: time)
            var written = BudgetBook.Written(began: bounds.lowerBound, spent: .zero, open: [])
            for row in rows where bounds.contains(row.intent.time) && row.intent.scopes.contains(claim.scope) {
                if row.settlement.certainty == .open {
                    written.open.append((row.number, row.counted, row.intent.time))
                } else {
                    written.spent = written.spent + row.counted
                }
            }
            book.beginOpening()
            book.finishOpening(name, written)
        }
    }
}

extension BudgetBalance {
    package init(_ claim: BudgetClaim, committed: Money, at time: Int) {
        let bounds = claim.budget.period.bounds(at: time)
        self.init(claim: claim, committed: committed, renews: claim.budget.period == .total ? nil : bounds.upperBound)
    }
}
