import Synchronization

/// What calls tell the runner of batches, and what it tells them. One for each core.
package final class JobBoard: Sendable {
    /// What has happened outside of the runner.
    package enum Notice: Sendable, Equatable {
        /// A batch wants to be run.
        case created(String)
        case cancelled(String)
        /// Time has passed.
        case tick
        /// No more lines are to be begun; what runs may end.
        case stop
        /// What still runs is given up.
        case expire
    }

    private struct State {
        var listener: (@Sendable (Notice) -> Void)?
        var counts: [String: StoredBatch.Counts] = [:]
        var isStopping = false
    }

    package let stores: JobStores
    let incoming = IncomingFiles()
    private let state = Mutex(State())

    package init(stores: JobStores) { self.stores = stores }

    /// Without a runner nothing hears it: a runner looks for what is unfinished when it begins.
    package func post(_ notice: Notice) {
        let listener = state.withLock { state in
            if notice == .stop || notice == .expire { state.isStopping = true }
            return state.listener
        }
        listener?(notice)
    }

    /// Whether the process is ending.
    var isStopping: Bool { state.withLock { $0.isStopping } }

    func listen(_ listener: (@Sendable (Notice) -> Void)?) {
        state.withLock { state in
            state.listener = listener
            if listener != nil { state.isStopping = false }
        }
    }

    func count(_ counts: StoredBatch.Counts?, of id: String) { state.withLock { $0.counts[id] = counts } }

    func note(_ id: String, isCompleted: Bool) {
        state.withLock { state in
            if isCompleted { state.counts[id]?.completed += 1 } else { state.counts[id]?.failed += 1 }
        }
    }

    /// With the counts of this moment: they are not written down for each line.
    func current(_ batch: StoredBatch) -> StoredBatch {
        var batch = batch
        if !batch.status.isFinal, let counts = state.withLock({ $0.counts[batch.id] }) { batch.counts = counts }
        return batch
    }
}
