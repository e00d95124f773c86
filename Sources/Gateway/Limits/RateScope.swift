/// Whose calls a limit counts together.
package enum RateScope: Sendable, Hashable {
    /// A key's name.
    case key(String)
    case team(String)
    /// The pattern of a row in `limits.models`.
    case model(String)
    /// A caller's IP address.
    case address(String)
    case gateway

    /// As the first word of a sentence.
    var subject: String {
        switch self {
        case .key(let name): "The key \"\(name)\""
        case .team(let name): "The team \"\(name)\""
        case .model(let pattern): "The model \"\(pattern)\""
        case .address(let address): "The address \(address)"
        case .gateway: "The gateway"
        }
    }

    /// Where its limits stand in the configuration; those of a key, wherever it was made, at the key.
    var settings: String {
        switch self {
        case .key: "limits"
        case .team: "limits.teams[]"
        case .model: "limits.models[]"
        case .address: "limits.address"
        case .gateway: "limits"
        }
    }

    var isAddress: Bool { if case .address = self { true } else { false } }
}

/// A scope that a call falls under, with the limits that hold there.
package struct RateAsk: Sendable, Equatable {
    package var scope: RateScope
    package var limits: RateLimits

    package init(_ scope: RateScope, _ limits: RateLimits) {
        self.scope = scope
        self.limits = limits
    }

    /// What of `tokens` is taken here: a call that asks for more than the limit takes all of it.
    func taken(of tokens: Int) -> Int { min(tokens, limits.tokensPerMinute ?? 0) }
}

/// What a limit counts.
package enum RateMeasure: String, Sendable {
    /// Named as the setting is.
    case requests = "requests_per_minute"
    case tokens = "tokens_per_minute"
    case concurrent
}

/// Which limit a call would have broken.
package struct RateRefusal: Sendable, Equatable {
    package var scope: RateScope
    package var measure: RateMeasure
    package var limit: Int
    /// Microseconds after which the same call passes, if no other comes; of places among the calls at once nobody knows.
    package var wait: Int?
    package var standing: RateStanding

    package init(scope: RateScope, measure: RateMeasure, limit: Int, wait: Int?, standing: RateStanding) {
        self.scope = scope
        self.measure = measure
        self.limit = limit
        self.wait = wait
        self.standing = standing
    }
}

extension GatewayError {
    /// What the caller is told.
    init(_ refusal: RateRefusal) {
        let isOfKey = if case .key = refusal.scope { true } else { false }
        let setting = "`\(refusal.scope.settings).\(refusal.measure.rawValue)`" + (isOfKey ? " of the key" : "")
        let seconds = refusal.wait.map { max(1, ($0 + 999_999) / 1_000_000) } ?? 1
        let message: String
        var hint = "Wait for the seconds in `retry-after`, or raise \(setting)."
        switch refusal.measure {
        case .requests: message = "has used up its \(refusal.limit) requests per minute"
        case .tokens: message = "has used up its \(refusal.limit) tokens per minute"
        case .concurrent:
            message = "runs as many calls as it may (\(refusal.limit))"
            hint = "Wait for a running call to end, or raise \(setting)."
        }
        self.init(
            .rateLimited, "\(refusal.scope.subject) \(message): \(setting).", hint: hint, retryAfter: seconds)
    }
}
