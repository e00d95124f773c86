import NIOCore
import Synchronization

/// Whether a key or token that was looked up once still holds: connections keep what they found, and must notice when
/// it is revoked, changed or over.
package final class KeyStanding: Sendable {
    /// Seconds since 1970; nil: no end.
    package let ends: Int?
    /// The id of the key, whatever it is called by now; nil: it is a token's.
    package let key: String?
    private let isOver = Atomic<Bool>(false)
    /// On the monotonic clock, in nanoseconds; 0: not used yet.
    private let used = Atomic<UInt64>(0)

    package init(ends: Int? = nil, key: String? = nil) {
        self.ends = ends
        self.key = key
    }

    /// - Parameter now: seconds since 1970; read only where there is an end.
    func holds(at now: () -> Int) -> Bool {
        guard !isOver.load(ordering: .relaxed) else { return false }
        guard let ends else { return true }
        return now() < ends
    }

    /// Whoever holds on to it looks the key up again.
    func end() { isOver.store(true, ordering: .relaxed) }

    func noteUse(_ now: NIODeadline) { used.store(now.uptimeNanoseconds, ordering: .relaxed) }

    /// When it was last used; nil: not yet.
    var lastUse: NIODeadline? {
        let nanoseconds = used.load(ordering: .relaxed)
        return nanoseconds == 0 ? nil : .uptimeNanoseconds(nanoseconds)
    }
}
