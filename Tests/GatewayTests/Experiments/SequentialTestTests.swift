import Foundation
import GatewayTesting
import Testing

@testable import Gateway

/// The test that may be looked at after each call: under no difference it errs no more often than it says, however long and
/// often one looks, and it finds a difference that is there.
struct SequentialTestTests {
    /// How one value is drawn.
    enum Spread: String, CaseIterable, Sendable {
        case even, exponential, skewed

        func draw(_ random: inout SplitMix64) -> Int {
            let unit = Double(random.next() >> 11) / Double(1 << 53)
            switch self {
            case .even: return 1_000 + Int(unit * 500)
            case .exponential: return Int(-log(1 - unit) * 1_000_000)
            case .skewed:
                let other = Double(random.next() >> 11) / Double(1 << 53)
                let normal = (-2 * log(1 - unit)).squareRoot() * cos(2 * .pi * other)
                return Int(exp(normal * 1.2) * 100_000)
            }
        }
    }

    private static let alpha = 0.1
    private static let runs = 100
    private static let calls = 600
    private static let minimum = 40
    /// Each look takes microseconds without optimisation; between three calls nothing much happens.
    private static let step = 3

    /// How many of the runs are ever significant: by the test, and by one of a fixed sample that is looked at as often.
    private func alarms(
        _ spread: Spread, share: UInt64, seed: UInt64
    ) -> (sequential: Int, fixed: Int) {
        var random = SplitMix64(seed: seed)
        var (sequential, fixed) = (0, 0)
        for _ in 0..<Self.runs {
            var (one, other) = (Moments(), Moments())
            var (isAlarmed, wouldBe) = (false, false)
            for call in 0..<Self.calls {
                if random.next() % 100 < share {
                    other.add(spread.draw(&random))
                } else {
                    one.add(spread.draw(&random))
                }
                guard call % Self.step == 0, min(one.count, other.count) >= Self.minimum else { continue }
                let test = SequentialTest.means(one, other, usual: Self.minimum)
                isAlarmed = isAlarmed || test.probability <= Self.alpha
                wouldBe = wouldBe || abs(test.difference) > 1.644_85 * test.standardError
            }
            sequential += isAlarmed ? 1 : 0
            fixed += wouldBe ? 1 : 0
        }
        return (sequential, fixed)
    }

    @Test(arguments: Spread.allCases, [50 as UInt64, 10])
    func `between a variant and itself a winner is found no more often than alpha, though one looks all the time`(
        _ spread: Spread, _ share: UInt64
    ) {
        let seed: UInt64 = 0x5EED_0001
        let alarms = alarms(spread, share: share, seed: seed)
        let most = Int(Self.alpha * Double(Self.runs))
        #expect(alarms.sequential <= most, "\(spread) \(share)% seed \(seed): \(alarms)")
    }

    @Test func `a test for a fixed sample would be wrong several times as often`() {
        let alarms = alarms(.exponential, share: 50, seed: 0x5EED_0002)
        #expect(Double(alarms.fixed) > 3 * Self.alpha * Double(Self.runs), "\(alarms)")
    }

    @Test func `shares of calls hold to alpha too`() {
        let seed: UInt64 = 0x5EED_0003
        var random = SplitMix64(seed: seed)
        var alarms = 0
        for _ in 0..<Self.runs {
            var (one, other) = ((hits: 0.0, count: 0), (hits: 0.0, count: 0))
            var isAlarmed = false
            for _ in 0..<Self.calls {
                let hit = random.next() % 100 < 7 ? 1.0 : 0
                if random.next() % 2 == 0 {
                    one = (one.hits + hit, one.count + 1)
                } else {
                    other = (other.hits + hit, other.count + 1)
                }
                guard min(one.count, other.count) >= Self.minimum else { continue }
                isAlarmed =
                    isAlarmed
                    || SequentialTest.shares(one, other, usual: Self.minimum).probability <= Self.alpha
            }
            alarms += isAlarmed ? 1 : 0
        }
        #expect(alarms <= Int(Self.alpha * Double(Self.runs)), "seed \(seed): \(alarms)")
    }

    @Test func `a difference that is there is found, and within the margin`() {
        let seed: UInt64 = 0x5EED_0004
        var random = SplitMix64(seed: seed)
        var (found, covered) = (0, 0)
        for _ in 0..<100 {
            var (one, other) = (Moments(), Moments())
            var isFound = false
            for _ in 0..<400 {
                one.add(Spread.exponential.draw(&random))
                other.add(Spread.exponential.draw(&random) * 6 / 10)
                guard one.count >= 50 else { continue }
                isFound = isFound || SequentialTest.means(one, other, usual: 50).probability <= 0.05
            }
            let test = SequentialTest.means(one, other, usual: 50)
            found += isFound ? 1 : 0
            covered += abs(test.difference - -400_000) <= test.margin(0.05) ? 1 : 0
        }
        #expect(found >= 95, "seed \(seed): \(found)")
        #expect(covered >= 95, "seed \(seed): \(covered)")
    }

    @Test func `the evidence is that of the formula`() {
        // n = 100 each, usual 100: gathered 50 of 50, so the ratio is 1. A score of 4: 16/4 − ln(2)/2.
        let test = SequentialTest(difference: 2, variance: 0.25, counts: (100, 100), usual: 100)
        #expect(abs(test.evidence - (4 - log(2) / 2)) < 1e-12)
        #expect(abs(test.probability - exp(-(4 - log(2) / 2))) < 1e-12)
        #expect(abs(test.margin(0.05) - 0.5 * ((2 * log(20.0) + log(2)) * 2).squareRoot()) < 1e-12)
    }

    @Test func `nothing that varies and nothing that differs is no evidence, and constants that differ are all of it`()
    {
        #expect(SequentialTest(difference: 0, variance: 0, counts: (9, 9), usual: 9).probability == 1)
        #expect(SequentialTest(difference: 1, variance: 0, counts: (9, 9), usual: 9).probability == 0)
        #expect(SequentialTest(difference: 0, variance: 1, counts: (0, 0), usual: 0).probability == 1)
    }

    @Test func `logarithm and exponential are those of the C library`() {
        for value in [1e-300, 1e-9, 0.1, 0.5, 0.999, 1, 1.0001, 1.4142, 2, 2.718281828, 10, 12_345.678, 1e100, 1e308] {
            #expect(abs(NaturalLogarithm.of(value) - log(value)) <= 1e-14 * max(1, abs(log(value))), "\(value)")
        }
        for value in [0, 1e-12, 0.1, 0.7, 1, 3.5, 20, 100, 600, 699] {
            #expect(abs(NaturalLogarithm.inverse(value) - exp(-value)) <= 1e-13 * exp(-value), "\(value)")
        }
        #expect(NaturalLogarithm.inverse(.infinity) == 0)
        #expect(NaturalLogarithm.of(0) == -.infinity)
    }
}
