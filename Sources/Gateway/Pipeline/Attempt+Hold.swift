import Dialects
import NIOCore
import Wire

/// What an attempt is held at.
private struct Bid {
    /// nil: the price is not known.
    var ceiling: Money?
    var claims: [BudgetClaim] = []
    /// The limit of output that has to be sent so that the hold holds; nil: what the request says will do.
    var sent: Int?
    /// Tokens of each answer in `ceiling`; nil: a smaller answer would cost no less.
    var output: Int?
    var answers = 1
    /// What it was reckoned with; nil: it is what each request costs, or is not known.
    var limit: CostLimit?

    /// Whether the configuration has the price.
    var isConfigured: Bool { limit?.rows.first?.isConfigured ?? false }
}

/// What is held allows of output.
struct HeldOutput {
    /// The limit that has to be sent; nil: what the request says will do.
    var limit: Int?
}

/// Money before anything is sent: the most an attempt can cost is reckoned, and held by the ledger.
extension Attempt {
    /// - Parameters:
    ///   - most: what the caller lets the call cost.
    ///   - demand: what the request can use; asked only where its price depends on that.
    ///   - texts: what a vocabulary can count of it; asked only where there is one, and a bound to hold.
    /// - Returns: the limit of output that has to be sent so that the hold holds; nil: what the request says will do.
    func hold(
        within most: Money?, _ demand: () throws(GatewayError) -> CostDemand, texts: () -> PromptTexts?
    ) async throws(GatewayError) -> Int? {
        if let held = try holdAtOnce(within: most, demand) { return held.limit }
        return try await holdInTime(within: most, demand, texts: texts)
    }

    /// The same for what `holdAtOnce` was not enough for.
    func holdInTime(
        within most: Money?, _ demand: () throws(GatewayError) -> CostDemand, texts: () -> PromptTexts?
    ) async throws(GatewayError) -> Int? {
        let saved = try await savedInput(within: most, demand, texts)
        var bid = try bid(within: most, demand, saved: saved)
        var tries = 0
        while true {
            do throws(HoldRefusal) {
                opened(try await engine.ledger.hold(intent(for: bid), within: bid.claims), for: bid)
                return bid.sent
            } catch {
                bid = try lowered(bid, after: error, tries: tries)
                // What is affordable may be gone by the next try.
                tries += 1
            }
        }
    }

    /// The same where nothing has to be waited for; nil where something has, and nothing is held then.
    ///
    /// Most calls come by here: what they need on their way lies on the stack of the loop's thread, not in the memory of
    /// their task, which has left the cache.
    @inline(never)
    func holdAtOnce(
        within most: Money?, _ demand: () throws(GatewayError) -> CostDemand
    ) throws(GatewayError) -> HeldOutput? {
        guard call.call.snapshot.vocabularies.isEmpty else { return nil }
        var bid = try bid(within: most, demand, saved: 0)
        var tries = 0
        while true {
            do throws(HoldRefusal) {
                let number = try engine.ledger.holdAtOnce(intent(for: bid), within: bid.claims)
                guard let number else { return nil }
                opened(number, for: bid)
                return HeldOutput(limit: bid.sent)
            } catch {
                bid = try lowered(bid, after: error, tries: tries)
                tries += 1
            }
        }
    }

    /// How many tokens less than reckoned the input is for certain, by the vocabulary of the target.
    @inline(never)
    private func savedInput(
        within most: Money?, _ demand: () throws(GatewayError) -> CostDemand, _ texts: () -> PromptTexts?
    ) async throws(GatewayError) -> Int {
        guard !call.call.snapshot.vocabularies.isEmpty, isBilled,
            let vocabulary = call.call.snapshot.vocabularies.vocabulary(of: target),
            most != nil || !claims.isEmpty, rows.contains(where: \.billsInput),
            try self.demand(demand).input < TokenCounting.unbounded, let texts = texts()
        else { return 0 }
        return await texts.savings(by: vocabulary)
    }

    private var isBilled: Bool { !isOnOwnCredential && call.call.operation != .countTokens }

    private var rows: [PriceRow] {
        call.call.snapshot.prices.rows(provider: target.provider, model: target.model, at: engine.effects.now())
    }

    private var claims: [BudgetClaim] {
        call.call.snapshot.budgets.claims(of: call.call.principal, at: target, tagged: record.experiment?.tag)
    }

    private func demand(_ demand: () throws(GatewayError) -> CostDemand) throws(GatewayError) -> CostDemand {
        var demand = try demand()
        if HiddenPrompts.has(kind: target.provider.catalogKind, model: target.model) {
            demand.input = TokenCounting.unbounded
        }
        return demand
    }

