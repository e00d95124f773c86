package import NIOCore

/// How the calls of the last while ended, counted in twelve buckets of time. A fixed size, whatever the load.
package struct CallWindow: Sendable {
    /// Sums over the window.
    package struct Counts: Sendable, Equatable {
        package var calls: UInt32 = 0
        /// Time-outs included.
        package var failures: UInt32 = 0
        package var timeouts: UInt32 = 0
        /// Refused for a limit: neither a call that went well nor a failure.
        package var throttled: UInt32 = 0

        package init() {}
    }

    private static let count = 12
    private var buckets = InlineArray<12, Counts>(repeating: Counts())
    /// Nanoseconds of one bucket; 0 until the first call.
    private var span: UInt64 = 0
    /// The number of the newest bucket, counted from the clock's zero.
    private var newest: UInt64 = 0

    package init() {}

    /// - Parameter window: all buckets together; another one than before starts the count anew.
    package mutating func count(_ change: (inout Counts) -> Void, at now: NIODeadline, window: TimeAmount) {
        advance(to: now, window)
        change(&buckets[Int(newest % UInt64(Self.count))])
    }

    package mutating func sum(at now: NIODeadline, window: TimeAmount) -> Counts {
        advance(to: now, window)
        var sum = Counts()
        for index in buckets.indices {
            sum.calls &+= buckets[index].calls
            sum.failures &+= buckets[index].failures
            sum.timeouts &+= buckets[index].timeouts
            sum.throttled &+= buckets[index].throttled
        }
        return sum
    }

    package mutating func clear() { buckets = InlineArray(repeating: Counts()) }

    /// Empties the buckets that have fallen out of the window.
    private mutating func advance(to now: NIODeadline, _ window: TimeAmount) {
        let span = UInt64(max(window.nanoseconds, 1_000)) / UInt64(Self.count)
        if span != self.span {
            self.span = span
            clear()
            newest = now.uptimeNanoseconds / span
            return
        }
        let number = now.uptimeNanoseconds / span
        guard number > newest else { return }
        if number - newest >= UInt64(Self.count) {
            clear()
        } else {
            for old in newest + 1...number { buckets[Int(old % UInt64(Self.count))] = Counts() }
        }
        newest = number
    }
}
