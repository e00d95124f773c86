import Gateway
import NIOCore

extension ConfigurationBuilder {
    /// A budget of a group that holds `usd` and `per`; nil where one of them is wrong, which has had its message.
    static func budget(_ item: Settled) -> Budget? {
        guard let most = item["usd"]?.text.flatMap({ Money(usd: $0) }),
            let period = item["per"]?.text.flatMap(BudgetPeriod.init(rawValue:))
        else { return nil }
        return Budget(most: most, period: period)
    }

    mutating func budgets() -> BudgetTable {
        var budgets: [(scope: BudgetScope, budget: Budget)] = []
        for item in settled["budgets"]?.items ?? [] {
            guard let scope = item["scope"], let word = scope.text,
                let kind = BudgetScope.Kind.allCases.first(where: { $0.word == word }), let budget = Self.budget(item)
            else { continue }
            let name = item["name"]?.text ?? ""
            if kind == .gateway, let given = item["name"] {
                note(given.origin, "a budget of the whole gateway has no \"name\"")
            } else if kind != .gateway, name.isEmpty {
                note(scope.origin, "a budget of a \(word) needs its \"name\"")
            } else if kind == .model, !name.utf8.contains(UInt8(ascii: "/")) {
                note(item["name"]?.origin ?? scope.origin, "a budget is for provider/model, found \"\(name)\"")
            } else if kind == .model, name.contains("*") {
                note(
                    item["name"]?.origin ?? scope.origin,
                    "a budget is for one provider/model, and no pattern fits more: found \"\(name)\". One of scope provider holds "
                        + "for all of a provider's")
            } else if budgets.contains(where: {
                $0.scope == BudgetScope(kind, name) && $0.budget.period == budget.period
            }) {
                note(scope.origin, "\(BudgetScope(kind, name).text) has a budget per \(budget.period.rawValue) already")
            } else {
                budgets.append((BudgetScope(kind, name), budget))
            }
        }
        return BudgetTable(budgets)
    }

    func spending() -> Spending {
        var spending = Spending()
        spending.refusesUnknownPrices = settled["unknown_price"]?.text == "refuse"
        spending.clampsOutput = settled["ledger"]?["when_short"]?.text == "clamp"
        spending.standardOutput = settled["ledger"]?["max_tokens"]?.number ?? spending.standardOutput
        if let age = settled["ledger"]?["keep"]?.duration {
            spending.keepsAttempts = Int(age.nanoseconds / 1_000_000_000)
        }
        return spending
    }
}
