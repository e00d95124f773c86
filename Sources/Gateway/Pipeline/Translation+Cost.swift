import Dialects

/// Money, where the caller's own form speaks of it.
extension Translation {
    /// Estimates the call, and holds it within what it may cost.
    mutating func limitCost(at now: Int) throws(GatewayError) {
        let row = call.call.snapshot.prices.row(provider: target.provider, model: target.model, at: now)
        let facts = call.call.snapshot.catalog.facts(kind: target.provider.catalogKind, model: target.model)
        let output = request.maxOutputTokens ?? facts?.maxOutputTokens
        let estimate = TokenCounting.estimate(request)
        call.call.record.estimate = CostEstimate(
            input: estimate,
            cost: row.flatMap { row in
                row.fixedCost ?? output.map { row.cost(of: Usage(input: estimate, output: $0)) }
            })
        guard let text = request.maxCostUSD?.text else { return }
        guard let most = Money(usd: text) else {
            throw GatewayError(
                .invalidRequest, "\"max_cost_usd\" must be an amount of USD, found \"\(text)\".", param: "max_cost_usd")
        }
        guard let row else {
            throw GatewayError(
                .priceUnknown, "The price of \"\(target.name)\" is not known, so \"max_cost_usd\" cannot be held.",
                retry: .nextTarget, param: "max_cost_usd")
        }
        let bytes = TokenCounting.ceiling(request)
        let limit = CostLimit(
            most: Money(nanoUSD: most.nanoUSD - call.call.record.spent.nanoUSD), row: row,
            input: facts?.contextWindow.map { min($0, bytes) } ?? bytes, modelsLimit: facts?.maxOutputTokens)
        let answers = request.candidateCount ?? 1
        if row.fixedCost == nil || row.ceiling(input: 0, output: 0) > limit.most {
            request.maxOutputTokens = try limit.outputLimit(wanted: request.maxOutputTokens, answers: answers)
        }
        let written = request.maxOutputTokens ?? facts?.maxOutputTokens ?? 0
        call.call.record.ceiling = row.ceiling(input: limit.input, output: written)
    }
}

/// What was known of a call's cost before it was sent.
struct CostEstimate: Sendable {
    /// Tokens.
    var input: Int
    /// With all the output it may have; nil where price or limit is not known.
    var cost: Money?
}

/// Tells a stream what it has cost so far.
struct PriceMeter: CostMeter {
    let row: PriceRow?
    let estimate: CostEstimate?

    var estimatedUSD: String? { estimate?.cost?.usd }

    func running(said: Int, usage: Usage?) -> String? {
        // What the provider has counted by now may be no more than the prompt.
        let input = usage?.input ?? estimate?.input ?? 0
        let output = max(usage?.output ?? 0, TokenCounting.tokens(ofBytes: said))
        return row?.cost(of: Usage(input: input, output: output)).usd
    }

    func actual(_ usage: Usage?) -> String? { (row?.fixedCost ?? usage.flatMap { row?.cost(of: $0) })?.usd }
}
