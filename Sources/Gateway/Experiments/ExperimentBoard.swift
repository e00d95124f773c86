import Synchronization

/// The states of all experiments of a core. Calls take its lock at their begin and at their end, and nobody waits under it.
package final class ExperimentBoard: Sendable {
    private struct Entry: Sendable {
        var state: ExperimentState
        /// Whether it differs from what is kept.
        var isChanged = true
        /// What it did by itself since it was kept.
        var changes: [Change] = []
    }

    /// A change of phase that nobody asked for.
    struct Change: Sendable {
        var time: Int
        var experiment: String
        var before: ExperimentState.Phase
        var after: ExperimentState.Phase

        var text: String {
            "the experiment \(experiment) was \(before.word), and is \(after.word)"
        }
    }

    private let entries = Mutex<[String: Entry]>([:])

    package init() {}

    /// Takes over what was kept.
    func load(_ records: [ExperimentRecord]) {
        entries.withLock { entries in
            for record in records {
                guard let name = record.name(behind: ExperimentRecord.experiment("")),
                    let state = ExperimentState(json: record.content)
                else { continue }
                entries[name] = Entry(state: state, isChanged: false)
            }
        }
    }

    /// The variant of a unit; nil: the experiment is stopped.
    func variant(of unit: String, in experiment: Experiment, at now: Int) -> Int? {
        let (isStopped, growth) = entries.withLock { entries in
            let state = Self.entry(of: experiment, now, &entries).state
            if case .stopped = state.phase { return (true, Assignment.Growth?.none) }
            return (false, state.growth(in: experiment))
        }
        return isStopped ? nil : Assignment.variant(of: unit, in: experiment, growth: growth)
    }

    /// How an experiment stands, without a trace: one that no call has come to does not begin by being looked at, and no
    /// step is taken.
    func standing(of experiment: Experiment, at now: Int) -> ExperimentState {
        let state = entries.withLock { $0[experiment.name]?.state }
        guard let state, state.fits(experiment) else { return ExperimentState(experiment, now: now) }
        return state
    }

    func add(_ sample: VariantTally.Sample, to given: CallExperiment, at now: Int) {
        change(given.experiment, at: now) { $0.add(sample, to: given.variant, in: given.experiment, at: now) }
    }

    /// - Parameters:
    ///   - score: thousandths.
    ///   - call: its id, and when it was made.
    /// - Returns: nil: the call belongs to what was before the experiment began anew.
    func addFeedback(
        _ score: Int, of call: (id: String, made: Int), to variant: Int, in experiment: Experiment, at now: Int
    ) -> FeedbackLog.Answer? {
        change(experiment, at: now) { state in
            guard call.made >= state.began else { return nil }
            let answer = state.given.note(call.id)
            if answer == .isNew { state.addFeedback(score, to: variant, in: experiment, at: now) }
            return answer
        }
    }

    package func state(of experiment: Experiment, at now: Int) -> ExperimentState {
        change(experiment, at: now) { state in
            // It may be time for the next step though nobody calls.
            state.look(at: experiment, now: now)
            return state
        }
    }

    /// What an operator does; it is the operator's to write down.
    func act(
        on experiment: Experiment, at now: Int, _ action: (inout ExperimentState) -> Void
    ) -> ExperimentState {
        entries.withLock { entries in
            var entry = Self.entry(of: experiment, now, &entries)
            action(&entry.state)
            entry.isChanged = true
            entries[experiment.name] = entry
            return entry.state
        }
    }

    /// What has to be kept, and what happened since. Counts as kept from now on.
    func takeChanges() -> (records: [ExperimentRecord], changes: [Change]) {
        let (states, changes) = entries.withLock { entries in
            var states: [(name: String, state: ExperimentState)] = []
            var changes: [Change] = []
            for (name, entry) in entries where entry.isChanged {
                states.append((name, entry.state))
                changes += entry.changes
                entries[name]?.isChanged = false
                entries[name]?.changes = []
            }
            return (states, changes)
        }
        // Calls do not wait while it is written.
        let records = states.map {
            ExperimentRecord(id: ExperimentRecord.experiment($0.name), content: $0.state.json)
        }
        return (records, changes)
    }

    /// What was taken could not be kept.
    func giveBack(_ record: ExperimentRecord) {
        guard let name = record.name(behind: ExperimentRecord.experiment("")) else { return }
        entries.withLock { $0[name]?.isChanged = true }
    }

    func giveBack(_ change: Change) {
        entries.withLock { entries in
            entries[change.experiment]?.changes.append(change)
            entries[change.experiment]?.isChanged = true
        }
    }

    private func change<Result: Sendable>(
        _ experiment: Experiment, at now: Int, _ body: (inout ExperimentState) -> Result
    ) -> Result {
        entries.withLock { entries in
            _ = Self.entry(of: experiment, now, &entries)
            // In place: the arrays in it are not copied.
            let before = entries[experiment.name]?.state.phase
            let result = body(&entries[experiment.name, default: Entry(state: .init(experiment, now: now))].state)
            entries[experiment.name]?.isChanged = true
            if let before, let after = entries[experiment.name]?.state.phase, after != before {
                entries[experiment.name]?.changes.append(
                    Change(time: now, experiment: experiment.name, before: before, after: after))
            }
            return result
        }
    }

    /// One that was changed in the configuration begins anew.
    private static func entry(
        of experiment: Experiment, _ now: Int, _ entries: inout [String: Entry]
    ) -> Entry {
        if let entry = entries[experiment.name], entry.state.fits(experiment) { return entry }
        let entry = Entry(state: ExperimentState(experiment, now: now))
        entries[experiment.name] = entry
        return entry
    }
}
