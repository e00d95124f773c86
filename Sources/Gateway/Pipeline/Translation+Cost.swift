import Dialects
import NIOCore
import Wire

/// Money, where the caller's own form speaks of it.
extension Translation {
    /// What the caller lets the call cost; nil: anything.
    var maxCost: Money? {
        get throws(GatewayError) {
            guard let text = request.maxCostUSD?.text else { return try call.maxCost }
            guard let most = Money(usd: text) else { throw GenerationCall.noMoney("max_cost_usd", text) }
            return call.bounded(most)
        }
    }

    /// With all that was said before, where it goes on from that.
    var demand: CostDemand {
        let record = call.call.record
        let bytes = record.earlierTurns.map { $0.document.root.raw.readableBytes } ?? record.body.readableBytes
        return CostDemand(request, written: bytes + (record.continuation?.addedBytes ?? 0))
    }

    /// Notes what the call is likely to cost, for callers who are told.
    func estimateCost(at now: Int) async {
        let facts = call.call.snapshot.catalog.facts(kind: target.provider.catalogKind, model: target.model)
        let row = call.call.snapshot.prices.row(provider: target.provider, model: target.model, at: now)
        let vocabulary = call.call.snapshot.vocabularies.vocabulary(of: target)
        let estimate = await TokenCounting.estimate(request, by: vocabulary).tokens
        let written = min(request.maxOutputTokens ?? facts?.maxOutputTokens ?? -1, 1 << 31)
        let output = written * (request.candidateCount ?? 1)
        call.call.record.estimate = CostEstimate(
            input: estimate,
            cost: row?.fixedCost ?? (output < 0 ? nil : row?.cost(of: Usage(input: estimate, output: output))))
    }

    /// A bound holds by the output limit: a target that has no place for that cannot be asked.
    func checkLimit() throws(DialectError) {
        guard isBounded, request.maxOutputTokens != nil else { return }
        let names: Set<String> = ["max_tokens", "max_completion_tokens", "max_output_tokens"]
        guard losses.entries.contains(where: { names.contains($0.path) }) else { return }
        throw .unsupported(
            "max_cost_usd", "\(target.name) takes no limit of its output, so what the call may cost cannot be held.",
            hint: "Give the provider's description a place for `{/max_tokens}`, or choose another model.")
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
        total(row(tier)?.settledCost(of: usage))
    }

    private func total(_ cost: Money?) -> String? {
        guard let cost, let before else { return nil }
        return (before + cost).usd
    }
}