    /// - Parameter saved: tokens of the input that are known not to be there.
    @inline(never)
    private func bid(
        within most: Money?, _ demand: () throws(GatewayError) -> CostDemand, saved: Int
    ) throws(GatewayError) -> Bid {
        guard isBilled else { return Bid(ceiling: .zero) }
        let (snapshot, rows, claims) = (call.call.snapshot, rows, claims)
        let isBounded = most != nil || !claims.isEmpty
        guard !rows.isEmpty else {
            if isBounded || snapshot.spending.refusesUnknownPrices { throw priceUnknown(most, claims) }
            return Bid(ceiling: nil)
        }
        if rows.count == 1, let fixed = rows[0].fixedCost {
            if let most, fixed > most - record.spent { throw tooDear(fixed, most) }
            return Bid(ceiling: fixed, claims: claims)
        }
        var demand = try self.demand(demand)
        if saved > 0 { demand.input = max(demand.input - saved, 0) }
        let facts = snapshot.catalog.facts(kind: target.provider.catalogKind, model: target.model)
        guard rows.allSatisfy({ $0.mostBesideTokens(demand.pieces) != nil }) else {
            if isBounded {
                throw rows.contains { $0.webSearch != nil } && demand.pieces.searches == nil
                    ? searchesUnbounded : piecesUnbounded
            }
            return Bid(ceiling: nil)
        }
        let input = facts?.contextWindow.map { min($0, demand.input) } ?? demand.input
        let limit = CostLimit(
            most: most.map { $0 - record.spent } ?? .max, rows: rows, pieces: demand.pieces,
            input: rows.contains(where: \.billsInput) ? input : 0, modelsLimit: facts?.maxOutputTokens)
        guard demand.hasOutput, rows.contains(where: \.billsOutput) else {
            if most != nil { try limit.checkInput() }
            return try bid(limit, output: 0, sent: nil, demand, claims)
        }
        let known = demand.output ?? facts?.maxOutputTokens
        if most != nil, let wanted = try limit.outputLimit(wanted: demand.output, answers: demand.answers) {
            return try bid(limit, output: wanted, sent: wanted, demand, claims)
        }
        guard known == nil else { return try bid(limit, output: known, sent: nil, demand, claims) }
        let standard = isBounded ? snapshot.spending.standardOutput : nil
        return try bid(limit, output: standard, sent: standard, demand, claims)
    }

    /// - Parameters:
    ///   - most: tokens of one answer; nil: not known.
    ///   - sent: the limit to send.
    private func bid(
        _ limit: CostLimit, output most: Int?, sent: Int?, _ demand: CostDemand, _ claims: [BudgetClaim]
    ) throws(GatewayError) -> Bid {
        guard let most, limit.input < TokenCounting.unbounded else {
            if !claims.isEmpty { throw unbounded }
            return Bid(ceiling: nil, sent: sent)
        }
        return Bid(
            ceiling: limit.ceiling(output: most, answers: demand.answers), claims: claims, sent: sent,
            output: demand.hasOutput && most > 0 ? most : nil, answers: demand.answers, limit: limit)
    }

    /// The same for shorter answers, where a budget has too little left and lets them be cut.
    @inline(never)
    private func lowered(_ bid: Bid, after error: HoldRefusal, tries: Int) throws(GatewayError) -> Bid {
        guard case .short(let shortage) = error, call.call.snapshot.spending.clampsOutput, let output = bid.output,
            tries < 4, let limit = bid.limit, let less = limit.affordable(shortage.left, answers: bid.answers),
            less < output
        else { throw refusal(error, bid.ceiling ?? .zero, advice: advice(bid)) }
        var bid = bid
        (bid.output, bid.sent) = (less, less)
        bid.ceiling = limit.ceiling(output: less, answers: bid.answers)
        return bid
    }

    private func advice(_ bid: Bid) -> String {
        // What is held whatever the request says is what each request costs there.
        if bid.limit == nil { return "Choose a cheaper model" }
        return bid.output == nil ? "Send less" : "Send less, set `max_tokens`"
    }

    @inline(never)
    private func intent(for bid: Bid) -> AttemptIntent {
        let now = engine.effects.now()
        let principal = call.call.principal
        let rate =
            if bid.ceiling == nil {
                ""
            } else if bid.isConfigured {
                PriceBook.configuration
            } else {
                call.call.snapshot.prices.origin(provider: target.provider, model: target.model)
            }
        let left = (call.deadline - engine.effects.coarse()).nanoseconds / 1_000_000_000
        return AttemptIntent(
            call: call.call.id, ordinal: record.attemptCount + 1, time: now, key: principal.name,
            team: principal.policy.team, owner: principal.policy.owner,
            tags: record.experiment.map { principal.policy.tags + [$0.tag] } ?? principal.policy.tags,
            model: call.facts.model, provider: target.provider.id, targetModel: target.model,
            operation: call.call.operation, isStream: call.facts.isStream, ceiling: bid.ceiling,
            rate: rate, expires: now + Int(left) + Self.holdGrace)
    }

