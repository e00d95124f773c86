package import NIOCore

/// Time and chance, injected everywhere so that tests need neither.
package struct Effects: Sendable {
    /// Seconds since 1970.
    package var now: @Sendable () -> Int
    package var monotonic: @Sendable () -> NIODeadline
    package var random: @Sendable () -> UInt64

    package init(
        now: @escaping @Sendable () -> Int, monotonic: @escaping @Sendable () -> NIODeadline = { .now() },
        random: @escaping @Sendable () -> UInt64 = HashRandom().next
    ) {
        self.now = now
        self.monotonic = monotonic
        self.random = random
    }
}
