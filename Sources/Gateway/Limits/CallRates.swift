import Wire

/// What a call has taken of its limits, or was told of them.
enum CallRates: Sendable {
    /// Nothing limits it.
    case none
    case taken(any RateTicket)
    case told(RateStanding)

    /// As it is now; nil: there are no limits to tell of.
    var standing: RateStanding? {
        switch self {
        case .none: nil
        case .taken(let ticket): ticket.standing
        case .told(let standing): standing
        }
    }
}

extension RateStanding {
    /// Whether a provider's field gives way to one of ours.
    func replaces(_ name: FieldBytes) -> Bool {
        guard name.hasPrefix("x-ratelimit-") else { return false }
        return requests != nil && Self.isOfRequests(name) || tokens != nil && Self.isOfTokens(name)
    }

    private static func isOfRequests(_ name: FieldBytes) -> Bool {
        name.equals("x-ratelimit-limit-requests") || name.equals("x-ratelimit-remaining-requests")
            || name.equals("x-ratelimit-reset-requests")
    }

    private static func isOfTokens(_ name: FieldBytes) -> Bool {
        name.equals("x-ratelimit-limit-tokens") || name.equals("x-ratelimit-remaining-tokens")
            || name.equals("x-ratelimit-reset-tokens")
    }

    func put(into run: inout FieldRun) {
        if let requests {
            Self.put(requests, .limitOfRequests, .remainingRequests, .resetOfRequests, into: &run)
        }
        if let tokens { Self.put(tokens, .limitOfTokens, .remainingTokens, .resetOfTokens, into: &run) }
    }

    private static func put(
        _ allowance: RateAllowance, _ limit: ReplyField, _ remaining: ReplyField, _ reset: ReplyField,
        into run: inout FieldRun
    ) {
        run.line(limit.rawValue, UInt64(clamping: allowance.limit))
        run.line(remaining.rawValue, UInt64(clamping: allowance.remaining))
        run.line(reset.rawValue) { allowance.putReset(into: &$0) }
    }
}
