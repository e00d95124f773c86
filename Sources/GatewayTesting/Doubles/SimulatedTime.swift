package import Gateway
package import NIOCore
import Synchronization

/// A task executor on which time passes only when nobody has anything to do: whole calls, with their waits, hedges and
/// retries, run in no time and in an order that a seed decides.
package final class SimulatedTime: TaskExecutor {
    private struct Sleeper {
        var id: Int
        var due: NIODeadline
        var continuation: UnsafeContinuation<Bool, Never>
    }

    private struct State: Sendable {
        var jobs: [UnownedJob] = []
        var sleepers: [Sleeper] = []
        var lastID = 0
        var now = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
        var random: SplitMix64
    }

    private let state: Mutex<State>

    package init(seed: UInt64) { state = Mutex(State(random: SplitMix64(seed: seed))) }

    package var now: NIODeadline { state.withLock { $0.now } }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
    }

    /// Runs `body` to its end on the caller's thread. False: it waits for what never comes.
    package func run(_ body: @escaping @Sendable () async -> Void) -> Bool {
        let isDone = Mutex(false)
        withExtendedLifetime(
            Task(executorPreference: self) {
                await body()
                isDone.withLock { $0 = true }
            }
        ) {
            while !isDone.withLock({ $0 }) {
                if let job = nextJob() {
                    job.runSynchronously(on: asUnownedTaskExecutor())
                } else if !wakeNext() {
                    return
                }
            }
        }
        return isDone.withLock { $0 }
    }

    /// Any of those that are ready.
    private func nextJob() -> UnownedJob? {
        state.withLock { state in
            guard !state.jobs.isEmpty else { return nil }
            return state.jobs.remove(at: Int(state.random.next() % UInt64(state.jobs.count)))
        }
    }

    private func wakeNext() -> Bool {
        let next = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.indices.min(by: { state.sleepers[$0].due < state.sleepers[$1].due })
            else { return nil }
            let sleeper = state.sleepers.remove(at: index)
            state.now = max(state.now, sleeper.due)
            return sleeper
        }
        next?.continuation.resume(returning: true)
        return next != nil
    }

    /// Waits as simulated time has it. False: it was cancelled.
    /// - Parameter caller: gives it up when it goes away; nil: nobody does.
    package func sleep(_ time: TimeAmount, for caller: (any CallerLink)? = nil) async -> Bool {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        defer { caller?.attach(nil) }
        return await withUnsafeContinuation { continuation in
            state.withLock {
                $0.sleepers.append(Sleeper(id: id, due: $0.now + time, continuation: continuation))
            }
            caller?.attach(Wait(time: self, id: id))
            if caller?.isGone ?? false { cancel(id) }
        }
    }

    fileprivate func cancel(_ id: Int) {
        let sleeper = state.withLock { state in
            state.sleepers.firstIndex { $0.id == id }.map { state.sleepers.remove(at: $0) }
        }
        sleeper?.continuation.resume(returning: false)
    }

    private final class Wait: CancellableExchange {
        private let time: SimulatedTime
        private let id: Int

        init(time: SimulatedTime, id: Int) {
            self.time = time
            self.id = id
        }

        func cancel() { time.cancel(id) }
    }
}

/// A caller that leaves when a simulation says so.
package final class LeavingCaller: CallerLink {
    private struct State: Sendable {
        var isGone = false
        var running: (any CancellableExchange)?
    }

    private let state = Mutex(State())
    private let stays = TestCaller()

    package init() {}

    package var loop: any EventLoop { stays.loop }
    package var isGone: Bool { state.withLock { $0.isGone } }

    package func attach(_ running: (any CancellableExchange)?) {
        let isGone = state.withLock { state in
            state.running = running
            return state.isGone
        }
        if isGone { running?.cancel() }
    }

    package func leave() {
        let running = state.withLock { state in
            state.isGone = true
            return state.running
        }
        running?.cancel()
    }
}
