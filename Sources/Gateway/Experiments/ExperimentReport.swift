import Wire

/// An experiment as operators are told of it.
struct ExperimentReport {
    private let experiment: Experiment
    private let state: ExperimentState

    init(_ experiment: Experiment, _ state: ExperimentState) {
        self.experiment = experiment
        self.state = state
    }

    private func name(_ variant: Int?) -> JSONValue {
        variant.flatMap { experiment.variants[safe: $0] }.map { .string($0.name) } ?? .null
    }

    /// How far it is.
    var phase: JSONValue {
        var members = JSONObject([("phase", .string(state.phase.word)), ("winner", name(state.phase.winner))])
        switch state.phase {
        case .running: break
        case .decided(_, let at), .won(_, let at): members.append("since", .int(at))
        case .rollingOut(let winner, let step, let since):
            let share = experiment.rollout?.steps[safe: step] ?? .whole
            members.append("since", .int(since))
            members.append("share", .string(experiment.share(of: winner, growing: share).text))
        case .stopped(let at, let reason):
            members.append("since", .int(at))
            if case .errors(let variant) = reason { members.append("failing", name(variant)) }
        }
        return .object(members)
    }

    var json: JSONValue {
        let shares = shares
        let judgement = Judgement(experiment, state.tallies)
        var members = JSONObject([
            ("object", "experiment"), ("name", .string(experiment.name)), ("model", .string(experiment.model)),
            ("by", .string(experiment.unit.text)), ("goal", .string(experiment.goal.rawValue)),
            ("significance", .string(experiment.significanceText)), ("minimum", .int(experiment.minimum)),
            ("began_at", .int(state.began)),
        ])
        for (name, value) in phase.object ?? JSONObject() { members.append(name, value) }
        members.append(
            "variants",
            .array(
                experiment.variants.enumerated().map { index, variant in
                    variantJSON(index, variant, share: shares[index], judgement)
                }))
        members.append(
            "events",
            .array(state.events.map { ["time": .int($0.time), "text": .string($0.text)] }))
        return .object(members)
    }

    private func variantJSON(
        _ index: Int, _ variant: Experiment.Variant, share: Share, _ judgement: Judgement
    ) -> JSONValue {
        var members = JSONObject([
            ("name", .string(variant.name)),
            ("model", .string("\(variant.target.provider)/\(variant.target.model)")),
            ("share", .string(share.text)), ("is_control", .bool(index == 0)),
        ])
        for (name, value) in state.tallies[index].told { members.append(name, value) }
        if index > 0 { members.append("against_control", against(index, judgement)) }
        if state.later.contains(where: { $0.calls > 0 }) {
            members.append("since_the_decision", .object(state.later[index].told))
        }
        return .object(members)
    }

    /// The difference to the control, in the goal's unit, with what it may be off by.
    private func against(_ index: Int, _ judgement: Judgement) -> JSONValue {
        let test = judgement.test(of: index)
        let (unit, scale): (String, Double) =
            switch experiment.goal {
            case .cost: ("usd", 1e9)
            case .latency: ("ms", 1_000)
            case .feedback: ("score", 1)
            }
        let margin = judgement.margin(of: test)
        let known = min(
            state.tallies[0].moments(of: experiment.goal).count, state.tallies[index].moments(of: experiment.goal).count
        )
        func told(_ value: Double) -> JSONValue {
            known > 1 && value.isFinite ? .double(VariantTally.rounded(value / scale, 9)) : .null
        }
        return [
            "unit": .string(unit), "difference": told(test.difference), "low": told(test.difference - margin),
            "high": told(test.difference + margin),
            "p": known > 1 ? .double(VariantTally.rounded(test.probability, 6)) : .null,
        ]
    }

    /// What part of the calls each variant gets now.
    var shares: [Share] {
        if case .stopped = state.phase { return experiment.variants.map { _ in .none } }
        let weights = experiment.variants.map { max($0.target.weight, 0) }
        let sum = max(weights.reduce(0, +), 1)
        let base = weights.map { $0 * Share.wholeParts / sum }
        guard let growth = state.growth(in: experiment), growth.share.parts > base[growth.variant] else {
            return base.map(Share.init(parts:))
        }
        let others = max(Share.wholeParts - base[growth.variant], 1)
        let left = Share.wholeParts - growth.share.parts
        return base.enumerated().map { index, parts in
            index == growth.variant ? growth.share : Share(parts: parts * left / others)
        }
    }
}
