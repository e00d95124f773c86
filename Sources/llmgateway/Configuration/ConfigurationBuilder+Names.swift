import Gateway

/// Names that lead to nothing: most likely mistyped, and of what they should bind nothing is bound.
extension ConfigurationBuilder {
    /// - Parameter standing: what came of the whole configuration.
    mutating func warnOfUnmatched(_ standing: Snapshot) {
        let everybody = Principal(name: "check")
        let names = ModelList.names(for: everybody, in: standing)
        func fits(_ pattern: String) -> Bool {
            if names.contains(where: { ModelAccess.fits(pattern, $0) }) { return true }
            let start = pattern.hasSuffix("*") ? String(pattern.dropLast()) : pattern
            let isOfProvider = standing.providers.contains {
                start.hasPrefix("\($0.id)/") || pattern != start && "\($0.id)/".hasPrefix(start)
            }
            return isOfProvider
                || pattern == start && (try? Router().check(pattern, for: everybody, in: standing)) != nil
        }
        for (index, key) in standing.auth.keys.enumerated() {
            for pattern in key.policy.models ?? [] where !fits(pattern) {
                warnings.append("\"auth.keys[\(index)].models\": \"\(pattern)\" fits no model that is here")
            }
        }
        for (index, row) in standing.limits.models.enumerated() {
            // Callers ask a provider for models that it may not have, but not all day.
            guard !fits(row.pattern) || isUnknown(row.pattern, in: standing) else { continue }
            warnings.append("\"limits.models[\(index)]\": \"\(row.pattern)\" fits no model that is here")
        }
        for model in standing.models {
            guard let slash = model.name.firstIndex(of: "/") else { continue }
            let provider = String(model.name[..<slash])
            guard standing.providersByID[provider] != nil else { continue }
            warnings.append(
                "the model \"\(model.name)\" cannot be reached: its name leads to the provider \"\(provider)\", which is asked "
                    + "instead. Give it a name without \"\(provider)/\"")
        }
        warnOfUnmatchedTeams(standing)
        warnOfUnmatchedBudgets(standing)
    }

    /// A budget or limit of nobody: keys made later, and tokens, may bring who it is for.
    private static let later = "it counts for nobody until somebody is called so"

    private mutating func warn(_ text: String, of kind: BudgetScope.Kind, _ name: String) {
        warnings.append(text)
        nobodies[text] = BudgetScope(kind, name)
    }

    private mutating func warnOfUnmatchedTeams(_ standing: Snapshot) {
        guard !tokensBring("team") else { return }
        let teams = Set(standing.auth.keys.compactMap(\.policy.team))
        for (index, item) in (settled["limits"]?["teams"]?.items ?? []).enumerated() {
            guard let team = item["name"]?.text, !teams.contains(team) else { continue }
            warn("\"limits.teams[\(index)]\": no key here is of the team \"\(team)\": \(Self.later)", of: .team, team)
        }
    }

    private mutating func warnOfUnmatchedBudgets(_ standing: Snapshot) {
        for (index, item) in (settled["budgets"]?.items ?? []).enumerated() {
            guard let word = item["scope"]?.text, let name = item["name"]?.text,
                let kind = BudgetScope.Kind.allCases.first(where: { $0.word == word }),
                let reason = misfit(kind, name, standing)
            else { continue }
            warn("\"budgets[\(index)]\": \(reason)", of: kind, name)
        }
    }

    /// Why a budget bounds nothing; nil: it does, or may.
    private func misfit(_ kind: BudgetScope.Kind, _ name: String, _ standing: Snapshot) -> String? {
        let keys = standing.auth.keys
        switch kind {
        case .gateway: return nil
        case .key:
            let issuers = (settled["auth"]?["jwt"]?.items ?? []).compactMap { $0["name"]?.text }
            let isKnown =
                keys.contains { $0.name == name } || Principal.names.contains(name)
                || name.hasPrefix(ShadowRule.principalStart) || issuers.contains { name.hasPrefix($0 + ":") }
                || keys.isEmpty && name == Snapshot.GatewayKey.firstName
            return isKnown ? nil : "no key here is called \"\(name)\": \(Self.later)"
        case .team:
            let isKnown = tokensBring("team") || keys.contains { $0.policy.team == name }
            return isKnown ? nil : "no key here is of the team \"\(name)\": \(Self.later)"
        case .tag:
            let isKnown =
                tokensBring("tags") || keys.contains { $0.policy.tags.contains(name) }
                || standing.experiments.all.contains { $0.tags.contains(name) }
            return isKnown ? nil : "no key here has the tag \"\(name)\": \(Self.later)"
        case .provider:
            guard standing.providersByID[name] == nil else { return nil }
            let near = NearestNames.of(name, among: standing.providers.map(\.id), count: 1).first
            return "no provider is called \"\(name)\"" + (near.map { ": did you mean \"\($0)\"?" } ?? "")
        case .model:
            guard let slash = name.firstIndex(of: "/") else { return nil }
            let provider = String(name[..<slash])
            guard standing.providersByID[provider] != nil else {
                return "\"\(name)\" is of a provider that is not there"
            }
            return isUnknown(name, in: standing) ? "nothing here knows the model \"\(name)\"" : nil
        }
    }

    /// Whether tokens say it of their callers: then nobody here knows who there is.
    private func tokensBring(_ claim: String) -> Bool {
        (settled["auth"]?["jwt"]?.items ?? []).contains { $0["claims"]?[claim]?.text != nil }
    }

    /// Whether it is a provider's model that nothing here knows, though it knows that provider's others.
    private func isUnknown(_ name: String, in standing: Snapshot) -> Bool {
        guard !name.contains("*"), let slash = name.firstIndex(of: "/"),
            let provider = standing.providersByID[String(name[..<slash])]
        else { return false }
        return ModelList.knows(String(name[slash...].dropFirst()), of: provider, in: standing) == false
    }
}
