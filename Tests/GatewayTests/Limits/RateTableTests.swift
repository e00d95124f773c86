import Gateway
import GatewayTesting
import Testing

/// Several limits at once, and how much is remembered.
struct RateTableTests {
    private static let second = 1_000_000

    private func ask(_ scope: RateScope, requests: Int? = nil, tokens: Int? = nil, concurrent: Int? = nil) -> RateAsk {
        RateAsk(scope, RateLimits(requestsPerMinute: requests, tokensPerMinute: tokens, concurrent: concurrent))
    }

    private func refusal(_ taking: RateTable.Taking) -> RateRefusal? {
        if case .refused(let refusal) = taking { refusal } else { nil }
    }

    @Test func `a refusal by one scope takes nothing of another`() throws {
        var table = RateTable()
        let narrow = ask(.gateway, requests: 1)
        let wide = ask(.key("a"), requests: 3, tokens: 100, concurrent: 9)
        guard case .taken = table.take([wide, narrow], tokens: 10, now: 0) else { throw Unexpected() }
        for _ in 0..<20 {
            let refused = try #require(refusal(table.take([wide, narrow], tokens: 10, now: 0)))
            #expect(refused.scope == .gateway && refused.measure == .requests && refused.limit == 1)
            #expect(refused.wait == 60 * Self.second)
            // Of the key one request is gone, not twenty.
            #expect(refused.standing.requests?.remaining == 0)
            #expect(refused.standing.tokens?.remaining == 90)
        }
        guard case .taken(let places) = table.take([wide], tokens: 10, now: 0) else { throw Unexpected() }
        #expect(table.standing([wide], places, now: 0).requests?.remaining == 1)
    }

    @Test func `of several refusals that which lasts longest is told`() {
        var table = RateTable()
        let all = [
            ask(.key("a"), requests: 60), ask(.team("t"), requests: 1), ask(.address("::1"), tokens: 60),
        ]
        for _ in 0..<60 { _ = table.take([all[0]], tokens: 0, now: 0) }
        _ = table.take([all[1]], tokens: 0, now: 0)
        _ = table.take([all[2]], tokens: 60, now: 0)
        #expect(refusal(table.take(all, tokens: 30, now: 0))?.scope == .team("t"))
        #expect(refusal(table.take([all[0], all[2]], tokens: 30, now: 0))?.measure == .tokens)
    }

    @Test func `an estimate is put right, by a refund or by a debt`() throws {
        var table = RateTable()
        let asks = [ask(.key("a"), tokens: 600)]
        guard case .taken(let first) = table.take(asks, tokens: 600, now: 0) else { throw Unexpected() }
        #expect(refusal(table.take(asks, tokens: 1, now: 0))?.wait == Self.second / 10)
        table.settle(asks, first, tokens: 600, used: 100, now: 0)
        guard case .taken(let second) = table.take(asks, tokens: 500, now: 0) else { throw Unexpected() }
        table.settle(asks, second, tokens: 500, used: 1_700, now: 0)
        // 1,200 above the limit, at ten a second.
        #expect(refusal(table.take(asks, tokens: 10, now: 0))?.wait == 121 * Self.second)
        #expect(refusal(table.take(asks, tokens: 10, now: 121 * Self.second - 1))?.wait == 1)
        #expect(refusal(table.take(asks, tokens: 10, now: 121 * Self.second)) == nil)
    }

    /// A call that lasts while all it took drains, and then turns out to have used nothing, must not open the way for as
    /// much again: others have taken what drained.
    @Test func `what has drained meanwhile does not come back`() throws {
        var table = RateTable()
        let asks = [ask(.key("a"), requests: 60, tokens: 600)]
        guard case .taken(let long) = table.take(asks, tokens: 600, now: 0) else { throw Unexpected() }
        guard case .taken(let short) = table.take(asks, tokens: 400, now: 60 * Self.second) else { throw Unexpected() }
        guard case .taken = table.take(asks, tokens: 200, now: 60 * Self.second) else { throw Unexpected() }
        table.settle(asks, long, tokens: 600, used: 0, now: 60 * Self.second)
        #expect(refusal(table.take(asks, tokens: 1, now: 60 * Self.second))?.measure == .tokens)
        // Of this one nothing has.
        table.giveBack(asks, short, tokens: 400, now: 60 * Self.second)
        #expect(refusal(table.take(asks, tokens: 401, now: 60 * Self.second))?.measure == .tokens)
        #expect(refusal(table.take(asks, tokens: 400, now: 60 * Self.second)) == nil)
    }

