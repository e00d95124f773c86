/// What has been spent of each budget and what is held: all arithmetic of budgets, and nothing else.
///
/// An account is a scope in a period. It counts what was settled and, until they are settled, the ceilings of attempts
/// under way: as a hold is taken out of all accounts of an attempt or out of none, no order of events can overshoot one.
/// A budget is looked at for the first time when an attempt needs it; its account is then opened with what the ledger
/// has written down so far. From then on every attempt that belongs to it is counted, whether it was asked to fit or not:
/// budgets change while attempts are under way.
package struct BudgetBook: Sendable {
    /// A scope in one kind of period.
    package struct AccountName: Sendable, Hashable {
        package var scope: BudgetScope
        package var period: BudgetPeriod

        package init(_ scope: BudgetScope, _ period: BudgetPeriod) {
            self.scope = scope
            self.period = period
        }
    }

    /// Why an attempt has no place in a budget.
    package struct Shortage: Sendable, Equatable {
        package var claim: BudgetClaim
        /// What could still be held.
        package var left: Money
        /// When the budget begins anew, in seconds since 1970; nil: never.
        package var renews: Int?
    }

    /// What became of the wish to hold an attempt.
    package enum Answer: Sendable, Equatable {
        case held
        /// These accounts have to be opened first.
        case unopened([AccountName])
        /// Nothing was held. Of several budgets that are short, the one with the least left.
        case short(Shortage)
    }

    private struct Account {
        let name: AccountName
        var bounds: Range<Int>
        /// Settled, and ceilings of what is under way.
        var committed = Money.zero
    }

    /// What an attempt under way has taken out of one account.
    private struct Charge {
        var place: Int
        /// When the period began that it was taken out of.
        var began: Int
    }

    private struct Hold {
        var ceiling: Money
        var charges: [Charge]
        var expires: Int
    }

    /// The accounts of a scope, one for each kind of period.
    private var places: [BudgetScope: [Int]] = [:]
    /// The kinds of scopes that have accounts, a bit each.
    private var kinds: UInt8 = 0
    private var accounts: [Account] = []
    /// Time does not go back here: what is spent then belongs to a period that has begun.
    private var latest = Int.min
    private var holds: [AttemptNumber: Hold] = [:]
    /// What was settled while accounts are being opened: it may be missing in what was written down by then.
    private var settledMeanwhile: [AttemptNumber: Money] = [:]
    private var openings = 0

    package init() {}

    /// The time that an attempt which begins now is counted under.
    package mutating func time(_ time: Int) -> Int {
        latest = max(latest, time)
        return latest
    }

    /// Holds the attempt's ceiling in all its accounts if it fits into all claims, or in none.
    /// - Parameter intent: its time is one that `time` gave.
    package mutating func hold(_ number: AttemptNumber, _ intent: AttemptIntent, within claims: [BudgetClaim]) -> Answer
    {
        if claims.isEmpty, kinds == 0 { return .held }
        let ceiling = intent.ceiling ?? .zero
        let charges = charges(of: intent)
        var unopened: [AccountName] = []
        var shortage: Shortage?
        for claim in claims {
            guard let place = place(of: claim, among: charges) else {
                unopened.append(AccountName(claim.scope, claim.budget.period))
                continue
            }
            let left = claim.budget.most - accounts[place].committed
            if ceiling > left, left < shortage?.left ?? .max {
                let renews = claim.budget.period == .total ? nil : accounts[place].bounds.upperBound
                shortage = Shortage(claim: claim, left: max(left, .zero), renews: renews)
            }
        }
        if !unopened.isEmpty { return .unopened(unopened) }
        if let shortage { return .short(shortage) }
        guard !charges.isEmpty else { return .held }
        for charge in charges { accounts[charge.place].committed = accounts[charge.place].committed + ceiling }
        holds[number] = Hold(ceiling: ceiling, charges: charges, expires: intent.expires)
        return .held
    }

    /// All open accounts that the attempt belongs to, in the period of its time.
    private mutating func charges(of intent: AttemptIntent) -> [Charge] {
        var charges: [Charge] = []
        charges.reserveCapacity(4)
        intent.forEachScope(of: kinds) { scope in
            for place in places[scope] ?? [] {
                renew(place, at: intent.time)
                charges.append(Charge(place: place, began: accounts[place].bounds.lowerBound))
            }
        }
        return charges
    }

    /// A claim is of one of the attempt's own scopes, so that its account is among them; else it is looked for.
    private func place(of claim: BudgetClaim, among charges: [Charge]) -> Int? {
        for charge in charges {
            let name = accounts[charge.place].name
            if name.period == claim.budget.period, name.scope == claim.scope { return charge.place }
        }
        return place(of: claim.scope, claim.budget.period)
    }

    private func place(of scope: BudgetScope, _ period: BudgetPeriod) -> Int? {
        places[scope]?.first { accounts[$0].name.period == period }
    }

    /// Puts what an attempt has really cost in place of its ceiling. Once is enough, and twice is harmless.
    package mutating func settle(_ number: AttemptNumber, cost: Money) {
        if openings > 0 { settledMeanwhile[number] = cost }
        guard let hold = holds.removeValue(forKey: number) else { return }
        for charge in hold.charges where accounts[charge.place].bounds.lowerBound == charge.began {
            accounts[charge.place].committed = accounts[charge.place].committed - hold.ceiling + cost
        }
    }

    /// Attempts that must have ended long ago, with their ceilings.
    package func expired(at time: Int) -> [(number: AttemptNumber, ceiling: Money)] {
        holds.filter { $0.value.expires < time }.map { ($0.key, $0.value.ceiling) }
    }

    /// What is committed of an open account; nil: it is not open.
    package mutating func committed(_ name: AccountName, at time: Int) -> Money? {
        guard let place = place(of: name.scope, name.period) else { return nil }
        renew(place, at: max(time, latest))
        return accounts[place].committed
    }

    /// Holds under way.
    package var holdCount: Int { holds.count }

    /// A new period begins with nothing spent.
    private mutating func renew(_ place: Int, at time: Int) {
        guard time >= accounts[place].bounds.upperBound else { return }
        accounts[place].bounds = accounts[place].name.period.bounds(at: time)
        accounts[place].committed = .zero
    }
}

