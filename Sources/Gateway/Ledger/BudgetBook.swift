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

    /// An attempt under way.
    private struct Hold {
        var ceiling: Money
        /// The accounts it has taken that out of, in the periods of `time`.
        var places: [Int]
        var time: Int
        var expires: Int
    }

    /// Attempts that belong to the same scopes, and the accounts of these.
    private struct Belonging {
        var key: String
        var team: String?
        var tags: [String]
        var provider: String
        var model: String
        var places: [Int]

        func fits(_ intent: AttemptIntent) -> Bool {
            key == intent.key && model == intent.targetModel && provider == intent.provider && team == intent.team
                && tags == intent.tags
        }
    }

    /// The accounts of a scope, one for each kind of period.
    private var places: [BudgetScope: [Int]] = [:]
    /// The kinds of scopes that have accounts, a bit each.
    private var kinds: UInt8 = 0
    private var accounts: [Account] = []
    /// Those that were asked for last: hashing three names and more is most of what a hold would cost.
    private var belongings = [Belonging?](repeating: nil, count: Self.remembered)
    private static let remembered = 16
    /// Time does not go back here: what is spent then belongs to a period that has begun.
    private var latest = Int.min
    private var holds = AttemptSlots<Hold>()
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
        let places = places(of: intent)
        for place in places { renew(place, at: intent.time) }
        var unopened: [AccountName] = []
        var shortage: Shortage?
        // By their places: a copy of each would count references.
        for index in claims.indices {
            guard let place = place(of: claims[index], among: places) else {
                unopened.append(AccountName(claims[index].scope, claims[index].budget.period))
                continue
            }
            let left = claims[index].budget.most - accounts[place].committed
            if ceiling > left, left < shortage?.left ?? .max {
                let renews = claims[index].budget.period == .total ? nil : accounts[place].bounds.upperBound
                shortage = Shortage(claim: claims[index], left: max(left, .zero), renews: renews)
            }
        }
        if !unopened.isEmpty { return .unopened(unopened) }
        if let shortage { return .short(shortage) }
        guard !places.isEmpty else { return .held }
        for place in places { accounts[place].committed = accounts[place].committed + ceiling }
        holds.set(number, Hold(ceiling: ceiling, places: places, time: intent.time, expires: intent.expires))
        return .held
    }

    /// All open accounts that the attempt belongs to.
    private mutating func places(of intent: AttemptIntent) -> [Int] {
        let slot = (intent.key.utf8.count ^ intent.targetModel.utf8.count) % Self.remembered
        if let known = belongings[slot], known.fits(intent) { return known.places }
        var found: [Int] = []
        intent.forEachScope(of: kinds) { found += places[$0] ?? [] }
        belongings[slot] = Belonging(
            key: intent.key, team: intent.team, tags: intent.tags, provider: intent.provider,
            model: intent.targetModel, places: found)
        return found
    }

    /// A claim is of one of the attempt's own scopes, so that its account is among them; else it is looked for.
    private func place(of claim: BudgetClaim, among places: [Int]) -> Int? {
        for place in places
        where accounts[place].name.period == claim.budget.period && accounts[place].name.scope == claim.scope {
            return place
        }
        return place(of: claim.scope, claim.budget.period)
    }

    private func place(of scope: BudgetScope, _ period: BudgetPeriod) -> Int? {
        places[scope]?.first { accounts[$0].name.period == period }
    }

    /// Puts what an attempt has really cost in place of its ceiling. Once is enough, and twice is harmless.
    package mutating func settle(_ number: AttemptNumber, cost: Money) {
        if openings > 0 { settledMeanwhile[number] = cost }
        guard let hold = holds.remove(number) else { return }
        // A period that has begun since has nothing of it.
        for place in hold.places where accounts[place].bounds.contains(hold.time) {
            accounts[place].committed = accounts[place].committed - hold.ceiling + cost
        }
    }

    /// Attempts that must have ended long ago, with their ceilings.
    package func expired(at time: Int) -> [(number: AttemptNumber, ceiling: Money)] {
        var expired: [(number: AttemptNumber, ceiling: Money)] = []
        holds.forEach { number, hold in if hold.expires < time { expired.append((number, hold.ceiling)) } }
        return expired
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
        /// Under way: with the most they can cost, and the time they are counted under.
        package var open: [Open]

        /// An attempt under way, see `open`.
        package typealias Open = (number: AttemptNumber, ceiling: Money, time: Int)

        package init(began: Int, spent: Money, open: [Open]) {
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
        belongings = Array(repeating: nil, count: Self.remembered)
        accounts.append(
            Account(name: name, bounds: name.period.bounds(at: written.began), committed: written.spent))
        for attempt in written.open {
            if let cost = settledMeanwhile[attempt.number] {
                accounts[place].committed = accounts[place].committed + cost
                continue
            }
            accounts[place].committed = accounts[place].committed + attempt.ceiling
            var hold =
                holds[attempt.number]
                ?? Hold(ceiling: attempt.ceiling, places: [], time: attempt.time, expires: .max)
            hold.places.append(place)
            holds.set(attempt.number, hold)
        }
    }
}
