import NIOCore

/// The ledger's row of a request to a provider that is no attempt at a generation: a file, a batch, an answer asked for again.
extension Call {
    /// - Parameters:
    ///   - isBilled: whether the provider bills it, at a price that nobody here knows.
    func hold(
        _ target: Target, isBilled: Bool, in ledger: any BudgetLedger, at effects: Effects
    ) async throws(GatewayError) {
        let now = effects.now()
        if isBilled, principal.ownCredential == nil, !snapshot.budgets.claims(of: principal, at: target).isEmpty {
            throw GatewayError(
                .priceUnknown, "What this costs at the provider is not known before, so a budget cannot be held.",
                hint: "Use a key without a budget, or let the gateway run it itself.")
        }
        let left = (arrived + snapshot.timeouts.total - effects.monotonic()).nanoseconds / 1_000_000_000
        let intent = AttemptIntent(
            call: id, ordinal: record.attemptCount + 1, time: now, key: principal.name, team: principal.policy.team,
            owner: principal.policy.owner, tags: principal.policy.tags, model: record.model ?? "",
            provider: target.provider.id, targetModel: target.model, operation: operation,
            ceiling: isBilled && principal.ownCredential == nil ? nil : .zero, expires: now + Int(left) + 60)
        do throws(HoldRefusal) {
            let number = try await ledger.hold(intent, within: [])
            record.opened(number, in: ledger, ceiling: intent.ceiling, at: effects.monotonic())
        } catch {
            throw GatewayError(
                .overloaded, "The ledger cannot take this call now, and nothing is sent that is not written down.",
                origin: .gateway, retryAfter: 1, cause: "ledger: \(error)")
        }
    }

    /// What became of it. Without effect where nothing is held.
    func settleHold(in ledger: any BudgetLedger, at effects: Effects) {
        guard let (number, settlement) = record.closed(at: effects.monotonic()) else { return }
        ledger.settle(number, settlement)
    }
}
