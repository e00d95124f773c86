import NIOCore
import Testing

@testable import Gateway

/// The breaker alone, on a clock of the test's own.
struct CircuitBreakerTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private let rules = BreakerRules()

    private func at(_ seconds: Double) -> NIODeadline { Self.start + .milliseconds(Int64(seconds * 1_000)) }

    /// Lets a call through and ends it at once.
    private func call(
        _ breaker: inout CircuitBreaker, _ outcome: CircuitBreaker.Outcome, at seconds: Double
    ) -> CircuitBreaker.Admission {
        let admission = breaker.admit(at: at(seconds), rules)
        if case .pass(let pass) = admission { breaker.end(outcome, of: pass, at: at(seconds), rules) }
        return admission
    }

    private func admission(_ breaker: inout CircuitBreaker, at seconds: Double) -> CircuitBreaker.Admission {
        breaker.admit(at: at(seconds), rules)
    }

    private func counts(_ breaker: inout CircuitBreaker, at seconds: Double) -> CallWindow.Counts {
        breaker.counts(at: at(seconds), rules)
    }

    private func trial(_ breaker: inout CircuitBreaker, at seconds: Double) -> CircuitBreaker.Pass? {
        guard case .pass(let pass) = breaker.admit(at: at(seconds), rules), pass.isTrial else { return nil }
        return pass
    }

    struct Row: Sendable, CustomStringConvertible {
        var description: String
        /// Each a number of calls, all in one second.
        var calls: [(Int, CircuitBreaker.Outcome)]
        var opens: Bool
    }

    static let rows = [
        Row(description: "half of twenty", calls: [(10, .answered), (10, .failed)], opens: false),
        Row(description: "more than half of twenty-one", calls: [(10, .answered), (11, .failed)], opens: true),
        Row(description: "all of nineteen", calls: [(19, .failed)], opens: false),
        Row(description: "all of twenty", calls: [(20, .failed)], opens: true),
        Row(description: "a third timed out", calls: [(14, .answered), (7, .timedOut)], opens: true),
        Row(description: "three tenths timed out", calls: [(14, .answered), (6, .timedOut)], opens: false),
        Row(description: "only limits", calls: [(100, .throttled)], opens: false),
        Row(description: "limits do not thin failures out", calls: [(100, .throttled), (20, .failed)], opens: true),
        Row(description: "callers who left", calls: [(100, .abandoned)], opens: false),
    ]

    @Test(arguments: rows)
    func `it opens by the share of failures and of time-outs`(_ row: Row) {
        var breaker = CircuitBreaker()
        for (count, outcome) in row.calls {
            for _ in 0..<count { _ = call(&breaker, outcome, at: 1) }
        }
        #expect((breaker.state != .closed) == row.opens)
    }

    @Test func `calls of more than a minute ago do not count`() {
        var breaker = CircuitBreaker()
        for _ in 0..<19 { _ = call(&breaker, .failed, at: 0) }
        _ = call(&breaker, .failed, at: 61)
        #expect(breaker.state == .closed)
        #expect(counts(&breaker, at: 61).calls == 1)
    }

    @Test func `failures spread over the minute add up`() {
        var breaker = CircuitBreaker()
        for second in 0..<20 { _ = call(&breaker, .failed, at: Double(second) * 2.5) }
        #expect(breaker.state == .open(until: at(47.5 + 30)))
    }

    private func opened(at seconds: Double = 0) -> CircuitBreaker {
        var breaker = CircuitBreaker()
        for _ in 0..<20 { _ = call(&breaker, .failed, at: seconds) }
        return breaker
    }

    @Test func `an open one refuses until its time is over, then lets one call through`() throws {
        var breaker = opened()
        #expect(admission(&breaker, at: 29.999) == .refused(until: at(30)))
        let pass = try #require(trial(&breaker, at: 30))
        #expect(breaker.state == .halfOpen(since: at(30)))
        #expect(admission(&breaker, at: 31) == .refused(until: at(60)))
        breaker.end(.answered, of: pass, at: at(32), rules)
        #expect(breaker.state == .closed)
        #expect(counts(&breaker, at: 32).calls == 0)
    }

    @Test(arguments: [CircuitBreaker.Outcome.failed, .timedOut])
    func `a trial that fails opens it again`(_ outcome: CircuitBreaker.Outcome) throws {
        var breaker = opened()
        let pass = try #require(trial(&breaker, at: 30))
        breaker.end(outcome, of: pass, at: at(31), rules)
        #expect(breaker.state == .open(until: at(61)))
    }

    @Test(arguments: [CircuitBreaker.Outcome.throttled, .abandoned])
    func `a trial that teaches nothing leaves the place to the next`(_ outcome: CircuitBreaker.Outcome) throws {
        var breaker = opened()
        let pass = try #require(trial(&breaker, at: 30))
        breaker.end(outcome, of: pass, at: at(31), rules)
        #expect(breaker.state == .halfOpen(since: nil))
        #expect(trial(&breaker, at: 31) != nil)
    }

    @Test func `a trial that never ends does not keep the target out for ever`() throws {
        var breaker = opened()
        let lost = try #require(trial(&breaker, at: 30))
        #expect(admission(&breaker, at: 60) == .refused(until: at(90)))
        let next = try #require(trial(&breaker, at: 90))
        // What the lost one brings at last is of another time.
        breaker.end(.failed, of: lost, at: at(91), rules)
        #expect(breaker.state == .halfOpen(since: at(90)))
        breaker.end(.answered, of: next, at: at(92), rules)
        #expect(breaker.state == .closed)
    }

    @Test func `calls from before it opened neither close nor open it`() throws {
        var breaker = CircuitBreaker()
        guard case .pass(let early) = breaker.admit(at: at(0), rules) else { return }
        for _ in 0..<20 { _ = call(&breaker, .failed, at: 1) }
        breaker.end(.answered, of: early, at: at(2), rules)
        #expect(breaker.state == .open(until: at(31)))
        let pass = try #require(trial(&breaker, at: 31))
        breaker.end(.failed, of: early, at: at(32), rules)
        #expect(breaker.state == .halfOpen(since: at(31)))
        breaker.end(.answered, of: pass, at: at(33), rules)
        #expect(breaker.state == .closed)
    }

    @Test func `answers that break off after their beginning open it`() {
        var breaker = CircuitBreaker()
        for _ in 0..<20 { _ = call(&breaker, .answered, at: 1) }
        #expect(breaker.state == .closed)
        for _ in 0..<11 { breaker.broke(at: at(2), rules) }
        #expect(breaker.state == .open(until: at(32)))
    }

    @Test func `a probe makes an open one half-open, and never closes it`() throws {
        var breaker = opened()
        breaker.probeSucceeded(at: at(5))
        #expect(breaker.state == .halfOpen(since: nil))
        let pass = try #require(trial(&breaker, at: 6))
        breaker.probeSucceeded(at: at(6))
        #expect(breaker.state == .halfOpen(since: at(6)))
        breaker.end(.failed, of: pass, at: at(7), rules)
        #expect(breaker.state == .open(until: at(37)))
    }

    @Test func `an operator's word counts, whatever the calls say`() {
        var breaker = opened()
        breaker.set(.closed, at: at(1))
        for _ in 0..<50 { #expect(call(&breaker, .failed, at: 2) != .refused(until: nil)) }
        #expect(breaker.state == .closed)
        breaker.set(.open, at: at(3))
        #expect(admission(&breaker, at: 1_000) == .refused(until: nil))
        breaker.probeSucceeded(at: at(1_001))
        #expect(admission(&breaker, at: 1_001) == .refused(until: nil))
        breaker.set(.automatic, at: at(1_002))
        #expect(call(&breaker, .answered, at: 1_003) != .refused(until: nil))
        #expect(breaker.changed == at(1_002))
    }

    @Test func `switched off, it lets everything through`() {
        var rules = rules
        rules.isOn = false
        var breaker = CircuitBreaker()
        for _ in 0..<100 {
            guard case .pass(let pass) = breaker.admit(at: at(1), rules) else { return #expect(Bool(false)) }
            breaker.end(.failed, of: pass, at: at(1), rules)
        }
        #expect(breaker.state == .closed)
        #expect(counts(&breaker, at: 1).failures == 100)
    }

    @Test func `a target whose answers take longer than breakers stay open is let in again`() throws {
        var breaker = CircuitBreaker()
        for _ in 0..<20 { _ = call(&breaker, .failed, at: 0) }
        let slow = try #require(trial(&breaker, at: 31))
        // Another call finds the trial overdue.
        _ = admission(&breaker, at: 62)
        breaker.end(.answered, of: slow, at: at(71), rules)
        #expect(breaker.state == .closed)
    }
}
