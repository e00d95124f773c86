/// What the experiment on a call's model has to say of the call.
enum CallAssignment {
    case given(CallExperiment)
    /// The call goes by the model's own targets.
    case left(Experiment, LeftOut)

    /// Why an experiment lets a call be.
    enum LeftOut {
        case operation, ownCredential, stopped, notAllowed
        /// The configuration has no provider of the variant's.
        case noProvider

        /// For people.
        var text: String {
            switch self {
            case .operation: "experiments are on chats alone"
            case .ownCredential: "the call comes with the caller's own credential"
            case .stopped: "it is stopped"
            case .notAllowed: "the key may not use the variant's target"
            case .noProvider: "the variant's provider is not there"
            }
        }
    }
}

extension Engine {
    /// The targets of a call of a model with an experiment: its variant first, behind it those it would have without.
    @inline(never)
    func assigned(_ targets: [Target], _ call: GenerationCall) -> [Target] {
        guard case .given(let given)? = assignment(of: call) else { return targets }
        call.call.record.experiment = given
        return given.leading(targets)
    }

    /// - Parameter isRehearsal: whether the experiment may not notice. Where each call is assigned anew the likeliest variant
    ///   stands for what cannot be foretold.
    /// - Returns: nil: there is no experiment on the call's model.
    func assignment(of call: GenerationCall, isRehearsal: Bool = false) -> CallAssignment? {
        let whole = call.call
        guard let experiment = call.routedModel.flatMap({ whole.snapshot.experiments.experiment(on: $0) }) else {
            return nil
        }
        guard whole.operation == .generate else { return .left(experiment, .operation) }
        guard whole.principal.ownCredential == nil else { return .left(experiment, .ownCredential) }
        let variant =
            isRehearsal
            ? foreseen(experiment, call)
            : experiments.variant(of: experiment.unit(of: call), in: experiment, at: effects.now())
        guard let variant, let chosen = experiment.variants[safe: variant]?.target else {
            return .left(experiment, .stopped)
        }
        guard let provider = whole.snapshot.providersByID[chosen.provider] else {
            return .left(experiment, .noProvider)
        }
        let target = Target(provider: provider, model: chosen.model)
        // A rule may have led the call to a model of which the key may use a part only.
        guard whole.record.route?.decision.isWhole ?? true || ModelAccess.fitsAny(whole.principal, [target.name]) else {
            return .left(experiment, .notAllowed)
        }
        return .given(CallExperiment(experiment, variant: variant, target: target))
    }

    private func foreseen(_ experiment: Experiment, _ call: GenerationCall) -> Int? {
        let state = experiments.standing(of: experiment, at: effects.now())
        guard experiment.unit == .request else { return state.variant(of: experiment.unit(of: call), in: experiment) }
        if case .stopped = state.phase { return nil }
        let shares = ExperimentReport(experiment, state).shares
        return shares.firstIndex { $0 == shares.max() }
    }
}

extension CallExperiment {
    /// The variant's target, and behind it those that the call would have without.
    func leading(_ targets: [Target]) -> [Target] { [target] + targets.filter { !$0.isSame(as: target) } }
}
