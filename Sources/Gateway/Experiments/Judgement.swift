/// What the numbers of an experiment say. The others are measured against the first variant, the control; where there
/// are several, each has its part of the significance (Bonferroni), so that it holds for all together.
package struct Judgement: Sendable {
    private let experiment: Experiment
    private let tallies: [VariantTally]

    package init(_ experiment: Experiment, _ tallies: [VariantTally]) {
        self.experiment = experiment
        self.tallies = tallies
    }

    /// For each comparison with the control.
    private var significance: Double { experiment.significance / Double(max(tallies.count - 1, 1)) }

    /// A variant against the control.
    package func test(of variant: Int) -> SequentialTest {
        Self.test(tallies[variant], against: tallies[0], experiment)
    }

    private static func test(
        _ variant: VariantTally, against control: VariantTally, _ experiment: Experiment
    ) -> SequentialTest {
        switch experiment.goal {
        case .cost, .latency:
            .means(
                control.moments(of: experiment.goal), variant.moments(of: experiment.goal), usual: experiment.minimum)
        case .feedback: .shares(control.liked, variant.liked, usual: experiment.minimum)
        }
    }

    /// By how much the difference of `test` may be off, at all times together.
    package func margin(of test: SequentialTest) -> Double { test.margin(significance) }

    /// The variant that is better than the control, and fails hardly more often; of several the best. Or the control,
    /// where all others are worse. nil: nothing can be said yet.
    package var winner: Int? {
        let challengers = tallies.indices.dropFirst()
        // All of them: else one would win before a better one has been looked at.
        guard !challengers.isEmpty, tallies.allSatisfy(isEnough) else { return nil }
        let better = challengers.filter { isSignificant($0, isBetter: true) && isSound($0, besides: 0) }
        if let best = better.min(by: { rank($0) < rank($1) }) { return best }
        let isControlBest = challengers.allSatisfy { isSignificant($0, isBetter: false) && isSound(0, besides: $0) }
        return isControlBest ? 0 : nil
    }

    /// A variant that fails more often than the control.
    /// - Parameter least: calls before that can be said.
    func failing(least: Int) -> Int? {
        tallies.indices.dropFirst().first { variant in
            tallies[variant].calls >= least
                && Self.fails(tallies[variant], against: tallies[0], experiment, significance: significance)
        }
    }

    /// Whether it fails more often, by the same test and by more than the margin.
    static func fails(
        _ variant: VariantTally, against control: VariantTally, _ experiment: Experiment, significance: Double
    ) -> Bool {
        guard isOver(variant, control, experiment) else { return false }
        let test = SequentialTest.shares(
            (Double(control.errors), control.calls), (Double(variant.errors), variant.calls),
            usual: experiment.minimum)
        return test.probability <= significance
    }

    /// Whether it has failed more often by more than the margin, be it by chance.
    private static func isOver(
        _ variant: VariantTally, _ control: VariantTally, _ experiment: Experiment
    ) -> Bool {
        variant.errorRate > control.errorRate + Double(experiment.errorMargin.parts) / Double(Share.wholeParts)
    }

    private func isSound(_ variant: Int, besides other: Int) -> Bool {
        !Self.isOver(tallies[variant], tallies[other], experiment)
    }

    private func isSignificant(_ variant: Int, isBetter wanted: Bool) -> Bool {
        let test = test(of: variant)
        let isBetter = experiment.goal == .feedback ? test.difference > 0 : test.difference < 0
        return test.difference != 0 && isBetter == wanted && test.probability <= significance
    }

    private func isEnough(_ tally: VariantTally) -> Bool {
        min(tally.calls, tally.moments(of: experiment.goal).count) >= experiment.minimum
    }

    /// Less is better.
    private func rank(_ variant: Int) -> Double {
        let mean = tallies[variant].moments(of: experiment.goal).mean
        return experiment.goal == .feedback ? -mean : mean
    }
}

extension VariantTally {
    /// Feedback as a share: each answer is liked by so much of one. That is exact for thumbs, and for scores between it
    /// takes the largest variance they can have.
    fileprivate var liked: (hits: Double, count: Int) { (Double(feedback.sum) / 1_000, feedback.count) }
}
