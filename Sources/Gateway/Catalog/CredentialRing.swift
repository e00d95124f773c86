import NIOCore
import Synchronization

/// The turns of a provider's credentials: one that was refused, or is at its limit, rests while others are there.
final class CredentialRing: Sendable {
    private struct State {
        var current = 0
        var rests: [NIODeadline]
    }

    private let count: Int
    private let state: Mutex<State>

    init(count: Int) {
        self.count = count
        state = Mutex(State(rests: Array(repeating: .uptimeNanoseconds(0), count: count)))
    }

    /// The credential to use: the current one, or the next that does not rest; where all rest, the one that has rested
    /// most of its time. nil when all have been tried.
    /// - Parameter tried: a bit for each that this call has used.
    func next(at now: NIODeadline, besides tried: UInt64) -> Int? {
        guard count > 1 else { return tried & 1 == 0 ? 0 : nil }
        return state.withLock { state in
            let order = (0..<count).map { (state.current + $0) % count }.filter { tried & 1 << UInt64($0) == 0 }
            let next = order.first { state.rests[$0] <= now } ?? order.min { state.rests[$0] < state.rests[$1] }
            if let next { state.current = next }
            return next
        }
    }

    func rest(_ index: Int, until end: NIODeadline) {
        guard count > 1 else { return }
        state.withLock { $0.rests[index] = end }
    }
}
