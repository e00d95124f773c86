import Gateway
import GatewayTesting
import Testing

/// The meter against another writing of the same algorithm, and against what it promises.
struct RateMeterTests {
    /// GCRA by virtual scheduling: one theoretical time of arrival, in microseconds times the limit.
    private struct Schedule {
        let limit: Int
        var arrival = 0

        mutating func take(_ count: Int, at now: Int) -> Bool {
            let start = max(arrival, now * limit)
            guard start + count * RateMeter.minute <= now * limit + limit * RateMeter.minute else { return false }
            arrival = start + count * RateMeter.minute
            return true
        }
    }

    private static let limits = [1, 2, 3, 7, 60, 100, 999, 1_000_003]

    @Test(arguments: limits)
    func `as another writing of it has it, and never more than it promises`(_ limit: Int) {
        for seed in UInt64(0)..<40 {
            var random = SplitMix64(seed: seed)
            var meter = RateMeter(at: 0)
            var oracle = Schedule(limit: limit)
            var now = 0
            var passed: [(time: Int, count: Int)] = []
            for _ in 0..<200 {
                // From bursts to pauses of minutes.
                now += Int.random(in: 0...(1 << Int.random(in: 0...27, using: &random)), using: &random)
                let count = Int.random(in: 1...max(1, limit / 3), using: &random)
                meter.drain(until: now, limit)
                let passes = meter.wait(for: count, limit) == 0
                if passes { meter.add(count) }
                #expect(passes == oracle.take(count, at: now), "seed \(seed), limit \(limit), at \(now)")
                if passes { passed.append((now, count)) }
            }
            for first in passed.indices {
                var sum = 0
                for later in passed[first...] {
                    sum += later.count
                    let span = later.time - passed[first].time
                    #expect(sum * RateMeter.minute <= limit * (RateMeter.minute + span), "seed \(seed), limit \(limit)")
                }
            }
        }
    }

    /// A sixtieth of a minute over seven is no whole number of anything; nothing may be lost to that.
    @Test(arguments: [7, 11, 13, 17, 7_919])
    func `as many as the limit at once, then one whenever one has come free`(_ limit: Int) {
        var meter = RateMeter(at: 0)
        var passed = 0
        // Tries at every moment one may come free, and just before, for seven minutes.
        for turn in 0..<(limit * 7) {
            let due = (turn * RateMeter.minute + limit - 1) / limit
            if due > 0 {
                meter.drain(until: due - 1, limit)
                if turn > 0 { #expect(meter.wait(for: 1, limit) == 1) }
            }
            meter.drain(until: due, limit)
            while meter.wait(for: 1, limit) == 0 {
                meter.add(1)
                passed += 1
            }
        }
        #expect(passed == limit + limit * 7 - 1)
    }

    @Test func `waiting as long as it says lets the call pass, and a moment less does not`() {
        for seed in UInt64(0)..<200 {
            var random = SplitMix64(seed: seed)
            let limit = Int.random(in: 1...5_000, using: &random)
            var meter = RateMeter(at: 0)
            meter.add(Int.random(in: 0...limit * 3, using: &random))
            let count = Int.random(in: 1...limit * 2, using: &random)
            let wait = meter.wait(for: count, limit)
            guard wait > 0 else { continue }
            meter.drain(until: wait - 1, limit)
            #expect(meter.wait(for: count, limit) == 1, "seed \(seed)")
            meter.drain(until: wait, limit)
            #expect(meter.wait(for: count, limit) == 0, "seed \(seed)")
        }
    }

    @Test func `a clock that goes back gives nothing`() {
        var meter = RateMeter(at: 3_600_000_000)
        meter.add(5)
        meter.drain(until: 0, 5)
        #expect(meter.wait(for: 1, 5) == 12_000_000)
        meter.drain(until: 3_600_000_000, 5)
        #expect(meter.wait(for: 1, 5) == 12_000_000)
    }

    @Test func `no number is too large`() {
        var meter = RateMeter(at: 0)
        for _ in 0..<200 { meter.add(.max) }
        #expect(meter.wait(for: .max, 1) > 0)
        #expect(meter.wait(for: 1, .max) >= 0)
        #expect(meter.allowance(.max).remaining >= 0)
        meter.drain(until: .max, .max)
        #expect(meter.isEmpty)
        meter.add(.min)
        meter.giveBack(.max, taken: 0, .max)
        #expect(meter.isEmpty)
        #expect(meter.wait(for: 1, 0) == RateMeter.minute)
    }

    @Test(arguments: [
        (0, "0s"), (1, "1ms"), (12_000, "12ms"), (999_001, "1s"), (1_000_000, "1s"), (1_000_001, "2s"),
        (59_999_999, "1m0s"), (360_000_000, "6m0s"), (3_725_000_000, "62m5s"),
    ])
    func `a reset is told as OpenAI tells it, rounded up`(_ reset: Int, _ text: String) {
        #expect(RateAllowance(limit: 1, remaining: 0, reset: reset).resetText == text)
    }
}
