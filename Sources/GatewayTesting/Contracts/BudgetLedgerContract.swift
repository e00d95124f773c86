import Dialects
package import Gateway

/// What every ledger holds to, whoever else writes to it.
package enum BudgetLedgerContract {
    /// What was found wrong; empty for a ledger that holds to all of it.
    /// - Parameter ledgers: one or more writers of one ledger, which is empty.
    package static func problems(of ledgers: [any BudgetLedger]) async throws -> [String] {
        guard let first = ledgers.first, let last = ledgers.last else { return ["no ledger"] }
        var found = Findings()
        try await settling(first, last, &found)
        try await allOrNone(first, last, &found)
        try await periods(first, last, &found)
        try await race(ledgers, &found)
        return found.problems
    }

    private struct Findings {
        var problems: [String] = []

        mutating func expect(_ holds: Bool, _ wanted: String) { if !holds { problems.append(wanted) } }
    }

    /// Noon of 2023-11-14, a Tuesday.
    private static let noon = 1_699_963_200

    private static func intent(
        _ key: String, call: String = "call", _ ceiling: Int64?, time: Int = noon, team: String? = nil,
        tags: [String] = []
    ) -> AttemptIntent {
        AttemptIntent(
            call: call, time: time, key: key, team: team, owner: "o'\"", tags: tags, model: "smart",
            provider: "p", targetModel: "m", isStream: true, ceiling: ceiling.map { Money(nanoUSD: $0) }, rate: "r",
            expires: time + 100)
    }

    private static func claim(
        _ kind: BudgetScope.Kind, _ name: String, _ most: Int64, _ period: BudgetPeriod = .total
    ) -> BudgetClaim {
        BudgetClaim(BudgetScope(kind, name), Budget(most: Money(nanoUSD: most), period: period))
    }

    private static func committed(
        _ claims: [BudgetClaim], _ ledger: any BudgetLedger, at time: Int = noon
    ) async throws -> [Int64] {
        try await ledger.balances(of: claims, at: time).map(\.committed.nanoUSD)
    }

    private static func isShort(_ work: () async throws(HoldRefusal) -> AttemptNumber) async -> BudgetBook.Shortage? {
        do throws(HoldRefusal) {
            _ = try await work()
            return nil
        } catch {
            if case .short(let shortage) = error { return shortage }
            return nil
        }
    }

    private static func settling(
        _ one: any BudgetLedger, _ other: any BudgetLedger, _ found: inout Findings
    ) async throws {
        let claims = [claim(.key, "a", 100)]
        let told = intent("a", call: "settling", 60, team: "t", tags: ["x", "y \"z\""])
        let number = try await one.hold(told, within: claims)
        found.expect(try await committed(claims, other) == [60], "a hold counts at its ceiling, for every writer")
        let shortage = await isShort { () async throws(HoldRefusal) in
            try await other.hold(intent("a", 41), within: claims)
        }
        found.expect(
            shortage?.left == Money(nanoUSD: 40), "what does not fit beside a hold is refused, with what is left")
        found.expect(shortage?.renews == nil, "a total never begins anew")
        one.markSent(number)
        var usage = Usage(input: 3, output: 2)
        usage.cacheRead = 1
        let settlement = Settlement(
            .measured, cost: Money(nanoUSD: 25), usage: usage, status: 200, code: nil, milliseconds: 7)
        one.settle(number, settlement)
        found.expect(try await committed(claims, one) == [25], "a settled attempt counts at its cost")
        let rows = try await other.attempts(ofCall: "settling")
        found.expect(
            rows == [LedgerRow(number: number, intent: told, isSent: true, settlement: settlement)],
            "a row holds what it was told: \(rows)")
        let next = try await other.hold(intent("a", call: "settling", 75), within: claims)
        found.expect(next > number, "numbers ascend")
        other.settle(next, Settlement(.nothing))
        found.expect(try await committed(claims, one) == [25], "what is released counts nothing")
        let unpriced = try await one.hold(intent("a", call: "unpriced", nil), within: [])
        one.settle(unpriced, Settlement(.unpriced))
        found.expect(
            try await one.attempts(ofCall: "unpriced").first?.intent.ceiling == nil, "no price is not a price of zero")
        found.expect(try await one.attempts(ofCall: "nobody").isEmpty, "a call that was not made has no attempts")
    }

    private static func allOrNone(
        _ one: any BudgetLedger, _ other: any BudgetLedger, _ found: inout Findings
    ) async throws {
        let wide = claim(.team, "wide", 100)
        let narrow = claim(.tag, "narrow", 10)
        let told = intent("b", 50, team: "wide", tags: ["narrow"])
        let shortage = await isShort { () async throws(HoldRefusal) in try await one.hold(told, within: [wide, narrow])
        }
        found.expect(shortage?.claim == narrow, "the budget that is short is named")
        found.expect(
            try await committed([wide, narrow], other) == [0, 0], "what is refused takes nothing from anybody")
        let number = try await one.hold(told, within: [wide])
        found.expect(
            try await committed([narrow], other) == [50], "what is under way counts in a budget that is looked at later"
        )
        one.settle(number, Settlement(.measured, cost: Money(nanoUSD: 8)))
        found.expect(try await committed([wide, narrow], other) == [8, 8], "it is settled there too")
    }

    private static func periods(
        _ one: any BudgetLedger, _ other: any BudgetLedger, _ found: inout Findings
    ) async throws {
        let day = claim(.key, "c", 100, .day)
        let month = claim(.key, "c", 150, .month)
        let number = try await one.hold(intent("c", 100), within: [day, month])
        let midnight = noon + 43_200
        let shortage = await isShort { () async throws(HoldRefusal) in
            try await other.hold(intent("c", 1, time: midnight - 1), within: [day, month])
        }
        found.expect(shortage?.renews == midnight, "a day's budget begins anew at midnight in UTC")
        let next = try await other.hold(intent("c", 50, time: midnight), within: [day, month])
        one.settle(number, Settlement(.measured, cost: Money(nanoUSD: 90)))
        found.expect(
            try await committed([day, month], one, at: midnight) == [50, 140],
            "an attempt counts in the period it began in")
        other.settle(next, Settlement(.measured, cost: Money(nanoUSD: 50)))
        found.expect(try await committed([day, month], other, at: midnight) == [50, 140], "and so does the next")
    }

    private static func race(_ ledgers: [any BudgetLedger], _ found: inout Findings) async throws {
        let claims = [claim(.key, "race", 1_000), claim(.gateway, "", 1_000_000)]
        let held = await withTaskGroup(of: AttemptNumber?.self) { group in
            for index in 0..<200 {
                let ledger = ledgers[index % ledgers.count]
                group.addTask { try? await ledger.hold(intent("race", call: "race", 50), within: claims) }
            }
            return await group.reduce(into: [AttemptNumber]()) { if let number = $1 { $0.append(number) } }
        }
        found.expect(held.count == 20, "of 200 at once exactly 20 fit, not \(held.count)")
        found.expect(Set(held).count == held.count, "no number is given twice")
        for number in held { ledgers[0].settle(number, Settlement(.measured, cost: Money(nanoUSD: 50))) }
        found.expect(try await committed([claims[0]], ledgers[0]) == [1_000], "and no more is spent")
    }
}
