import GRDB
package import Gateway

extension EmbeddedLedger: UsageReports {
    package func usage(_ query: UsageQuery) async throws(StoreFailure) -> [UsageRow] {
        let statement = UsageStatement(query)
        return try await drained { database in
            let names = query.by.indices
            let first = (query.per == nil ? 0 : 1) + names.count
            let found = try Row.fetchCursor(
                database, sql: statement.sql, arguments: StatementArguments(statement.arguments))
            var rows: [UsageRow] = []
            // By place: to look for each column's name in each row would take longer than the sums.
            while let row = try found.next() {
                let time: Int? = query.per == nil ? nil : row[0]
                var usage = UsageRow(
                    names: names.map { row[$0 + first - names.count] }, time: time.map { $0 * statement.seconds })
                usage.attempts = row[first]
                usage.failed = row[first + 1]
                usage.uncertain = row[first + 2]
                usage.unpriced = row[first + 3]
                usage.inputTokens = row[first + 4]
                usage.outputTokens = row[first + 5]
                usage.cacheReadTokens = row[first + 6]
                usage.cost = Money(nanoUSD: row[first + 7])
                rows.append(usage)
            }
            return rows
        }
    }
}

/// A query in SQL: of the tables of sums, those that have the fewest rows to read.
private struct UsageStatement: Sendable {
    private typealias Argument = any DatabaseValueConvertible & Sendable

    let sql: String
    let arguments: [any DatabaseValueConvertible & Sendable]
    /// Of a unit of the tables' time.
    let seconds: Int

    /// A table, and the range of its time that is read.
    private struct Source {
        var table: String
        var column: String
        var range: Range<Int>
    }

    /// Names of columns and tables are this file's own; what comes from outside is bound.
    init(_ query: UsageQuery) {
        let isCross = query.dimensions.count > 1
        let isHourly =
            !isCross
            && (query.per == .hour || query.time.lowerBound % 86_400 != 0 || query.time.upperBound % 86_400 != 0)
        seconds = isHourly ? 3_600 : 86_400
        let time = query.time.lowerBound / seconds..<(query.time.upperBound + seconds - 1) / seconds
        let sources =
            isCross
            ? Self.crossed(time, byDay: query.per != nil)
            : isHourly
                ? [Source(table: "usage_hours", column: "hour", range: time)]
                : [Source(table: "usage_days", column: "day", range: time)]
        let names = query.by.map { isCross ? Self.column($0) : "name" }
        let (conditions, values) = Self.conditions(query, isCross: isCross)
        var arguments: [Argument] = []
        let parts = sources.map { source in
            arguments += [source.range.lowerBound, source.range.upperBound] + values
            let time = query.per == nil ? [] : ["\(source.column) AS time"]
            let columns = time + names.enumerated().map { "\($1) AS name\($0)" } + UsageSums.columns
            return "SELECT \(columns.joined(separator: ", ")) FROM \(source.table) WHERE "
                + (["\(source.column) >= ?", "\(source.column) < ?"] + conditions).joined(separator: " AND ")
        }
        let shown = (query.per == nil ? [] : ["time"]) + names.indices.map { "name\($0)" }
        let sums = UsageSums.columns.map { "coalesce(sum(\($0)), 0) AS \($0)" }
        self.arguments = arguments + [query.limit + 1]
        sql = """
            SELECT \((shown + sums).joined(separator: ", ")) FROM (\(parts.joined(separator: " UNION ALL ")))\
            \(shown.isEmpty ? "" : " GROUP BY \(shown.joined(separator: ", "))") \
            ORDER BY \(query.per == nil ? "" : "time, ")cost DESC\(names.indices.map { ", name\($0)" }.joined()) LIMIT ?
            """
    }

    /// Whole months from their own table, what is left of days before and behind from that of days.
    private static func crossed(_ days: Range<Int>, byDay: Bool) -> [Source] {
        func month(_ day: Int) -> Range<Int> {
            let bounds = BudgetPeriod.month.bounds(at: day * 86_400)
            return bounds.lowerBound / 86_400..<bounds.upperBound / 86_400
        }
        let begun = month(days.lowerBound)
        let first = begun.lowerBound == days.lowerBound ? begun.lowerBound : begun.upperBound
        let last = month(days.upperBound).lowerBound
        guard !byDay, first < last else { return [Source(table: "usage_cross", column: "day", range: days)] }
        return [
            Source(table: "usage_cross_months", column: "month", range: first..<last),
            Source(table: "usage_cross", column: "day", range: days.lowerBound..<first),
            Source(table: "usage_cross", column: "day", range: last..<days.upperBound),
        ].filter { !$0.range.isEmpty }
    }

    private static func conditions(_ query: UsageQuery, isCross: Bool) -> ([String], [Argument]) {
        guard isCross else {
            let kind = kind(query.dimensions.first).rawValue
            guard let value = query.only.values.first else { return (["kind = ?"], [kind]) }
            return (["kind = ?", "name = ?"], [kind, value])
        }
        // A model is asked for as budgets name it: by its provider and its own name.
        let only = query.only.sorted { $0.key.rawValue < $1.key.rawValue }
        return (only.map { "\(column($0.key)) = ?" }, only.map(\.value))
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
