/// A model that gets a copy of some prompts, answers to nobody, and is measured.
package struct ShadowRule: Sendable, Equatable {
    package var target: ConfiguredModel.Target
    package var share: Share
    /// What all copies of the model may cost.
    package var budgets: [Budget]

    package init(target: ConfiguredModel.Target, share: Share, budgets: [Budget] = []) {
        self.target = target
        self.share = share
        self.budgets = budgets
    }

    /// Whose copies these are in the ledger, in the log and in usage: no caller's. Names with a colon are never those of
    /// keys made at run time.
    package static let principalStart = "shadow:"
    package static let tag = "shadow"

    func principal(of model: String) -> Principal {
        var policy = KeyPolicy(budgets: budgets)
        policy.tags = [Self.tag]
        return Principal(name: Self.principalStart + model, policy: policy)
    }
}

/// Bounds of all shadows together.
package struct Shadowing: Sendable, Equatable {
    /// Copies under way; further ones are dropped.
    package var concurrent = 16
    /// Bytes of prompts that they may hold together.
    package var bytes = 32 << 20

    package init() {}
}
