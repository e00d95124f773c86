/// Whose money is counted together.
package struct BudgetScope: Sendable, Hashable {
    /// What is counted together.
    package enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        case gateway, key, team, tag, model, provider

        /// The word in settings and reports.
        package var word: String {
            switch self {
            case .gateway: "gateway"
            case .key: "key"
            case .team: "team"
            case .tag: "tag"
            case .model: "model"
            case .provider: "provider"
            }
        }
    }

    package var kind: Kind
    /// Empty for the whole gateway. A model is `provider/model`, as prices name it.
    package var name: String

    package init(_ kind: Kind, _ name: String = "") {
        self.kind = kind
        self.name = name
    }

    /// As messages name it: `key "app"`, `the gateway`.
    package var text: String { kind == .gateway ? "the gateway" : "the \(kind.word) \"\(name)\"" }
}

extension AttemptIntent {
    /// Everybody whose money it is.
    package var scopes: [BudgetScope] {
        var scopes: [BudgetScope] = []
        forEachScope(of: .max) { scopes.append($0) }
        return scopes
    }

    /// The same, of some kinds alone, each made when it is its turn.
    /// - Parameter kinds: a bit for each kind.
    @inline(__always)
    func forEachScope(of kinds: UInt8, _ take: (BudgetScope) -> Void) {
        func has(_ kind: BudgetScope.Kind) -> Bool { kinds & 1 << kind.rawValue != 0 }
        if has(.gateway) { take(BudgetScope(.gateway)) }
        if has(.key) { take(BudgetScope(.key, key)) }
        if let team, has(.team) { take(BudgetScope(.team, team)) }
        if has(.tag) { for tag in tags { take(BudgetScope(.tag, tag)) } }
        if has(.model) { take(BudgetScope(.model, target)) }
        if has(.provider) { take(BudgetScope(.provider, provider)) }
    }
}

/// A budget that an attempt has to fit into.
package struct BudgetClaim: Sendable, Hashable {
    package var scope: BudgetScope
    package var budget: Budget

    package init(_ scope: BudgetScope, _ budget: Budget) {
        self.scope = scope
        self.budget = budget
    }
}
