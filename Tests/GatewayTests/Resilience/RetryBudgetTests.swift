import NIOCore
import Testing

@testable import Gateway

struct RetryBudgetTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private let rules = RetryBudgetRules()

    private func at(_ milliseconds: Int) -> NIODeadline { Self.start + .milliseconds(Int64(milliseconds)) }

    private func taken(_ budget: inout RetryBudget, at milliseconds: Int, of wanted: Int = 1_000) -> Int {
        (0..<wanted).count { _ in budget.withdraw(at: at(milliseconds), rules) }
    }

    @Test func `ten a second are free`() {
        var budget = RetryBudget()
        #expect(taken(&budget, at: 0) == 10)
        #expect(taken(&budget, at: 999) == 0)
        #expect(taken(&budget, at: 1_500, of: 4) == 4)
        #expect(taken(&budget, at: 1_999) == 6)
        #expect(taken(&budget, at: 2_000) == 10)
        #expect(taken(&budget, at: 60_700) == 10)
    }

    @Test func `a fifth of the calls is earned, and no more than a hundred saved`() {
        var budget = RetryBudget()
        _ = taken(&budget, at: 0)
        for _ in 0..<50 { budget.deposit(rules) }
        #expect(taken(&budget, at: 0) == 10)
        for _ in 0..<10_000 { budget.deposit(rules) }
        #expect(taken(&budget, at: 0) == 100)
    }

    @Test(arguments: [0, 1, 10, 1_000, 100_000])
    func `over any time no more is given than is due`(_ perSecond: Int) {
        var rules = rules
        rules.perSecond = perSecond
        var budget = RetryBudget()
        var given = 0
        let calls = 6_000
        for call in 0..<calls {
            let now = at(call * 10)
            budget.deposit(rules)
            while budget.withdraw(at: now, rules), given < calls { given += 1 }
        }
        #expect(given <= calls / 5 + perSecond * 60)
        #expect(given >= min(calls, calls / 5 + perSecond * 58))
    }

    @Test func `nothing is given where nothing may be repeated`() {
        var budget = RetryBudget()
        var rules = rules
        (rules.percent, rules.perSecond) = (0, 0)
        for _ in 0..<1_000 { budget.deposit(rules) }
        let isGiven = budget.withdraw(at: at(0), rules)
        #expect(!isGiven)
    }
}

struct BackoffTests {
    private let now = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private let rules = RetryRules()

    private func wait(
        _ retry: Int, retryAfter: Int? = nil, within: TimeAmount = .hours(1), random: UInt64
    ) -> TimeAmount? {
        Backoff.wait(before: retry, retryAfter: retryAfter, now: now, deadline: now + within, random: random, rules)
    }

    @Test func `waits are drawn from zero to a bound that doubles`() {
        for (retry, bound) in [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000].enumerated() {
            let waits = (0..<1_000).compactMap { wait(retry, random: UInt64($0) &* 0x9E37_79B9_7F4A_7C15)?.nanoseconds }
            #expect(waits.count == 1_000)
            #expect(waits.allSatisfy { $0 >= 0 && $0 <= Int64(bound) * 1_000_000 })
            let mean = waits.reduce(0, +) / 1_000 / 1_000_000
            #expect(mean > Int64(bound) * 45 / 100 && mean < Int64(bound) * 55 / 100, "\(retry): \(mean)")
        }
        #expect(wait(5_000, random: 0) == .zero)
    }

    @Test func `what the provider asks for is waited, where it is not too long`() {
        #expect(wait(0, retryAfter: 3, random: 1) == .seconds(3))
        #expect(wait(0, retryAfter: 5, random: 1) == .seconds(5))
        #expect(wait(0, retryAfter: 6, random: 1) == nil)
        #expect(wait(0, retryAfter: 0, random: 100) == .nanoseconds(100))
    }

    @Test func `nobody waits beyond the call's end`() {
        #expect(wait(0, retryAfter: 3, within: .seconds(3), random: 1) == nil)
        #expect(wait(0, within: .zero, random: 0) == nil)
    }
}

struct LatencyWindowTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    @Test func `a quantile is too large by a quarter at the most`() throws {
        for milliseconds in [1, 3, 7, 20, 99, 250, 1_234, 60_000, 600_000] {
            var window = LatencyWindow()
            let time = TimeAmount.milliseconds(Int64(milliseconds))
            for _ in 0..<100 { window.add(time, at: start) }
            let quantile = window.quantile(95, at: start)
            let told = try #require(quantile)
            #expect(told >= time && told.nanoseconds <= time.nanoseconds * 5 / 4 + 300_000, "\(milliseconds): \(told)")
        }
    }

    @Test func `quantiles part the slow from the fast`() throws {
        var window = LatencyWindow()
        for _ in 0..<90 { window.add(.milliseconds(10), at: start) }
        for _ in 0..<10 { window.add(.seconds(2), at: start) }
        let (median, slow) = (window.quantile(50, at: start), window.quantile(95, at: start))
        #expect(try #require(median) < .milliseconds(14))
        #expect(try #require(slow) >= .seconds(2))
    }

    @Test func `what is old is forgotten, and little is not enough`() {
        var window = LatencyWindow()
        let none = window.quantile(50, at: start)
        for _ in 0..<10 { window.add(.milliseconds(10), at: start) }
        let tooFew = window.quantile(50, least: 11, at: start)
        let later = window.quantile(50, at: start + .minutes(6))
        let old = window.quantile(50, at: start + .minutes(12))
        #expect(none == nil && tooFew == nil && later != nil && old == nil)
        #expect(window.count == 0)
    }

    @Test func `every time has a bucket whose bound is not below it`() {
        for exponent in 0..<62 {
            for offset in [-1, 0, 1] {
                let time = TimeAmount.nanoseconds(Int64(1) << Int64(exponent) + Int64(offset))
                let bucket = LatencyWindow.bucket(of: time)
                #expect((0..<84).contains(bucket))
                #expect(bucket == 83 || LatencyWindow.upperBound(of: bucket) >= time)
            }
        }
    }
}