/// Opening accounts: between the two steps the ledger looks up what was written down.
extension BudgetBook {
    /// What the ledger has written down of an account by the time it was asked.
    package struct Written: Sendable {
        /// When the period began that it is of.
        package var began: Int
        /// Settled in it.
        package var spent: Money
        /// Under way: with the most they can cost.
        package var open: [(number: AttemptNumber, ceiling: Money)]

        package init(began: Int, spent: Money, open: [(number: AttemptNumber, ceiling: Money)]) {
            self.began = began
            self.spent = spent
            self.open = open
        }
    }

    /// From now on what is settled is noted, until `finishOpening`.
    package mutating func beginOpening() { openings += 1 }

    /// - Parameter written: nil: it could not be found out; the account stays closed.
    package mutating func finishOpening(_ name: AccountName, _ written: Written?) {
        defer {
            openings -= 1
            if openings == 0 { settledMeanwhile = [:] }
        }
        guard let written, place(of: name.scope, name.period) == nil else { return }
        let place = accounts.count
        places[name.scope, default: []].append(place)
        kinds |= 1 << name.scope.kind.rawValue
        accounts.append(
            Account(name: name, bounds: name.period.bounds(at: written.began), committed: written.spent))
        for attempt in written.open {
            if let cost = settledMeanwhile[attempt.number] {
                accounts[place].committed = accounts[place].committed + cost
                continue
            }
            accounts[place].committed = accounts[place].committed + attempt.ceiling
            var hold = holds[attempt.number] ?? Hold(ceiling: attempt.ceiling, charges: [], expires: .max)
            hold.charges.append(Charge(place: place, began: accounts[place].bounds.lowerBound))
            holds[attempt.number] = hold
        }
    }
}
