import NIOCore
package import Wire

extension GatewayCore {
    /// What a call that has ended says of its variant, and of what its shadow is measured against.
    func noteVariant(of call: Call, ended: NIODeadline) {
        let record = call.record
        if let given = record.experiment, let sample = VariantTally.Sample(call, of: given.target, ended: ended) {
            experiments.add(sample, to: given, at: effects.now())
        }
        guard record.isShadowed, let provider = record.provider.flatMap({ call.snapshot.providersByID[$0] }),
            let model = record.model.flatMap({ call.snapshot.modelsByName[$0] }), let rule = model.shadow,
            let sample = VariantTally.Sample(
                call, of: Target(provider: provider, model: record.targetModel ?? ""), ended: ended)
        else { return }
        shadows.noteCaller(sample, model: model.name, rule)
    }

    /// Takes over what was kept; before the first call.
    package func loadExperiments() async throws(GatewayError) {
        let records = try await experimentStore.list()
        experiments.load(records)
        shadows.load(records)
    }

    /// Keeps what has changed. What cannot be kept now is tried again the next time.
    /// - Returns: what experiments did by themselves since, in words for the log.
    @discardableResult
    package func saveExperiments() async throws(GatewayError) -> [String] {
        let (records, changes) = experiments.takeChanges()
        var failure: GatewayError?
        for record in records {
            do throws(GatewayError) {
                try await experimentStore.add(record)
            } catch {
                experiments.giveBack(record)
                failure = error
            }
        }
        for record in shadows.takeChanges() {
            do throws(GatewayError) {
                try await experimentStore.add(record)
            } catch {
                shadows.giveBack(record)
                failure = error
            }
        }
        var told: [String] = []
        for change in changes {
            do throws(GatewayError) {
                try await note(change)
                told.append(change.text)
            } catch {
                experiments.giveBack(change)
                failure = error
            }
        }
        if let failure { throw failure }
        return told
    }

    /// What nobody asked for stands beside what was asked for.
    private func note(_ change: ExperimentBoard.Change) async throws(GatewayError) {
        let actor = AdminActor(name: "experiment", address: "", requestID: "")
        let entry = actor.entry(
            "experiment.\(change.after.word)", change.experiment, at: change.time,
            before: .string(change.before.word), after: .string(change.after.word))
        do throws(StoreFailure) {
            try await keys.audit.append(entry)
        } catch {
            throw GatewayError(error)
        }
    }
}

/// What operators see and do.
extension GatewayCore {
    package var experimentList: [JSONValue] {
        let now = now
        return snapshot.experiments.all.map { ExperimentReport($0, experiments.state(of: $0, at: now)).json }
    }

    package func experimentReport(_ name: String) throws(GatewayError) -> JSONValue {
        let experiment = try experiment(named: name)
        return ExperimentReport(experiment, experiments.state(of: experiment, at: now)).json
    }

    private func experiment(named name: String) throws(GatewayError) -> Experiment {
        let all = snapshot.experiments
        guard let experiment = all.experiment(named: name) else {
            let near = NearestNames.of(name, among: all.all.map(\.name), count: 1).first
            throw GatewayError(
                .experimentNotFound, "There is no experiment \"\(name)\".",
                hint: near.map { "Did you mean \"\($0)\"?" })
        }
        return experiment
    }

    /// - Parameter variant: nil: the one that has won, or is ahead by the numbers.
    package func promote(
        _ name: String, variant: String?, by actor: AdminActor
    ) async throws(GatewayError) -> JSONValue {
        let experiment = try experiment(named: name)
        let state = experiments.state(of: experiment, at: now)
        let chosen: Int
        if let variant {
            guard let index = experiment.variant(named: variant) else {
                throw AdminMembers.wrong(
                    "variant",
                    "\"variant\" must be one of \(experiment.variants.map(\.name).joined(separator: ", ")), "
                        + "found \"\(variant)\".")
            }
            chosen = index
        } else if let winner = state.phase.winner {
            chosen = winner
        } else {
            throw GatewayError(
                .conflict, "No winner is named yet.", hint: "Name the variant to promote in `variant`.",
                param: "variant")
        }
        return try await act(on: experiment, "promote", actor) { $0.promote(chosen, in: experiment, at: $1) }
    }

    package func stopExperiment(_ name: String, by actor: AdminActor) async throws(GatewayError) -> JSONValue {
        let experiment = try experiment(named: name)
        return try await act(on: experiment, "stop", actor) { $0.stop(experiment, at: $1) }
    }

    package func resetExperiment(_ name: String, by actor: AdminActor) async throws(GatewayError) -> JSONValue {
        let experiment = try experiment(named: name)
        return try await act(on: experiment, "reset", actor) { $0.reset(experiment, at: $1) }
    }

    /// Written down first: a change that nobody can find out about must not be.
    private func act(
        on experiment: Experiment, _ word: String, _ actor: AdminActor,
        _ action: (inout ExperimentState, Int) -> Void
    ) async throws(GatewayError) -> JSONValue {
        let now = now
        var wanted = experiments.state(of: experiment, at: now)
        let before = ExperimentReport(experiment, wanted).phase
        action(&wanted, now)
        let after = ExperimentReport(experiment, wanted).phase
        do throws(StoreFailure) {
            try await keys.audit.append(
                actor.entry("experiment.\(word)", experiment.name, at: now, before: before, after: after))
        } catch {
            throw GatewayError(error)
        }
        let state = experiments.act(on: experiment, at: now) { action(&$0, now) }
        try await saveExperiments()
        return ExperimentReport(experiment, state).json
    }
}
