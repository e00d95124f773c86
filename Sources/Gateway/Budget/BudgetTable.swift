/// The budgets of the configuration, beside those of keys.
package struct BudgetTable: Sendable {
    private let whole: [Budget]
    private let byScope: [BudgetScope: [Budget]]

    package init(_ budgets: [(scope: BudgetScope, budget: Budget)]) {
        whole = budgets.filter { $0.scope.kind == .gateway }.map(\.budget)
        byScope = Dictionary(grouping: budgets.filter { $0.scope.kind != .gateway }, by: \.scope)
            .mapValues { $0.map(\.budget) }
    }

    package static let empty = BudgetTable([])

    /// All that an attempt has to fit into.
    /// - Parameter tag: a further one that it is counted under.
    func claims(of principal: Principal, at target: Target, tagged tag: String? = nil) -> [BudgetClaim] {
        let own = principal.policy.budgets
        if own.isEmpty, whole.isEmpty, byScope.isEmpty { return [] }
        let key = BudgetScope(.key, principal.name)
        var claims = own.map { BudgetClaim(key, $0) } + whole.map { BudgetClaim(BudgetScope(.gateway), $0) }
        guard !byScope.isEmpty else { return claims }
        var scopes = [key, BudgetScope(.model, target.name), BudgetScope(.provider, target.provider.id)]
        if let team = principal.policy.team { scopes.append(BudgetScope(.team, team)) }
        scopes += principal.policy.tags.map { BudgetScope(.tag, $0) }
        if let tag { scopes.append(BudgetScope(.tag, tag)) }
        for scope in scopes {
            for budget in byScope[scope] ?? [] { claims.append(BudgetClaim(scope, budget)) }
        }
        return claims
    }

    /// All of them, for whoever lists how much is left.
    package var claims: [BudgetClaim] {
        whole.map { BudgetClaim(BudgetScope(.gateway), $0) }
            + byScope.sorted { ($0.key.kind.rawValue, $0.key.name) < ($1.key.kind.rawValue, $1.key.name) }
            .flatMap { scope, budgets in budgets.map { BudgetClaim(scope, $0) } }
    }
}

/// How the gateway treats what may cost too much.
package struct Spending: Sendable {
    /// Whether a call is refused whose price is not known, even where nothing bounds its cost. Where something does, it
    /// always is.
    package var refusesUnknownPrices = false
    /// Whether `max_tokens` is lowered to what a budget can still pay, instead of refusing the call.
    package var clampsOutput = false
    /// The limit of output that is sent where a cost is bounded and neither the caller nor the catalogue names one,
    /// in tokens.
    package var standardOutput = 16_384
    /// How long settled attempts are kept one by one, in seconds.
    package var keepsAttempts = 400 * 86_400

    package init() {}
}
