import Gateway
import GatewayTesting
import Testing

/// The budgets through thousands of lives: attempts that are held, sent, settled, lost, time that passes, processes that
/// end, budgets that are looked at late. A model that only adds up says what must hold.
struct LedgerSimulationTests {
    private struct Attempt {
        var number: AttemptNumber
        var intent: AttemptIntent
        var claims: [BudgetClaim]
        var isSent = false
        /// What the provider will have billed; never above the ceiling.
        var billed: Int64
        /// nil: under way.
        var counted: Int64?
    }

    /// One life after the other, over what was written down.
    private struct World {
        var random: SplitMix64
        var book = BudgetBook()
        var attempts: [Attempt] = []
        var time = 1_700_000_000
        var broken: [String] = []
        let budgets: [BudgetClaim]

        init(seed: UInt64) {
            random = SplitMix64(seed: seed)
            let scopes = [
                BudgetScope(.gateway), BudgetScope(.key, "a"), BudgetScope(.key, "b"), BudgetScope(.team, "t"),
                BudgetScope(.model, "p/m"), BudgetScope(.provider, "p"), BudgetScope(.tag, "x"),
            ]
            var budgets: [BudgetClaim] = []
            for scope in scopes where Bool.random(using: &random) {
                let period = BudgetPeriod.allCases.randomElement(using: &random) ?? .total
                let most = Money(nanoUSD: Int64.random(in: 0...2_000, using: &random))
                budgets.append(BudgetClaim(scope, Budget(most: most, period: period)))
            }
            self.budgets = budgets
        }

        mutating func step() {
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<45: hold()
            case 45..<60: if let index = anyOpen() { attempts[index].isSent = true }
            case 60..<90: if let index = anyOpen() { settle(index) }
            case 90..<95: time += Int.random(in: 0...200_000, using: &random)
            case 95: time -= Int.random(in: 0...90_000, using: &random)
            case 96..<98: end()
            default: check()
            }
        }

        private mutating func anyOpen() -> Int? {
            attempts.indices.filter { attempts[$0].counted == nil }.randomElement(using: &random)
        }

        private mutating func hold() {
            let ceiling = Int64.random(in: 0...300, using: &random)
            let intent = AttemptIntent(
                call: "", time: book.time(time), key: Bool.random(using: &random) ? "a" : "b",
                team: Bool.random(using: &random) ? "t" : nil, tags: Bool.random(using: &random) ? ["x"] : [],
                model: "m", provider: "p", targetModel: "m", ceiling: Money(nanoUSD: ceiling))
            let scopes = intent.scopes
            let claims = budgets.filter { scopes.contains($0.scope) }
            let number = AttemptNumber(UInt64(attempts.count + 1))
            while true {
                switch book.hold(number, intent, within: claims) {
                case .unopened(let names): open(names)
                case .held:
                    attempts.append(
                        Attempt(
                            number: number, intent: intent, claims: claims,
                            billed: Int64.random(in: 0...max(ceiling, 0), using: &random)))
                    return
                case .short(let shortage):
                    let spent = counted(shortage.claim)
                    if spent + ceiling <= shortage.claim.budget.most.nanoUSD {
                        broken.append("\(shortage.claim.scope.text): \(ceiling) did not fit beside \(spent)")
                    }
                    return
                }
            }
        }

        /// As a ledger does it: what settles between the two steps is told by the book alone.
        private mutating func open(_ names: [BudgetBook.AccountName]) {
            for _ in names { book.beginOpening() }
            let written = names.map { name in
                let bounds = name.period.bounds(at: book.time(time))
                let mine = attempts.filter { bounds.contains($0.intent.time) && $0.intent.scopes.contains(name.scope) }
                return BudgetBook.Written(
                    began: bounds.lowerBound, spent: Money(nanoUSD: mine.reduce(0) { $0 + ($1.counted ?? 0) }),
                    open: mine.filter { $0.counted == nil }.map {
                        ($0.number, $0.intent.ceiling ?? .zero, $0.intent.time)
                    })
            }
            if Bool.random(using: &random), let index = anyOpen() { settle(index) }
            for (name, written) in zip(names, written) { book.finishOpening(name, written) }
        }

        private mutating func settle(_ index: Int) {
            let attempt = attempts[index]
            let ceiling = attempt.intent.ceiling?.nanoUSD ?? 0
            let cost: Int64
            switch Int.random(in: 0..<3, using: &random) {
            case 0 where !attempt.isSent: cost = 0
            case 1: cost = ceiling
            default: cost = attempt.isSent ? attempt.billed : 0
            }
            book.settle(attempt.number, cost: Money(nanoUSD: cost))
            attempts[index].counted = cost
            // Told twice, as after an answer that was thought lost.
            if Bool.random(using: &random) { book.settle(attempt.number, cost: Money(nanoUSD: cost)) }
        }

        /// The process ends; the next one settles what it left.
        private mutating func end() {
            book = BudgetBook()
            _ = book.time(attempts.last?.intent.time ?? time)
            for index in attempts.indices where attempts[index].counted == nil {
                attempts[index].counted = attempts[index].isSent ? attempts[index].intent.ceiling?.nanoUSD ?? 0 : 0
            }
        }

        /// What a budget's period has cost, with what is under way at its ceiling.
        private mutating func counted(_ claim: BudgetClaim) -> Int64 {
            let bounds = claim.budget.period.bounds(at: book.time(time))
            return attempts.reduce(0) { sum, attempt in
                guard bounds.contains(attempt.intent.time), attempt.intent.scopes.contains(claim.scope) else {
                    return sum
                }
                return sum + (attempt.counted ?? attempt.intent.ceiling?.nanoUSD ?? 0)
            }
        }

        mutating func check() {
            for claim in budgets {
                let spent = counted(claim)
                if spent > claim.budget.most.nanoUSD {
                    broken.append("\(claim.scope.text) overshot: \(spent) of \(claim.budget.most.nanoUSD)")
                }
                let name = BudgetBook.AccountName(claim.scope, claim.budget.period)
                guard let committed = book.committed(name, at: time)?.nanoUSD else { continue }
                if committed != spent {
                    broken.append("\(claim.scope.text): the book says \(committed), the rows \(spent)")
                }
            }
            for attempt in attempts where attempt.isSent {
                if let counted = attempt.counted, counted < attempt.billed {
                    broken.append("an attempt is counted at \(counted), and was billed at \(attempt.billed)")
                }
            }
        }
    }

    @Test func `no order of events overshoots a budget, loses an attempt or counts one twice`() {
        for seed in 0..<10_000 as Range<UInt64> {
            var world = World(seed: seed)
            for _ in 0..<60 { world.step() }
            world.check()
            #expect(world.broken.isEmpty, "seed \(seed): \(world.broken.prefix(3))")
            guard world.broken.isEmpty else { return }
        }
    }
}
