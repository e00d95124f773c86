package import NIOCore

/// Time and chance, injected everywhere so that tests need neither.
package struct Effects: Sendable {
    /// Seconds since 1970.
    package var now: @Sendable () -> Int
    package var monotonic: @Sendable () -> NIODeadline
    /// The same clock, some milliseconds behind at the most, where reading it so costs less; nil: it costs the same.
    package var coarseClock: (@Sendable () -> NIODeadline)?
    package var random: @Sendable () -> UInt64
    /// Waits on behalf of a call, on its caller's loop. False: the caller went away meanwhile.
    package var pause: @Sendable (TimeAmount, any CallerLink) async -> Bool

    package init(
        now: @escaping @Sendable () -> Int, monotonic: @escaping @Sendable () -> NIODeadline = { .now() },
        coarseClock: (@Sendable () -> NIODeadline)? = nil, random: @escaping @Sendable () -> UInt64 = HashRandom().next,
        pause: @escaping @Sendable (TimeAmount, any CallerLink) async -> Bool = CallPause.wait
    ) {
        self.now = now
        self.monotonic = monotonic
        self.coarseClock = coarseClock
        self.random = random
        self.pause = pause
    }

    /// The time for what counts in seconds or minutes.
    package func coarse() -> NIODeadline { coarseClock?() ?? monotonic() }
}
