extension RateAsk {
    /// The scopes a call falls under that limit anything; empty for most.
    /// - Parameter model: the name the caller used; nil: the call names none.
    static func all(of call: Call, model: String?) -> [RateAsk] {
        let limits = call.snapshot.limits
        let policy = call.principal.policy
        var asks: [RateAsk] = []
        if !policy.limits.isNone { asks.append(RateAsk(.key(call.principal.name), policy.limits)) }
        if let team = policy.team, let shared = limits.teams[team] { asks.append(RateAsk(.team(team), shared)) }
        if let model, !limits.models.isEmpty {
            let whole = wholeName(of: model, in: call.snapshot)
            for row in limits.models where row.fits(model) || whole.map(row.fits) ?? false {
                asks.append(RateAsk(.model(row.pattern), row.limits))
            }
        }
        if !limits.address.isNone, !call.caller.address.isEmpty {
            asks.append(RateAsk(.address(call.caller.address), limits.address))
        }
        // Calls at once in all have places of their own, and a line in front of them.
        if limits.requestsPerMinute != nil || limits.tokensPerMinute != nil {
            asks.append(
                RateAsk(
                    .gateway,
                    RateLimits(requestsPerMinute: limits.requestsPerMinute, tokensPerMinute: limits.tokensPerMinute)))
        }
        return asks
    }

    /// `provider/model` for a bare name that is no configured one: a limit must hold for either spelling.
    private static func wholeName(of model: String, in snapshot: Snapshot) -> String? {
        if let slash = model.utf8.firstIndex(of: UInt8(ascii: "/")),
            snapshot.providersByID[String(model[..<slash])] != nil
        {
            return nil
        }
        guard snapshot.modelsByName[model] == nil else { return nil }
        return snapshot.provider(listing: model).map { Target(provider: $0, model: model).name }
    }
}