    @inline(never)
    private func opened(_ number: AttemptNumber, for bid: Bid) {
        record.ceiling = bid.ceiling ?? .zero
        // Of this hold: that of one that was refused must not price another target's answer.
        record.limit = bid.limit
        record.opened(number, in: engine.ledger, ceiling: bid.ceiling, at: engine.effects.monotonic())
    }

    /// A hold outlives its call's deadline by this, in seconds: what is settled late is settled still.
    private static let holdGrace = 60

    /// What became of it, in the ledger. Without effect where nothing is held.
    @inline(never)
    func settleHold() {
        guard record.isHeld, let (number, settlement) = record.closed(at: engine.effects.monotonic()) else { return }
        engine.ledger.settle(number, settlement)
    }
}

/// Why nothing is sent.
extension Attempt {
    /// - Parameter advice: how the call would cost less.
    private func refusal(_ refusal: HoldRefusal, _ ceiling: Money, advice: String) -> GatewayError {
        switch refusal {
        case .short(let shortage):
            let period = shortage.claim.budget.period
            let word = period == .total ? "" : " this \(period.rawValue)"
            return GatewayError(
                .budgetExceeded,
                "The budget of \(shortage.claim.scope.text) has \(shortage.left.usd) of its "
                    + "\(shortage.claim.budget.most.usd) USD left\(word), and this call could cost \(ceiling.usd) USD.",
                retry: .nextTarget,
                hint: shortage.renews.map { "\(advice), or wait until \(CalendarDay.text($0))." }
                    ?? "\(advice), or have the budget raised.")
        case .unavailable(let failure):
            return GatewayError(
                .overloaded, "The ledger cannot take this call now, and nothing is sent that is not written down.",
                origin: .gateway, hint: "Try again; the log has the cause.", retryAfter: 1,
                cause: "ledger: \(failure.reason)")
        }
    }

    /// - Parameters:
    ///   - most: what the caller lets the call cost.
    ///   - claims: of budgets that bound it.
    private func priceUnknown(_ most: Money?, _ claims: [BudgetClaim]) -> GatewayError {
        let why: String
        var way = ""
        if let claim = claims.first {
            why = "the budget of \(claim.scope.text) bounds its cost"
            if claim.scope.kind == .key { way = ", or use a key without a budget" }
        } else if most != nil {
            why = "`max_cost_usd` bounds its cost"
            way = ", or leave out `max_cost_usd`"
        } else {
            why = "`unknown_price: refuse` asks for one"
        }
        return GatewayError(
            .priceUnknown, "The price of \"\(target.name)\" is not known, and \(why).", retry: .nextTarget,
            hint: "Check the model's name; give it a row in `prices`\(way).", param: "model")
    }

    private var unbounded: GatewayError {
        GatewayError(
            .priceUnknown,
            "What this call costs at \"\(target.name)\" is bounded by the model's window, which is not known.",
            retry: .nextTarget, hint: "Send no files and no tools of the provider's own, or use a key without a budget."
        )
    }

    private func tooDear(_ cost: Money, _ most: Money) -> GatewayError {
        GatewayError(
            .budgetExceeded, "This call costs \(cost.usd) USD, more than the \(most.usd) USD it may.",
            retry: .nextTarget, hint: "Raise `max_cost_usd`, or choose a cheaper model.", param: "max_cost_usd")
    }

    private var piecesUnbounded: GatewayError {
        GatewayError(
            .priceUnknown,
            "\"\(target.name)\" is billed by how long a recording is, or by pieces, and how many these are is not known before.",
            retry: .nextTarget, hint: "Use a key without a budget, or give the model a price per request.")
    }

    private var searchesUnbounded: GatewayError {
        GatewayError(
            .invalidRequest,
            "The web searches of this call are not bounded, so what it may cost cannot be held.",
            hint: "Say `max_uses` in the search tool, below 1,000.", param: "tools")
    }
}

extension CostLimit {
    /// The most tokens of each answer that fit into `money`; nil: not even one does.
    func affordable(_ money: Money, answers: Int) -> Int? {
        let each = Money(nanoUSD: money.nanoUSD / Int64(max(answers, 1)))
        let fitting = rows.map { $0.affordableOutput(beside: input, pieces: pieces, within: each) ?? 0 }.min() ?? 0
        return fitting > 0 ? fitting : nil
    }

    /// What an answer that broke off can have cost, from what was seen of it: never less than what was billed.
    /// - Parameters:
    ///   - usage: what the provider had told by then.
    ///   - seen: bytes of text that came; a token is one byte at least.
    func estimate(_ usage: Usage?, seen: Int, ceiling: Money) -> Money {
        let told = usage.map { $0.input > 0 ? $0.input : input } ?? input
        let said = max(usage?.output ?? 0, seen + Self.onItsWay)
        let most = rows.map { $0.ceiling(input: told, output: said, pieces: pieces) }.max() ?? .zero
        return min(most, ceiling)
    }

    /// Tokens that may have been made and have not come.
    private static let onItsWay = 64
}
