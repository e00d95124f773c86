/// How much of one limit is used: the generic cell rate algorithm, in its form of a leaky bucket (ITU-T I.371, annex A).
///
/// What is taken fills it; it drains as fast as the limit says. Whatever the stretch of time, no more is taken than the
/// limit at once and what drains meanwhile. Nothing is rounded: each request, or token, is as many parts as a minute has
/// microseconds, so that seven a minute drain seven parts a microsecond.
package struct RateMeter: Sendable, Equatable {
    /// The parts of one request or token, and the microseconds of a minute.
    package static let minute = 60_000_000
    /// The largest limit, and the most that counts of one call: what a provider says it used may be anything.
    package static let most = 1_000_000_000

    /// Filled by what was taken, and above the limit by what was used beyond what was taken.
    private(set) var parts = 0
    /// When it was last drained, in microseconds of a clock that never goes back.
    private var time: Int

    package init(at time: Int) { self.time = time }

    /// Lets drain what `limit` lets drain until `now`. A clock that went back drains nothing.
    package mutating func drain(until now: Int, _ limit: Int) {
        guard now > time else { return }
        let (drained, isMore) = (now - time).multipliedReportingOverflow(by: max(limit, 0))
        parts = isMore ? 0 : max(0, parts - drained)
        time = now
    }

    /// Takes `count`. Never refuses: what was used was used.
    package mutating func add(_ count: Int) { parts = min(parts + Self.parts(of: count), Int.max / 2) }

    /// Gives back what of `count`, which was taken at `taken`, cannot have drained since: that may be another's by now.
    package mutating func giveBack(_ count: Int, taken: Int, _ limit: Int) {
        let (drained, isMore) = max(0, time - taken).multipliedReportingOverflow(by: max(limit, 0))
        if !isMore { remove(max(0, Self.parts(of: count) - drained)) }
    }

    mutating func remove(_ parts: Int) { self.parts = max(0, self.parts - parts) }

    static func parts(of count: Int) -> Int { max(0, min(count, most)) * minute }

    /// Microseconds until `count` may be taken; 0: at once. Whoever asks for more than the limit waits for all of it.
    package func wait(for count: Int, _ limit: Int) -> Int {
        guard limit > 0 else { return Self.minute }
        let limit = min(limit, Self.most)
        let over = parts + (min(count, limit) - limit) * Self.minute
        return over > 0 ? Self.up(over, by: limit) : 0
    }

    package func allowance(_ limit: Int) -> RateAllowance {
        let rate = max(0, min(limit, Self.most))
        return RateAllowance(
            limit: limit, remaining: max(0, rate * Self.minute - parts) / Self.minute,
            reset: rate > 0 ? Self.up(parts, by: rate) : Self.minute)
    }

    package var isEmpty: Bool { parts == 0 }

    /// Which part of `limit` is used, in thousandths.
    func fill(of limit: Int) -> Int { limit > 0 ? parts / limit / (Self.minute / 1_000) : 0 }

    private static func up(_ parts: Int, by limit: Int) -> Int { (parts + limit - 1) / limit }
}
