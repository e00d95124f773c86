import NIOCore
import Synchronization

/// Between the calls whose prompts are copied and the runner of the copies: takes one where there is room, else drops it.
/// Never waits.
package final class ShadowBoard: Sendable {
    /// What the runner is told.
    enum Notice: Sendable {
        case copy(ShadowCall)
        case ended
        /// No more are taken; what is under way may end.
        case stop
        /// What is under way is given up.
        case expire
    }

    private struct State: Sendable {
        var listener: (@Sendable (Notice) -> Void)?
        var isStopping = false
        var underWay = 0
        var bytes = 0
        var reports: [String: ShadowReport] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Takes over what was kept.
    func load(_ records: [ExperimentRecord]) {
        state.withLock { state in
            for record in records {
                guard let model = record.name(behind: ExperimentRecord.shadow("")),
                    let report = ShadowReport(json: record.content)
                else { continue }
                state.reports[model] = report
            }
        }
    }

    func listen(_ listener: (@Sendable (Notice) -> Void)?) {
        let isStopping = state.withLock { state in
            state.listener = listener
            return state.isStopping
        }
        // The end may come before the beginning.
        if isStopping { listener?(.stop) }
    }

    /// Whether anybody runs copies.
    package var isListening: Bool { state.withLock { $0.listener != nil } }

    /// The process is ending.
    package func stop() { post(.stop) }

    /// What is still under way is given up.
    package func expire() { post(.expire) }

    private func post(_ notice: Notice) {
        let listener = state.withLock { state in
            state.isStopping = true
            return state.listener
        }
        listener?(notice)
    }

    /// Takes a copy of a call whose answer has begun.
    /// - Parameters:
    ///   - isSafe: whether it may be sent a second time.
    ///   - isBusy: whether the gateway has enough to do.
    /// - Returns: whether it is taken.
    func offer(_ call: GenerationCall, _ rule: ShadowRule, isSafe: Bool, isBusy: Bool) -> Bool {
        let copy = ShadowCall(call, rule)
        let bounds = call.call.snapshot.shadowing
        let listener = state.withLock { state -> (@Sendable (Notice) -> Void)? in
            func note(_ change: (inout ShadowReport) -> Void) { Self.note(copy, &state, change) }
            guard isSafe else {
                note { $0.unsafe &+= 1 }
                return nil
            }
            guard let listener = state.listener, !state.isStopping, !isBusy, state.underWay < bounds.concurrent,
                state.bytes + copy.bytes <= bounds.bytes
            else {
                note { $0.dropped &+= 1 }
                return nil
            }
            state.underWay += 1
            state.bytes += copy.bytes
            return listener
        }
        listener?(.copy(copy))
        return listener != nil
    }

    private static func note(_ copy: ShadowCall, _ state: inout State, _ change: (inout ShadowReport) -> Void) {
        note(copy.model, copy.target, &state, change)
    }

    private static func note(
        _ model: String, _ target: String, _ state: inout State, _ change: (inout ShadowReport) -> Void
    ) {
        if state.reports[model]?.target != target { state.reports[model] = ShadowReport(target: target) }
        change(&state.reports[model, default: ShadowReport(target: target)])
        state.reports[model]?.isChanged = true
    }

    /// - Parameter sample: nil: it was refused before it was sent.
    func ended(_ copy: ShadowCall, _ sample: VariantTally.Sample?) {
        state.withLock { state in
            state.underWay -= 1
            state.bytes -= copy.bytes
            Self.note(copy, &state) { report in
                if let sample { report.shadow.add(sample) } else { report.dropped &+= 1 }
            }
        }
    }

    /// A call that has a copy has ended itself.
    func noteCaller(_ sample: VariantTally.Sample, model: String, _ rule: ShadowRule) {
        let target = "\(rule.target.provider)/\(rule.target.model)"
        state.withLock { Self.note(model, target, &$0) { $0.callers.add(sample) } }
    }

    func report(of model: String, _ rule: ShadowRule) -> ShadowReport {
        let target = "\(rule.target.provider)/\(rule.target.model)"
        let known = state.withLock { $0.reports[model] }
        return known.flatMap { $0.target == target ? $0 : nil } ?? ShadowReport(target: target)
    }

    /// Copies under way.
    package var underWay: Int { state.withLock { $0.underWay } }

    /// What has to be kept. Counts as kept from now on.
    func takeChanges() -> [ExperimentRecord] {
        state.withLock { state in
            var records: [ExperimentRecord] = []
            for (model, report) in state.reports where report.isChanged {
                records.append(ExperimentRecord(id: ExperimentRecord.shadow(model), content: report.json))
                state.reports[model]?.isChanged = false
            }
            return records
        }
    }

    /// What was taken could not be kept.
    func giveBack(_ record: ExperimentRecord) {
        guard let model = record.name(behind: ExperimentRecord.shadow("")) else { return }
        state.withLock { $0.reports[model]?.isChanged = true }
    }
}
