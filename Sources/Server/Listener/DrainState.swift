import Synchronization

/// Whether the process is ending, and how many connections there are. Read by every loop.
final class DrainState: Sendable {
    private let draining = Atomic(false)
    private let connections = Atomic(0)

    var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// True for the first caller only.
    func begin() -> Bool { !draining.exchange(true, ordering: .relaxed) }

    /// Counts a new connection; false when there were `limit` already.
    func admit(limit: Int) -> Bool { connections.add(1, ordering: .relaxed).newValue <= limit }

    func leave() { connections.subtract(1, ordering: .relaxed) }
}
