import Dispatch
import Gateway
import Glibc
import Synchronization

/// Makes what was written to a file survive the loss of power: all who ask while one sync is under way share the next.
final class DiskSync: Sendable {
    private struct State {
        var isRunning = false
        var waiting: [CheckedContinuation<StoreFailure?, Never>] = []
    }

    private let file: CInt
    private let state = Mutex(State())
    /// `fdatasync` blocks for as long as the disk takes: on a thread of its own, not on an event loop, nor on one of the few
    /// threads that tasks share.
    private let queue = DispatchQueue(label: "llmgateway.disk")

    /// - Parameter file: a descriptor that stays open for as long as this lives.
    init(_ file: CInt) { self.file = file }

    /// Returns when everything that was written before the call is on the disk.
    func sync() async throws(StoreFailure) {
        let failure = await withCheckedContinuation { continuation in
            let begins = state.withLock { state in
                state.waiting.append(continuation)
                defer { state.isRunning = true }
                return !state.isRunning
            }
            if begins { queue.async { self.run() } }
        }
        if let failure { throw failure }
    }

    private func run() {
        while true {
            let served = state.withLock { state in
                defer { state.waiting = [] }
                if state.waiting.isEmpty { state.isRunning = false }
                return state.waiting
            }
            if served.isEmpty { return }
            let failure =
                fdatasync(file) == 0 ? nil : StoreFailure(reason: "the journal: \(String(cString: strerror(errno)))")
            for continuation in served { continuation.resume(returning: failure) }
        }
    }
}
