/// The budgets of the configuration, beside those of keys.
package struct BudgetTable: Sendable {
    private let whole: [Budget]
    private let byScope: [BudgetScope: [Budget]]
    /// The kinds of scopes in it, a bit each.
    private let kinds: UInt8

    package init(_ budgets: [(scope: BudgetScope, budget: Budget)]) {
        whole = budgets.filter { $0.scope.kind == .gateway }.map(\.budget)
        byScope = Dictionary(grouping: budgets.filter { $0.scope.kind != .gateway }, by: \.scope)
            .mapValues { $0.map(\.budget) }
        kinds = budgets.reduce(0) { $0 | 1 << $1.scope.kind.rawValue }
    }

    package static let empty = BudgetTable([])

    /// All that an attempt has to fit into.
    /// - Parameter tag: a further one that it is counted under.
    func claims(of principal: Principal, at target: Target, tagged tag: String? = nil) -> [BudgetClaim] {
        let own = principal.policy.budgets
        if own.isEmpty, whole.isEmpty, byScope.isEmpty { return [] }
        var claims: [BudgetClaim] = []
        claims.reserveCapacity(own.count + whole.count + 4)
        for budget in own { claims.append(BudgetClaim(BudgetScope(.key, principal.name), budget)) }
        for budget in whole { claims.append(BudgetClaim(BudgetScope(.gateway), budget)) }
        guard !byScope.isEmpty else { return claims }
        add(.key, principal.name, to: &claims)
        add(.model, target.name, to: &claims)
        add(.provider, target.provider.id, to: &claims)
        if let team = principal.policy.team { add(.team, team, to: &claims) }
        for tag in principal.policy.tags { add(.tag, tag, to: &claims) }
        if let tag { add(.tag, tag, to: &claims) }
        return claims
    }

    /// - Parameter name: made only where there are budgets of the kind.
    private func add(_ kind: BudgetScope.Kind, _ name: @autoclosure () -> String, to claims: inout [BudgetClaim]) {
        guard kinds & 1 << kind.rawValue != 0 else { return }
        let scope = BudgetScope(kind, name())
        for budget in byScope[scope] ?? [] { claims.append(BudgetClaim(scope, budget)) }
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