    /// The same of requests: one that waited in line and was refused at last has held its share all the while.
    @Test func `a request that is given back late gives nothing`() throws {
        var table = RateTable()
        let asks = [ask(.key("a"), requests: 60)]
        var holds: [[RateTable.Hold]] = []
        for turn in 0..<90 {
            guard case .taken(let hold) = table.take(asks, tokens: 0, now: max(0, turn - 59) * Self.second) else {
                throw Unexpected()
            }
            holds.append(hold)
        }
        #expect(refusal(table.take(asks, tokens: 0, now: 30 * Self.second)) != nil)
        for hold in holds.prefix(60) { table.giveBack(asks, hold, tokens: 0, now: 30 * Self.second) }
        #expect(refusal(table.take(asks, tokens: 0, now: 30 * Self.second)) != nil)
        table.giveBack(asks, holds[89], tokens: 0, now: 30 * Self.second)
        #expect(refusal(table.take(asks, tokens: 0, now: 30 * Self.second)) == nil)
        #expect(refusal(table.take(asks, tokens: 0, now: 30 * Self.second)) != nil)
    }

    @Test func `a call larger than the limit takes all of it, and owes the rest`() throws {
        var table = RateTable()
        let asks = [ask(.key("a"), tokens: 60)]
        guard case .taken(let places) = table.take(asks, tokens: 5_000, now: 0) else { throw Unexpected() }
        #expect(table.standing(asks, places, now: 0).tokens?.remaining == 0)
        table.settle(asks, places, tokens: 5_000, used: 90, now: 0)
        #expect(refusal(table.take(asks, tokens: 5_000, now: 0))?.wait == 90 * Self.second)
        #expect(refusal(table.take(asks, tokens: 5_000, now: 90 * Self.second)) == nil)
    }

    @Test func `calls at once are given back`() throws {
        var table = RateTable()
        let asks = [ask(.key("a"), concurrent: 2)]
        guard case .taken(let first) = table.take(asks, tokens: 0, now: 0) else { throw Unexpected() }
        guard case .taken(let second) = table.take(asks, tokens: 0, now: 0) else { throw Unexpected() }
        #expect(
            refusal(table.take(asks, tokens: 0, now: 0))
                == RateRefusal(
                    scope: .key("a"), measure: .concurrent, limit: 2, wait: nil, standing: .none))
        table.settle(asks, first, tokens: 0, used: nil, now: 0)
        #expect(refusal(table.take(asks, tokens: 0, now: 0)) == nil)
        table.giveBack(asks, second, tokens: 0, now: 0)
        #expect(refusal(table.take(asks, tokens: 0, now: 0)) == nil)
    }

    @Test func `addresses are forgotten as they fall idle`() {
        var table = RateTable()
        var most = 0
        for number in 0..<100_000 {
            let asks = [ask(.address("10.\(number >> 16).\(number >> 8 & 255).\(number & 255)"), requests: 60)]
            // A request drains in a second; three thousand of them come meanwhile.
            guard case .taken(let places) = table.take(asks, tokens: 0, now: number * 300) else { continue }
            table.settle(asks, places, tokens: 0, used: nil, now: number * 300)
            most = max(most, table.count)
        }
        #expect(most < 8_000)
    }

    @Test func `a flood of addresses does not grow it, and no key is forgotten for them`() throws {
        var table = RateTable(capacity: 1_000)
        let key = [ask(.key("a"), requests: 1)]
        let open = [ask(.address("::1"), requests: 5, concurrent: 1)]
        _ = table.take(key, tokens: 0, now: 0)
        _ = table.take(open, tokens: 0, now: 0)
        for number in 0..<100_000 {
            let asks = [ask(.address("\(number)"), requests: 1)]
            guard case .taken(let places) = table.take(asks, tokens: 0, now: 0) else { throw Unexpected() }
            table.settle(asks, places, tokens: 0, used: nil, now: 0)
        }
        #expect(table.count <= 1_001)
        #expect(refusal(table.take(key, tokens: 0, now: 0))?.wait == 60 * Self.second)
        // It has a call under way.
        #expect(refusal(table.take(open, tokens: 0, now: 0))?.measure == .concurrent)
    }

    /// What is forgotten must not be given to another while a call holds it.
    @Test func `a place belongs to its call until that lets go`() throws {
        var table = RateTable(capacity: 2)
        let mine = [ask(.address("mine"), tokens: 100)]
        guard case .taken(let places) = table.take(mine, tokens: 100, now: 0) else { throw Unexpected() }
        for number in 0..<100 {
            let other = [ask(.address("\(number)"), tokens: 100)]
            guard case .taken(let theirs) = table.take(other, tokens: 1, now: number) else { throw Unexpected() }
            #expect(theirs.map(\.place) != places.map(\.place))
            table.settle(other, theirs, tokens: 1, used: 1, now: number)
        }
        table.settle(mine, places, tokens: 100, used: 200, now: 100)
        #expect(refusal(table.take(mine, tokens: 1, now: 100))?.measure == .tokens)
    }
}

struct Unexpected: Error {}
