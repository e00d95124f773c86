import GRDB
package import Gateway

extension EmbeddedLedger: UsageReports {
    package func usage(_ query: UsageQuery) async throws(StoreFailure) -> [UsageRow] {
        let statement = UsageStatement(query)
        return try await drained { database in
            try Row.fetchAll(database, sql: statement.sql, arguments: StatementArguments(statement.arguments))
                .map { row in
                    let time: Int? = query.per == nil ? nil : row["time"]
                    var usage = UsageRow(
                        names: query.by.indices.map { row["name\($0)"] }, time: time.map { $0 * statement.seconds })
                    usage.attempts = row["attempts"]
                    usage.failed = row["failed"]
                    usage.uncertain = row["uncertain"]
                    usage.unpriced = row["unpriced"]
                    usage.inputTokens = row["input"]
                    usage.outputTokens = row["output"]
                    usage.cacheReadTokens = row["cache_read"]
                    usage.cost = Money(nanoUSD: row["cost"])
                    return usage
                }
        }
    }
}

/// A query in SQL: of the three tables of sums, the one that has the fewest rows to read.
private struct UsageStatement: Sendable {
    let sql: String
    let arguments: [any DatabaseValueConvertible & Sendable]
    /// Of a unit of the table's time.
    let seconds: Int

    /// Names of columns and tables are this file's own; what comes from outside is bound.
    init(_ query: UsageQuery) {
        var conditions: [String] = []
        var arguments: [any DatabaseValueConvertible & Sendable] = []
        let table: String
        let names: [String]
        let time: String
        if query.dimensions.count > 1 {
            (table, time, seconds) = ("usage_cross", "day", 86_400)
            names = query.by.map(Self.column)
            for (dimension, value) in query.only.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                // A model is asked for as budgets name it: by its provider and its own name.
                conditions.append("\(Self.column(dimension)) = ?")
                arguments.append(value)
            }
        } else {
            let isHourly =
                query.per == .hour || query.time.lowerBound % 86_400 != 0 || query.time.upperBound % 86_400 != 0
            (table, time, seconds) = isHourly ? ("usage_hours", "hour", 3_600) : ("usage_days", "day", 86_400)
            names = query.by.map { _ in "name" }
            conditions.append("kind = ?")
            arguments.append(Self.kind(query.dimensions.first).rawValue)
            if let value = query.only.values.first {
                conditions.append("name = ?")
                arguments.append(value)
            }
        }
        conditions += ["\(time) >= ?", "\(time) < ?"]
        arguments.append(query.time.lowerBound / seconds)
        arguments.append((query.time.upperBound + seconds - 1) / seconds)
        self.arguments = arguments
        let groups = (query.per == nil ? [] : [time]) + names
        let columns =
            (query.per == nil ? [] : ["\(time) AS time"]) + names.enumerated().map { "\($1) AS name\($0)" }
            + UsageSums.columns.map { "coalesce(sum(\($0)), 0) AS \($0)" }
        sql = """
            SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(conditions.joined(separator: " AND "))\
            \(groups.isEmpty ? "" : " GROUP BY \(groups.joined(separator: ", "))") \
            ORDER BY \(query.per == nil ? "" : "time, ")cost DESC\(names.indices.map { ", name\($0)" }.joined())
            """
    }

    private static func column(_ dimension: UsageQuery.Dimension) -> String {
        dimension == .model ? "provider || '/' || model" : dimension.rawValue
    }

    private static func kind(_ dimension: UsageQuery.Dimension?) -> BudgetScope.Kind {
        switch dimension {
        case .key: .key
        case .team: .team
        case .provider: .provider
        case .model: .model
        case .tag: .tag
        case nil: .gateway
        }
    }
}
