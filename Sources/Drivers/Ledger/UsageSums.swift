import Dialects
import GRDB
import Gateway

/// What settled attempts add to the sums that reports and budgets read; gathered for a whole batch of them first.
struct UsageSums {
    /// Attempts that differ in nothing that is summed by.
    private struct Group {
        var hour: Int
        var key: String
        var team: String?
        var tags: [String]
        var provider: String
        var target: String

        init(_ intent: AttemptIntent) {
            hour = intent.time / 3_600
            key = intent.key
            team = intent.team
            tags = intent.tags
            provider = intent.provider
            target = intent.targetModel
        }
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

        /// A provider may say any number: the sum stops where numbers end.
        private static func sum(_ one: Int, _ other: Int) -> Int {
            let (sum, overflow) = one.addingReportingOverflow(other)
            return overflow ? .max : sum
        }

        mutating func add(_ other: Sum) {
            attempts += other.attempts
            failed += other.failed
            uncertain += other.uncertain
            unpriced += other.unpriced
            input = Self.sum(input, other.input)
            output = Self.sum(output, other.output)
            cacheRead = Self.sum(cacheRead, other.cacheRead)
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

    private var groups: [(group: Group, sum: Sum)] = []
    /// By the bytes of their identity.
    private var places: [[UInt8]: Int] = [:]
    /// Most attempts belong where the one before did.
    private var last: (identity: [UInt8], place: Int) = ([], 0)
    private var identity: [UInt8] = []

    /// - Parameters:
    ///   - held: the entry of the journal that began the attempt.
    ///   - settled: the one that ended it.
    mutating func add(_ held: ArraySlice<UInt8>, settled: ArraySlice<UInt8>) {
        guard let sum = settled.withUnsafeBytes(Self.sum), held.withUnsafeBytes({ identify($0) }) else { return }
        if identity != last.identity {
            let place = places[identity] ?? groups.count
            if place == groups.count {
                guard case .held(_, let intent)? = JournalCoding.read(held) else { return }
                groups.append((Group(intent), Sum()))
                places[identity] = place
            }
            last = (identity, place)
        }
        groups[last.place].sum.add(sum)
    }

    /// The hour, whether there is a team, and all that the entry has behind its call: what an attempt is summed by, and more
    /// that is the same for most. False: it is no whole entry.
    private mutating func identify(_ entry: UnsafeRawBufferPointer) -> Bool {
        identity.removeAll(keepingCapacity: true)
        var cursor = JournalCursor(entry)
        guard cursor.skip(1 + 8), let time = cursor.number(Int64.self), cursor.skip(8 + 8 + 2 + 1),
            let flags = cursor.number(UInt8.self), cursor.text() != nil
        else { return false }
        withUnsafeBytes(of: time / 3_600) { identity.append(contentsOf: $0) }
        identity.append(flags & 2)
        identity.append(contentsOf: cursor.rest)
        return true
    }

    private static func sum(_ entry: UnsafeRawBufferPointer) -> Sum? {
        var cursor = JournalCursor(entry)
        guard cursor.skip(1 + 8), let word = cursor.number(UInt8.self), let cost = cursor.number(Int64.self),
            cursor.skip(2 + 4), let hasUsage = cursor.number(UInt8.self)
        else { return nil }
        let certainty = Settlement.Certainty(rawValue: word)
        var sum = Sum()
        sum.attempts = 1
        sum.uncertain = certainty == .unknown || certainty == .estimated ? 1 : 0
        sum.unpriced = certainty == .unpriced ? 1 : 0
        sum.cost = Money(nanoUSD: cost)
        if hasUsage == 1 {
            guard let input = cursor.number(Int.self), let output = cursor.number(Int.self),
                let cacheRead = cursor.number(Int.self), cursor.skip(8 * (LedgerUsage.count - 3))
            else { return nil }
            (sum.input, sum.output, sum.cacheRead) = (max(input, 0), max(output, 0), max(cacheRead, 0))
        }
        guard let code = cursor.text() else { return nil }
        // As `Settlement.hasFailed`.
        sum.failed = code.isEmpty || code.elementsEqual(ErrorCode.hedgeLost.rawValue.utf8) ? 0 : 1
        return sum
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
        let byDay = try database.cachedStatement(
            sql: Self.upsert("usage_cross", ["day", "key", "team", "provider", "model"]))
        let byMonth = try database.cachedStatement(
            sql: Self.upsert("usage_cross_months", ["month", "key", "team", "provider", "model"]))
        for (place, sum) in cross {
            let month = BudgetPeriod.month.bounds(at: place.day * 86_400).lowerBound / 86_400
            for (statement, time) in [(byDay, place.day), (byMonth, month)] {
                let identity: [any DatabaseValueConvertible] = [
                    time, place.key, place.team, place.provider, place.model,
                ]
                try statement.execute(arguments: StatementArguments(identity + sum.arguments))
            }
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
