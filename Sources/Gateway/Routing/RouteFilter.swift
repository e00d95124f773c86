import NIOCore

/// Which targets are known not to take a call. What is not known is tried.
struct RouteFilter {
    let reading: RequestReading
    let snapshot: Snapshot
    /// What the call may cost at the most; nil: anything.
    let maxCost: Money?
    /// Seconds since 1970.
    let time: () -> Int
    /// Tokens of an answer for which there must be money, where the request names no limit.
    var output = TargetOrder.usualOutput

    /// Parts the targets that may take the call from those that cannot.
    func divide(_ candidates: [RouteCandidate]) -> (left: [RouteCandidate], passed: [RouteDecision.Passed]) {
        var (left, passed): ([RouteCandidate], [RouteDecision.Passed]) = ([], [])
        for candidate in candidates {
            if let reason = reason(against: candidate.target) {
                passed.append(RouteDecision.Passed(target: candidate.target, reason: reason))
            } else {
                left.append(candidate)
            }
        }
        return (left, passed)
    }

    /// nil: it may take it.
    func reason(against target: Target) -> PassReason? {
        let operation = reading.operation
        guard target.provider.mayDo(operation) else { return .noOperation(operation) }
        if operation == .generate || operation == .countTokens,
            let facts = snapshot.catalog.facts(kind: target.provider.catalogKind, model: target.model)
        {
            if let reason = PassReason(lacking: reading.needs(of: facts.lacks)) { return reason }
            if let window = facts.contextWindow, let tokens = reading.tokens(above: window) {
                return .contextTooSmall(tokens: tokens, window: window)
            }
        }
        return maxCost.flatMap { tooDear(target, $0) }
    }

    /// As the attempt would be held: with a token for each byte of text, and the longest answer the request allows. Where
    /// it names no limit the attempt is sent with one that is affordable, which must leave room for a usual answer.
    private func tooDear(_ target: Target, _ most: Money) -> PassReason? {
        let rows = snapshot.prices.rows(provider: target.provider, model: target.model, at: time())
        guard let first = rows.first else { return .priceUnknown }
        if rows.count == 1, let fixed = first.fixedCost { return fixed > most ? .tooDear(fixed, most: most) : nil }
        // What nothing bounds is the attempt's to refuse, with its reason.
        guard let demand = reading.demand, rows.allSatisfy({ $0.mostBesideTokens(demand.pieces) != nil }) else {
            return nil
        }
        let facts = snapshot.catalog.facts(kind: target.provider.catalogKind, model: target.model)
        let limit = CostLimit(
            most: most, rows: rows, pieces: demand.pieces,
            input: rows.contains(where: \.billsInput)
                ? facts?.contextWindow.map { min($0, demand.input) } ?? demand.input : 0,
            modelsLimit: facts?.maxOutputTokens)
        let usual = min(output, facts?.maxOutputTokens ?? .max)
        let cost = limit.ceiling(
            output: demand.hasOutput ? demand.output ?? usual : 0, answers: demand.answers)
        return cost > most ? .tooDear(cost, most: most) : nil
    }
}

extension Provider {
    /// Whether it has an endpoint for this, or needs none.
    fileprivate func mayDo(_ operation: Operation) -> Bool {
        switch operation {
        case .generate, .countTokens, .recall, .files, .batches, .realtime: true
        case .embed, .embedBatch: endpoints.contains { $0.operation == .embed || $0.operation == .embedBatch }
        default: endpoints.contains { $0.operation == operation }
        }
    }
}
