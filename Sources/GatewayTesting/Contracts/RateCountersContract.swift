package import Gateway

/// What every store of counters holds to, whoever else writes to it.
package enum RateCountersContract {
    /// What was found wrong; empty for a store that holds to all of it.
    /// - Parameters:
    ///   - writers: several ways to one store, which is empty; at least one.
    ///   - advance: lets its clock go on by these microseconds.
    package static func problems(
        of writers: [any RateCounters], advance: (Int) async throws -> Void
    ) async throws -> [String] {
        guard let first = writers.first, let last = writers.last else { return ["there is nothing to check"] }
        var check = Check(first: first, last: last)
        try await check.requests(advance)
        try await check.tokens(advance)
        try await check.places()
        try await check.together()
        try await check.concurrency(writers)
        return check.problems
    }

    private struct Check {
        let first: any RateCounters
        let last: any RateCounters
        var problems: [String] = []

        mutating func expect(_ holds: Bool, _ wanted: String) { if !holds { problems.append(wanted) } }

        func ask(
            _ name: String, requests: Int? = nil, tokens: Int? = nil, concurrent: Int? = nil
        ) -> RateAsk {
            RateAsk(
                .key(name), RateLimits(requestsPerMinute: requests, tokensPerMinute: tokens, concurrent: concurrent))
        }

        func take(_ asks: [RateAsk], tokens: Int = 0, last isLast: Bool = false) async throws -> RateAnswer {
            try await (isLast ? last : first).take(asks, tokens: tokens)
        }

        mutating func requests(_ advance: (Int) async throws -> Void) async throws {
            let asks = [ask("requests", requests: 7)]
            for turn in 1...7 {
                guard case .taken(let ticket) = try await take(asks, last: turn % 2 == 0) else {
                    problems.append("as many as the limit pass at once")
                    continue
                }
                expect(ticket.standing.requests?.limit == 7, "a ticket tells the limit")
                expect(ticket.standing.requests?.remaining == 7 - turn, "a ticket tells what is left")
                await ticket.settle(tokens: nil)
            }
            guard case .refused(let refusal) = try await take(asks, last: true) else {
                problems.append("one more than the limit is refused")
                return
            }
            expect(refusal.scope == .key("requests") && refusal.measure == .requests, "a refusal names its limit")
            expect(refusal.standing.requests?.remaining == 0, "a refusal tells what is left")
            let wait = refusal.wait ?? 0
            expect((1...8_571_429).contains(wait), "a refusal tells how long it lasts")
            try await advance(wait)
            guard case .taken(let ticket) = try await take(asks, last: true) else {
                problems.append("after the time it told the call passes")
                return
            }
            await ticket.giveBack()
            await ticket.giveBack()
            guard case .taken = try await take(asks) else {
                problems.append("what was given back can be taken")
                return
            }
            guard case .refused = try await take(asks) else {
                problems.append("it is given back once only")
                return
            }
        }

        mutating func tokens(_ advance: (Int) async throws -> Void) async throws {
            let asks = [ask("tokens", tokens: 600)]
            guard case .taken(let ticket) = try await take(asks, tokens: 400) else {
                return problems.append("tokens within the limit pass")
            }
            guard case .refused(let refusal) = try await take(asks, tokens: 300, last: true) else {
                return problems.append("tokens beyond the limit are refused")
            }
            expect(refusal.measure == .tokens && refusal.limit == 600, "a refusal names the limit on tokens")
            let left = await ticket.settle(tokens: 100)
            expect(left.tokens.map { $0.remaining >= 500 } ?? false, "what was not used comes back")
            guard case .taken(let more) = try await take(asks, tokens: 300, last: true) else {
                return problems.append("what came back can be taken")
            }
            await more.settle(tokens: 2_000)
            guard case .refused(let owing) = try await take(asks, tokens: 1) else {
                return problems.append("what was used beyond the estimate is owed")
            }
            try await advance(owing.wait ?? 0)
            guard case .taken(let all) = try await take(asks, tokens: 1) else {
                return problems.append("a debt is over after the time that was told")
            }
            await all.settle(tokens: nil)
            try await advance(60_000_000)
            guard case .taken = try await take(asks, tokens: 1_000_000) else {
                return problems.append("a call larger than the limit passes where all of it is free")
            }
        }

        mutating func places() async throws {
            let asks = [ask("places", concurrent: 1)]
            guard case .taken(let ticket) = try await take(asks) else {
                return problems.append("a free place is taken")
            }
            guard case .refused(let refusal) = try await take(asks, last: true) else {
                return problems.append("a place is taken once")
            }
            expect(refusal.measure == .concurrent && refusal.wait == nil, "nobody knows when a place is free")
            await ticket.settle(tokens: nil)
            await ticket.giveBack()
            guard case .taken = try await take(asks, last: true) else {
                return problems.append("a place is free when its call has ended")
            }
            guard case .refused = try await take(asks) else {
                return problems.append("a place is given back once only")
            }
        }

        mutating func together() async throws {
            let wide = ask("wide", requests: 3, concurrent: 3)
            let narrow = ask("narrow", requests: 1)
            guard case .taken = try await take([wide, narrow]) else {
                return problems.append("two scopes are taken together")
            }
            for _ in 0..<5 {
                guard case .refused(let refusal) = try await take([wide, narrow], last: true) else {
                    return problems.append("one scope that is full refuses the call")
                }
                expect(refusal.scope == .key("narrow"), "the scope that refuses is told")
            }
            guard case .taken(let ticket) = try await take([wide]) else {
                return problems.append("what another scope refused was not taken")
            }
            expect(ticket.standing.requests?.remaining == 1, "a refused call leaves no trace")
        }

        mutating func concurrency(_ writers: [any RateCounters]) async throws {
            let asks = [ask("all", requests: 100, tokens: 100_000, concurrent: 100)]
            let passed = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<1_000 {
                    let writer = writers[number % writers.count]
                    group.addTask {
                        guard case .taken? = try? await writer.take(asks, tokens: 10) else { return false }
                        return true
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            expect(passed == 100, "of 1,000 calls at once exactly 100 pass, not \(passed)")
        }
    }
}
