/// Whether two means differ, by a test that may be looked at after each call.
///
/// A fixed-sample test that is repeated until it is significant is significant at some time though nothing differs. This
/// one is always valid: under no difference the chance that it is *ever* below α is at most α. It is the mixture
/// sequential probability ratio test (Robbins 1970; for A/B tests Johari, Koomen, Pekelis, Walsh: "Always Valid Inference:
/// Continuous Monitoring of A/B Tests", Operations Research 70(3), 2022): the likelihood ratio of the observed difference,
/// averaged over a normal prior of what it could be, is a martingale under no difference, and by Ville's inequality reaches
/// 1/α with probability at most α. With the sample's own variances in place of the true ones that holds as samples grow
/// (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas: "Time-uniform central limit theory and asymptotic confidence
/// sequences", Annals of Statistics 52(6), 2024), which is why there is a least number of samples.
///
/// The statistic is Welch's for means, with a variance that is no smaller than the common one, and that of two proportions
/// for shares of calls. Double, as this is statistics and not money.
package struct SequentialTest: Sendable, Equatable {
    /// The second mean less the first.
    package let difference: Double
    /// Of the difference; 0: nothing varies.
    package let standardError: Double
    /// Information gathered, against that which the prior is worth.
    private let ratio: Double

    /// - Parameters:
    ///   - variance: of the difference.
    ///   - counts: of the two samples.
    ///   - usual: how many samples of each the test is made for: there it is as sharp as it gets. Any number is valid, as
    ///     long as it is chosen before.
    init(difference: Double, variance: Double, counts: (Int, Int), usual: Int) {
        self.difference = difference
        standardError = max(variance, 0).squareRoot()
        let (first, second) = (Double(max(counts.0, 1)), Double(max(counts.1, 1)))
        let gathered = first * second / (first + second)
        ratio = gathered / (Double(max(usual, 1)) / 2)
    }

    /// Of two means. The variance is Welch's, in which each sample has its own, or that common to both, whichever is
    /// larger: of costs and times a few make up most of the sum, and a small sample that has none of those yet would pass
    /// for one that hardly varies (docs/decisions/0016-experiments.md has the numbers).
    package static func means(_ first: Moments, _ second: Moments, usual: Int) -> SequentialTest {
        let (one, other) = (Double(max(first.count, 1)), Double(max(second.count, 1)))
        let welch = first.variance / one + second.variance / other
        let deviations = max(one - 1, 0) * first.variance + max(other - 1, 0) * second.variance
        let common = deviations / max(one + other - 2, 1) * (1 / one + 1 / other)
        return SequentialTest(
            difference: second.mean - first.mean, variance: max(welch, common), counts: (first.count, second.count),
            usual: usual)
    }

    /// Of two shares: `hits` of `counts`.
    package static func shares(
        _ first: (hits: Double, count: Int), _ second: (hits: Double, count: Int), usual: Int
    ) -> SequentialTest {
        let (one, other) = (Double(max(first.count, 1)), Double(max(second.count, 1)))
        let common = (first.hits + second.hits) / (one + other)
        return SequentialTest(
            difference: second.hits / other - first.hits / one,
            variance: common * (1 - common) * (1 / one + 1 / other), counts: (first.count, second.count), usual: usual)
    }

    /// The logarithm of the averaged likelihood ratio: against no difference where it is large.
    package var evidence: Double {
        guard difference != 0 else { return 0 }
        // Two constants that differ, in as many samples as are asked for, differ.
        guard standardError > 0 else { return .infinity }
        let score = difference / standardError
        return score * score * ratio / (2 * (1 + ratio)) - NaturalLogarithm.of(1 + ratio) / 2
    }

    /// The chance of such evidence, at this or any time, where there is no difference. At most 1.
    package var probability: Double { evidence > 0 ? NaturalLogarithm.inverse(evidence) : 1 }

    /// By how much the difference may be off, at all times together, but for a chance of `significance`.
    package func margin(_ significance: Double) -> Double {
        let wanted = 2 * NaturalLogarithm.of(1 / significance) + NaturalLogarithm.of(1 + ratio)
        return standardError * (wanted * (1 + ratio) / ratio).squareRoot()
    }
}
