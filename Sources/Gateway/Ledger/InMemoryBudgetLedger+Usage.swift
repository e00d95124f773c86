import Dialects

extension InMemoryBudgetLedger: UsageReports {
    package func usage(_ query: UsageQuery) async throws(StoreFailure) -> [UsageRow] {
        struct Place: Hashable {
            var names: [String]
            var time: Int?
        }
        var sums: [Place: UsageRow] = [:]
        if query.by.isEmpty, query.per == nil { sums[Place(names: [])] = UsageRow(names: [], time: nil) }
        let unit = query.per == .hour ? 3_600 : 86_400
        for row in rows where row.settlement.certainty != .open && query.time.contains(row.intent.time) {
            guard query.only.allSatisfy({ row.intent.names($0.key, isCross: false).contains($0.value) }) else {
                continue
            }
            var places = [[String]()]
            for dimension in query.by {
                places = places.flatMap { names in
                    row.intent.names(dimension, isCross: query.dimensions.count > 1).map { names + [$0] }
                }
            }
            for names in places {
                let time = query.per.map { _ in row.intent.time / unit * unit }
                sums[Place(names: names, time: time), default: UsageRow(names: names, time: time)].add(row.settlement)
            }
        }
        let sorted = sums.values.sorted {
            ($0.time ?? 0, $1.cost, $0.names.joined()) < ($1.time ?? 0, $0.cost, $1.names.joined())
        }
        return Array(sorted.prefix(query.limit + 1))
    }
}

extension AttemptIntent {
    /// - Parameter isCross: whether other dimensions stand beside it, where nobody's team is one without a name.
    fileprivate func names(_ dimension: UsageQuery.Dimension, isCross: Bool) -> [String] {
        switch dimension {
        case .key: [key]
        case .team: team.map { [$0] } ?? (isCross ? [""] : [])
        case .provider: [provider]
        case .model: [target]
        case .tag: Array(Set(tags))
        }
    }
}

extension UsageRow {
    fileprivate mutating func add(_ settlement: Settlement) {
        attempts += 1
        failed += settlement.hasFailed ? 1 : 0
        uncertain += settlement.certainty == .unknown || settlement.certainty == .estimated ? 1 : 0
        unpriced += settlement.certainty == .unpriced ? 1 : 0
        inputTokens += settlement.usage?.input ?? 0
        outputTokens += settlement.usage?.output ?? 0
        cacheReadTokens += settlement.usage?.cacheRead ?? 0
        cost = cost + settlement.cost
    }
}
