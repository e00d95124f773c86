import Dialects
import NIOCore

/// Money, where the caller's own form speaks of it.
extension Translation {
    /// Estimates the call, and holds it within what it may cost.
    mutating func limitCost(at now: Int) throws(GatewayError) {
        let prices = call.call.snapshot.prices
        let facts = call.call.snapshot.catalog.facts(kind: target.provider.catalogKind, model: target.model)
        if let text = request.maxCostUSD?.text {
            guard let most = Money(usd: text) else {
                throw GatewayError(
                    .invalidRequest, "\"max_cost_usd\" must be an amount of USD, found \"\(text)\".",
                    param: "max_cost_usd")
            }
            try hold(within: most, prices.rows(provider: target.provider, model: target.model, at: now), facts)
        }
        let row = prices.row(provider: target.provider, model: target.model, at: now)
        let estimate = TokenCounting.estimate(request)
        let written = min(request.maxOutputTokens ?? facts?.maxOutputTokens ?? -1, 1 << 31)
        let output = written * (request.candidateCount ?? 1)
        call.call.record.estimate = CostEstimate(
            input: estimate,
            cost: row?.fixedCost ?? (output < 0 ? nil : row?.cost(of: Usage(input: estimate, output: output))))
    }

    private mutating func hold(within most: Money, _ rows: [PriceRow], _ facts: ModelFacts?) throws(GatewayError) {
        guard !rows.isEmpty else {
            throw GatewayError(
                .priceUnknown, "The price of \"\(target.name)\" is not known, so \"max_cost_usd\" cannot be held.",
                retry: .nextTarget, param: "max_cost_usd")
        }
        let input = TokenCounting.ceiling(request, written: call.call.record.body.readableBytes)
        let limit = CostLimit(
            most: Money(nanoUSD: most.nanoUSD - call.call.record.spent.nanoUSD), rows: rows,
            searches: try searches(rows), input: facts?.contextWindow.map { min($0, input) } ?? input,
            modelsLimit: facts?.maxOutputTokens)
        let answers = request.candidateCount ?? 1
        if rows.contains(where: { $0.fixedCost == nil }) || limit.ceiling(output: 0, answers: answers) > limit.most {
            request.maxOutputTokens = try limit.outputLimit(wanted: request.maxOutputTokens, answers: answers)
        }
        call.call.record.ceiling = limit.ceiling(
            output: request.maxOutputTokens ?? facts?.maxOutputTokens ?? 0, answers: answers)
    }

    /// Searches are billed apart, and their number is bounded by nothing but the request.
    private func searches(_ rows: [PriceRow]) throws(GatewayError) -> Int {
        guard rows.contains(where: { $0.webSearch != nil }) else { return 0 }
        var most = 0
        for tool in request.tools {
            guard case .webSearch(let search) = tool else { continue }
            guard let uses = search.maxUses, uses >= 0, uses < 1_000 else {
                throw GatewayError(
                    .invalidRequest,
                    "The web searches of this call are not bounded, so \"max_cost_usd\" cannot be held.",
                    hint: "Say `max_uses` in the search tool, below 1,000, or leave out `max_cost_usd`.",
                    param: "max_cost_usd")
            }
            most += uses
        }
        return most
    }

    /// A bound holds by the output limit: a target that has no place for that cannot be asked.
    func checkLimit() throws(DialectError) {
        guard request.maxCostUSD != nil, request.maxOutputTokens != nil else { return }
        let names: Set<String> = ["max_tokens", "max_completion_tokens", "max_output_tokens"]
        guard losses.entries.contains(where: { names.contains($0.path) }) else { return }
        throw .unsupported(
            "max_cost_usd", "\(target.name) takes no limit of its output, so \"max_cost_usd\" cannot be held.",
            hint: "Give the provider's description a place for `{/max_tokens}`, or leave out `max_cost_usd`.")
    }
}

/// What was known of a call's cost before it was sent.
struct CostEstimate: Sendable {
    /// Tokens.
    var input: Int
    /// With all the output it may have; nil where price or limit is not known.
    var cost: Money?
}

/// Tells a stream what it has cost so far, attempts that failed before it included.
struct PriceMeter: CostMeter {
    /// By service tier.
    let row: @Sendable (_ tier: String?) -> PriceRow?
    let estimate: CostEstimate?
    /// Of the attempts before; nil: not known.
    let before: Money?

    var estimatedUSD: String? { estimate?.cost?.usd }

    func running(said: Int, usage: Usage?, tier: String?) -> String? {
        // What the provider has counted by now may be no more than the prompt.
        let input = usage?.input ?? estimate?.input ?? 0
        let output = max(usage?.output ?? 0, TokenCounting.tokens(ofBytes: said))
        return total(row(tier)?.cost(of: Usage(input: input, output: output)))
    }

    func actual(_ usage: Usage?, tier: String?) -> String? {
        let row = row(tier)
        return total(row?.fixedCost ?? usage.flatMap { row?.cost(of: $0) })
    }

    private func total(_ cost: Money?) -> String? {
        guard let cost, let before else { return nil }
        return (before + cost).usd
    }
}
