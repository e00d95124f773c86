import NIOCore

/// One attempt in the eyes of its target's standing.
struct Trial {
    let standing: ProviderStanding
    let place: Int
    let pass: CircuitBreaker.Pass
    let began: NIODeadline
    let isStream: Bool
    /// Requests of the call that had gone out before.
    let sentBefore: Int
    let rules: BreakerRules
    /// Whether it holds one of the provider's seats.
    var hasSeat = false
    /// Whether the answer has begun, and has been counted.
    var hasAnswered = false

    enum Result {
        case outcome(CircuitBreaker.Outcome)
        /// It broke off after it had begun.
        case broke
        case nothing
    }

    struct Ending {
        var result: Result
        var firstByte: TimeAmount?
        /// Until when the provider wants to be left alone.
        var parked: NIODeadline?
        /// Whether the attempt is over; else its answer has begun.
        var leaves = true
    }

    /// A good answer begins. A stream may last for an hour: what is to be learnt of its beginning is learnt here.
    mutating func answer(firstByte: NIODeadline?, at now: NIODeadline) {
        guard !hasAnswered else { return }
        hasAnswered = true
        standing.end(
            Ending(result: .outcome(.answered), firstByte: firstByte.map { $0 - began }, leaves: false), of: self,
            at: now)
    }
}

extension Trial {
    /// The attempt is over; a target learns from how it ended.
    /// - Parameters:
    ///   - error: what it threw; nil: the reply came to its end.
    ///   - code: what the record says of a reply that ended with an error of its own, as a stream that broke off does.
    func conclude(
        _ error: GatewayError?, code: ErrorCode?, firstByte: NIODeadline?, of call: GenerationCall, at now: NIODeadline
    ) {
        standing.end(ending(error, code, firstByte, call, now), of: self, at: now)
    }

    private func ending(
        _ error: GatewayError?, _ code: ErrorCode?, _ firstByte: NIODeadline?, _ call: GenerationCall,
        _ now: NIODeadline
    ) -> Ending {
        // Refused, or answered, by the gateway itself.
        guard call.call.record.attemptCount > sentBefore else { return Ending(result: .outcome(.abandoned)) }
        // A stream that outlives its call is no fault of the provider's.
        if hasAnswered, now >= call.deadline { return Ending(result: .nothing) }
        guard let error else {
            if code != nil { return Ending(result: hasAnswered ? .broke : .outcome(.failed)) }
            if hasAnswered { return Ending(result: .nothing) }
            return Ending(result: .outcome(.answered), firstByte: firstByte.map { $0 - began })
        }
        let outcome = Self.outcome(of: error, call, now)
        if hasAnswered { return Ending(result: outcome == .failed || outcome == .timedOut ? .broke : .nothing) }
        return Ending(result: .outcome(outcome), parked: Self.parked(after: error, call, now))
    }

    private static func outcome(
        of error: GatewayError, _ call: GenerationCall, _ now: NIODeadline
    ) -> CircuitBreaker.Outcome {
        switch error.failureClass {
        case nil:
            if case .upstream = error.origin { return .answered }
            return .abandoned
        case .contextTooLong, .contentFilter: return .answered
        case .rateLimit: return .throttled
        default: break
        }
        guard error.code == .upstreamTimeout else { return .failed }
        // A caller in a hurry must not close a target for all others.
        return call.isHurried && now >= call.deadline ? .abandoned : .timedOut
    }

    /// Until when the provider wants to be left alone. The limit of a caller's own credential is nobody else's; of
    /// several credentials the one that is at its limit rests by itself.
    private static func parked(after error: GatewayError, _ call: GenerationCall, _ now: NIODeadline) -> NIODeadline? {
        guard let seconds = error.retryAfter, call.call.principal.ownCredential == nil else { return nil }
        switch error.failureClass {
        case .rateLimit, .unavailable: return now + .seconds(Int64(min(seconds, longestParking)))
        default: return nil
        }
    }

    /// Some providers say days when an account is at its limit; but a limit may be raised.
    private static let longestParking = 300
}
