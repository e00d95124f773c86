import NIOCore
import Wire

/// What is left of a limit.
package struct RateAllowance: Sendable, Equatable {
    package var limit: Int
    package var remaining: Int
    /// Microseconds until nothing of it is used any more.
    package var reset: Int

    package init(limit: Int, remaining: Int, reset: Int) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
    }

    /// As `putReset` has it.
    package var resetText: String {
        var text = ByteBuffer()
        text.writeRun(atMost: 2 * FixedPoint.room) { putReset(into: &$0) }
        return String(buffer: text)
    }

    /// Puts `12ms`, `7s`, `6m0s`: as OpenAI's fields have it, rounded up.
    func putReset(into run: inout ByteRun) {
        let milliseconds = (UInt64(clamping: reset) + 999) / 1_000
        if milliseconds > 0, milliseconds < 1_000 {
            run.put(milliseconds, decimals: 0)
            return run.put("ms")
        }
        let seconds = (milliseconds + 999) / 1_000
        if seconds >= 60 {
            run.put(seconds / 60, decimals: 0)
            run.put("m")
        }
        run.put(seconds % 60, decimals: 0)
        run.put("s")
    }
}

/// What is left of the limits of a call: of several the tightest.
package struct RateStanding: Sendable, Equatable {
    /// nil: nothing limits them.
    package var requests: RateAllowance?
    package var tokens: RateAllowance?

    package init(requests: RateAllowance? = nil, tokens: RateAllowance? = nil) {
        self.requests = requests
        self.tokens = tokens
    }

    package static let none = RateStanding()

    /// Counts one more scope in: that with the least left is told.
    mutating func add(_ other: RateStanding) {
        if let tighter = other.requests, tighter.remaining < requests?.remaining ?? .max { requests = tighter }
        if let tighter = other.tokens, tighter.remaining < tokens?.remaining ?? .max { tokens = tighter }
    }
}
