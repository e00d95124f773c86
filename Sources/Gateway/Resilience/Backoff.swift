package import NIOCore

/// How long to wait before a target is asked again: exponential, with full jitter, so that calls which failed together
/// do not come back together.
package enum Backoff {
    /// - Parameters:
    ///   - retry: 0 before the first one.
    ///   - retryAfter: what the provider asked for, in whole seconds.
    ///   - deadline: when the call must have ended.
    /// - Returns: nil where waiting would be in vain: the provider asks for more than is ever waited, or the call's
    ///   time ends before.
    package static func wait(
        before retry: Int, retryAfter: Int?, now: NIODeadline, deadline: NIODeadline, random: UInt64,
        _ rules: RetryRules
    ) -> TimeAmount? {
        let longest = rules.longest.nanoseconds
        let ceiling = min(min(rules.base.nanoseconds, longest) << min(max(retry, 0), 10), longest)
        let drawn = ceiling <= 0 ? 0 : Int64(random % UInt64(ceiling + 1))
        let asked = retryAfter.map { TimeAmount.seconds(Int64($0)) } ?? .zero
        guard asked <= rules.longest else { return nil }
        let wait = max(asked, .nanoseconds(drawn))
        return now + wait < deadline ? wait : nil
    }
}
