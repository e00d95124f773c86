extension RateAsk {
    /// The scopes a call falls under that limit anything; empty for most.
    /// - Parameter model: the name the caller used; nil: the call names none.
    static func all(of call: Call, model: String?) -> [RateAsk] {
        let snapshot = call.snapshot
        let principal = call.principal
        var asks: [RateAsk] = []
        if !principal.policy.limits.isNone { asks.append(RateAsk(.key(principal.name), principal.policy.limits)) }
        guard snapshot.limitsCalls else { return asks }
        if let team = principal.policy.team, let shared = snapshot.limits.teams[team] {
            asks.append(RateAsk(.team(team), shared))
        }
        if let model, !snapshot.limits.models.isEmpty {
            let target = targetName(of: model, in: snapshot)
            for row in snapshot.limits.models where row.fits(model) || target.map(row.fits) ?? false {
                asks.append(RateAsk(.model(row.pattern), row.limits))
            }
        }
        if !snapshot.limits.address.isNone, !call.caller.address.isEmpty {
            asks.append(RateAsk(.address(call.caller.address), snapshot.limits.address))
        }
        // Calls at once in all have places of their own, and a line in front of them.
        let all = RateLimits(
            requestsPerMinute: snapshot.limits.requestsPerMinute, tokensPerMinute: snapshot.limits.tokensPerMinute)
        if !all.isNone { asks.append(RateAsk(.gateway, all)) }
        return asks
    }

    /// `provider/model` for a name that is no configured one: a limit must hold whichever way a model is spelt.
    private static func targetName(of model: String, in snapshot: Snapshot) -> String? {
        if let slash = model.utf8.firstIndex(of: UInt8(ascii: "/")),
            let provider = snapshot.providersByID[String(model[..<slash])]
        {
            return Target(provider: provider, model: String(model[model.utf8.index(after: slash)...])).name
        }
        guard snapshot.modelsByName[model] == nil else { return nil }
        return snapshot.provider(listing: model).map { Target(provider: $0, model: model).name }
    }
}
