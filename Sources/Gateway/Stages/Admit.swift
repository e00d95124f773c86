import NIOCore

/// Refuses a call before it costs anything: over a limit on requests, tokens or calls at once, or no place to run in.
///
/// The limits of all its scopes are taken together or not at all, then a place, for which it may have to wait.
package struct Admit: Stage {
    private let rates: any RateCounters
    private let seats: CallSeats
    private let clock: @Sendable () -> NIODeadline

    init(
        rates: any RateCounters, seats: CallSeats, clock: @escaping @Sendable () -> NIODeadline
    ) {
        self.rates = rates
        self.seats = seats
        self.clock = clock
    }

    package func run(_ call: GenerationCall, reply: any ReplyWriter, next: Next) async throws(GatewayError) {
        guard call.call.isLimited else { return try await next(call, reply: reply) }
        let entry = try await enter(call)
        do throws(GatewayError) {
            try await next(call, reply: reply)
        } catch {
            await leave(call.call, entry, failed: true)
            throw error
        }
        await leave(call.call, entry, failed: false)
    }

    /// The same for a call whose body the gateway does not read: it has neither model nor tokens.
    func run(_ call: Call, _ body: () async throws(GatewayError) -> Void) async throws(GatewayError) {
        guard call.isLimited else { return try await body() }
        let entry = try await enter(call, RateAsk.all(of: call, model: nil), tokens: 0, deadline: call.end)
        do throws(GatewayError) {
            try await body()
        } catch {
            await leave(call, entry, failed: true)
            throw error
        }
        await leave(call, entry, failed: false)
    }

    /// Counts a call that ends here: what cannot be understood is a request all the same.
    func count(_ call: Call) async throws(GatewayError) {
        guard call.isLimited else { return }
        let asks = RateAsk.all(of: call, model: nil)
        guard !asks.isEmpty else { return }
        let ticket = try await take(asks, tokens: 0, for: call)
        call.record.rates = .told(await ticket.settle(tokens: nil))
    }

    /// What the limits would say to a call now; nil: nothing limits it. Nothing is taken.
    func outlook(of call: GenerationCall) async throws(GatewayError) -> RateOutlook? {
        let asks = RateAsk.all(of: call.call, model: call.facts.model)
        guard !asks.isEmpty else { return nil }
        let tokens = asks.contains { $0.limits.tokensPerMinute != nil } ? TokenEstimate.of(call) : 0
        do throws(StoreFailure) {
            return try await rates.outlook(asks, tokens: tokens)
        } catch {
            throw GatewayError(error)
        }
    }

    /// What a call that was admitted holds.
    private struct Entry: Sendable {
        var ticket: (any RateTicket)?
        var tokens: Int
        var hasSeat: Bool
    }

    // Apart, and not inlined: what they hold should not lie in the frame that is kept while a stream goes on.

    @inline(never)
    private func enter(_ call: GenerationCall) async throws(GatewayError) -> Entry {
        if let entry = try enterAtOnce(call) { return entry }
        let asks = RateAsk.all(of: call.call, model: call.facts.model)
        let areTokensLimited = asks.contains { $0.limits.tokensPerMinute != nil }
        var tokens = areTokensLimited ? TokenEstimate.of(call) : 0
        if areTokensLimited, !call.call.snapshot.vocabularies.isEmpty {
            tokens = await TokenEstimate.counted(call, else: tokens)
        }
        return try await enter(call.call, asks, tokens: tokens, deadline: call.deadline)
    }

    /// Without waiting for anything; nil: something has to be waited for.
    @inline(never)
    private func enterAtOnce(_ call: GenerationCall) throws(GatewayError) -> Entry? {
        let snapshot = call.call.snapshot
        guard snapshot.limits.concurrent == nil, snapshot.vocabularies.isEmpty else { return nil }
        let asks = RateAsk.all(of: call.call, model: call.facts.model)
        let tokens = asks.contains { $0.limits.tokensPerMinute != nil } ? TokenEstimate.of(call) : 0
        guard !asks.isEmpty else { return Entry(ticket: nil, tokens: tokens, hasSeat: false) }
        guard let answer = rates.takeAtOnce(asks, tokens: tokens) else { return nil }
        return Entry(ticket: try ticket(answer, for: call.call), tokens: tokens, hasSeat: false)
    }

    @inline(never)
    private func enter(
        _ call: Call, _ asks: [RateAsk], tokens: Int, deadline: NIODeadline
    ) async throws(GatewayError) -> Entry {
        var entry = Entry(ticket: nil, tokens: tokens, hasSeat: false)
        if !asks.isEmpty { entry.ticket = try await take(asks, tokens: tokens, for: call) }
        guard let places = call.snapshot.limits.concurrent else { return entry }
        do throws(GatewayError) {
            try await seats.enter(
                call, places: places, queue: call.snapshot.limits.queue, of: .gateway, at: clock(), deadline: deadline)
        } catch {
            // It has not run, so it has used nothing.
            await entry.ticket?.giveBack()
            call.record.rates = .none
            throw error
        }
        entry.hasSeat = true
        return entry
    }

    private func take(
        _ asks: [RateAsk], tokens: Int, for call: Call
    ) async throws(GatewayError) -> any RateTicket {
        let answer: RateAnswer
        do throws(StoreFailure) {
            answer = try await rates.take(asks, tokens: tokens)
        } catch {
            throw GatewayError(error)
        }
        return try ticket(answer, for: call)
    }

    private func ticket(_ answer: RateAnswer, for call: Call) throws(GatewayError) -> any RateTicket {
        switch answer {
        case .taken(let ticket):
            call.record.rates = .taken(ticket)
            return ticket
        case .refused(let refusal):
            call.record.rates = .told(refusal.standing)
            throw GatewayError(refusal)
        }
    }

    /// Whether that was all: where the store has to be waited for, `leave` goes on.
    @inline(never)
    private func leaveAtOnce(_ call: Call, _ entry: Entry, failed: Bool) -> Bool {
        if entry.hasSeat { seats.leave(at: clock()) }
        guard let ticket = entry.ticket else { return true }
        let used = call.record.usedTokens(estimate: entry.tokens)
        guard let standing = ticket.settleAtOnce(tokens: used, isTold: failed) else { return false }
        // An error reply is still to come.
        call.record.rates = failed ? .told(standing) : .none
        return true
    }

    @inline(never)
    private func leave(_ call: Call, _ entry: Entry, failed: Bool) async {
        guard !leaveAtOnce(call, entry, failed: failed), let ticket = entry.ticket else { return }
        let standing = await ticket.settle(
            tokens: call.record.usedTokens(estimate: entry.tokens), isTold: failed)
        call.record.rates = failed ? .told(standing) : .none
    }
}

extension Call {
    fileprivate var isLimited: Bool { snapshot.limitsCalls || !principal.policy.limits.isNone }
    fileprivate var end: NIODeadline { arrived + snapshot.timeouts.total }
}
