/// Counts what is asked for against its limits, for this gateway alone or for several that share a store.
///
/// The time is the store's own: several gateways must not count by clocks that differ, and no clock that can be set may
/// give anybody more than is due.
package protocol RateCounters: Sendable {
    /// Takes one request, `tokens` and a place among the calls at once from every scope, or nothing from any.
    ///
    /// - Parameters:
    ///   - asks: each scope once.
    ///   - tokens: an estimate, put right when the call has ended. Where it is more than a limit, all of that is taken.
    /// - Throws: where the store cannot be asked.
    func take(_ asks: [RateAsk], tokens: Int) async throws(StoreFailure) -> RateAnswer

    /// The same for a driver that need not wait for it: nil where it must, and nothing is taken then.
    func takeAtOnce(_ asks: [RateAsk], tokens: Int) -> RateAnswer?

    /// What `take` would say now. Nothing is taken.
    func outlook(_ asks: [RateAsk], tokens: Int) async throws(StoreFailure) -> RateOutlook
}

extension RateCounters {
    package func takeAtOnce(_ asks: [RateAsk], tokens: Int) -> RateAnswer? { nil }

    /// Takes, and gives back at once. A driver that can look without taking does so.
    package func outlook(_ asks: [RateAsk], tokens: Int) async throws(StoreFailure) -> RateOutlook {
        switch try await take(asks, tokens: tokens) {
        case .refused(let refusal): return .refused(refusal)
        case .taken(let ticket):
            let standing = ticket.standing
            await ticket.giveBack()
            return .passes(standing)
        }
    }
}

/// What a call would be told if it asked.
package enum RateOutlook: Sendable, Equatable {
    /// With what is left once it has taken its share.
    case passes(RateStanding)
    case refused(RateRefusal)
}

/// What a call that asked has got.
package enum RateAnswer: Sendable {
    case taken(any RateTicket)
    case refused(RateRefusal)
}

/// What one call has taken. Of `settle` and `giveBack` the first that is called counts; a place that is never given back
/// by either is the store's to take back, after the longest time a call may last.
package protocol RateTicket: AnyObject, Sendable {
    /// What is left now, as far as it is known here without asking a store.
    var standing: RateStanding { get }
    /// The call has ended: its place is free, and its tokens are put right.
    /// - Parameters:
    ///   - tokens: what was used; nil where that is not known: the estimate stands.
    ///   - isTold: whether what is left after that is asked for.
    /// - Returns: that; else `none`.
    @discardableResult
    func settle(tokens: Int?, isTold: Bool) async -> RateStanding
    /// The same for a driver that need not wait for it: nil where it must, and nothing is settled then.
    func settleAtOnce(tokens: Int?, isTold: Bool) -> RateStanding?
    /// The call was not run: all of it is given back.
    func giveBack() async
}

extension RateTicket {
    @discardableResult
    package func settle(tokens: Int?) async -> RateStanding { await settle(tokens: tokens, isTold: true) }

    package func settleAtOnce(tokens: Int?, isTold: Bool) -> RateStanding? { nil }
}
