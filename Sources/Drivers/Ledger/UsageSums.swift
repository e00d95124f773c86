import Dialects
import GRDB
import Gateway

/// What settled attempts add to the sums that reports and budgets read; gathered for a whole batch of them first.
struct UsageSums {
    /// Attempts that differ in nothing that is summed by.
    private struct Group: Hashable {
        var hour: Int
        var key: String
        var team: String?
        var tags: [String]
        var provider: String
        var target: String
    }

    private struct Sum {
        var attempts = 0
        var failed = 0
        var uncertain = 0
        var unpriced = 0
        var input = 0
        var output = 0
        var cacheRead = 0
        var cost = Money.zero

        mutating func add(_ other: Sum) {
            attempts += other.attempts
            failed += other.failed
            uncertain += other.uncertain
            unpriced += other.unpriced
            input += other.input
            output += other.output
            cacheRead += other.cacheRead
            cost = cost + other.cost
        }

        var arguments: [any DatabaseValueConvertible] {
            [attempts, failed, uncertain, unpriced, input, output, cacheRead, cost.nanoUSD]
        }
    }

    private struct ScopeAndTime: Hashable {
        var scope: BudgetScope
        var time: Int
    }

    private struct Cross: Hashable {
        var day: Int
        var key: String
        var team: String
        var provider: String
        var model: String
    }

    private var groups: [Group: Sum] = [:]

    mutating func add(_ intent: AttemptIntent, _ settlement: Settlement) {
        let group = Group(
            hour: intent.time / 3_600, key: intent.key, team: intent.team, tags: intent.tags,
            provider: intent.provider, target: intent.targetModel)
        var sum = Sum()
        sum.attempts = 1
        sum.failed = settlement.code == nil ? 0 : 1
        sum.uncertain = settlement.certainty == .unknown || settlement.certainty == .estimated ? 1 : 0
        sum.unpriced = settlement.certainty == .unpriced ? 1 : 0
        sum.input = settlement.usage?.input ?? 0
        sum.output = settlement.usage?.output ?? 0
        sum.cacheRead = settlement.usage?.cacheRead ?? 0
        sum.cost = settlement.cost
        groups[group, default: Sum()].add(sum)
    }

    func write(_ database: Database) throws {
        var hours: [ScopeAndTime: Sum] = [:]
        var days: [ScopeAndTime: Sum] = [:]
        var cross: [Cross: Sum] = [:]
        for (group, sum) in groups {
            let intent = AttemptIntent(
                call: "", time: group.hour * 3_600, key: group.key, team: group.team, tags: Array(Set(group.tags)),
                model: "", provider: group.provider, targetModel: group.target, ceiling: nil)
            for scope in intent.scopes {
                hours[ScopeAndTime(scope: scope, time: group.hour), default: Sum()].add(sum)
                days[ScopeAndTime(scope: scope, time: group.hour / 24), default: Sum()].add(sum)
            }
            let place = Cross(
                day: group.hour / 24, key: group.key, team: group.team ?? "", provider: group.provider,
                model: group.target)
            cross[place, default: Sum()].add(sum)
        }
        for (table, sums, time) in [("usage_hours", hours, "hour"), ("usage_days", days, "day")] {
            let statement = try database.cachedStatement(sql: Self.upsert(table, ["kind", "name", time]))
            for (place, sum) in sums {
                let identity: [any DatabaseValueConvertible] = [
                    place.scope.kind.rawValue, place.scope.name, place.time,
                ]
                try statement.execute(arguments: StatementArguments(identity + sum.arguments))
            }
        }
        let statement = try database.cachedStatement(
            sql: Self.upsert("usage_cross", ["day", "key", "team", "provider", "model"]))
        for (place, sum) in cross {
            let identity: [any DatabaseValueConvertible] = [
                place.day, place.key, place.team, place.provider, place.model,
            ]
            try statement.execute(arguments: StatementArguments(identity + sum.arguments))
        }
    }

    static let columns = ["attempts", "failed", "uncertain", "unpriced", "input", "output", "cache_read", "cost"]

    /// Names are this file's own: no text from outside stands in a statement.
    private static func upsert(_ table: String, _ identity: [String]) -> String {
        let names = identity + columns
        let sums = columns.map { "\($0) = \($0) + excluded.\($0)" }
        return "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES "
            + "(\(names.map { _ in "?" }.joined(separator: ", "))) "
            + "ON CONFLICT (\(identity.joined(separator: ", "))) DO UPDATE SET \(sums.joined(separator: ", "))"
    }

    /// What was settled of a scope in a range of whole days.
    static func spent(_ scope: BudgetScope, _ days: Range<Int>, _ database: Database) throws -> Money {
        let sum = try Int64.fetchOne(
            database,
            sql: "SELECT sum(cost) FROM usage_days WHERE kind = ? AND name = ? AND day >= ? AND day < ?",
            arguments: [scope.kind.rawValue, scope.name, days.lowerBound, days.upperBound])
        return Money(nanoUSD: sum ?? 0)
    }
}
