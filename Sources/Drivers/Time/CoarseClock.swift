import Glibc
package import NIOCore

/// The clock that does not go back, as of the kernel's last tick: some milliseconds old, and read without asking the
/// machine's counter.
package enum CoarseClock {
    package static let clock: @Sendable () -> NIODeadline = {
        var time = timespec()
        guard clock_gettime(CLOCK_MONOTONIC_COARSE, &time) == 0 else { return .now() }
        return .uptimeNanoseconds(UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }
}
