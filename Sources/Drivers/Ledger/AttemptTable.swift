import Dialects
import GRDB
import Gateway

/// Attempts as rows of the ledger. `AttemptRows` writes them; they are read from a view that says of each what it has in
/// common with others.
enum AttemptTable {
    private static let columns = """
        number, call, ordinal, time, key, team, owner, tags, model, provider, target_model, operation, stream, ceiling, \
        rate, expires, sent, certainty, cost, status, code, milliseconds, input, output, cache_read, cache_write, \
        cache_write_1h, reasoning, input_audio, output_audio, input_image, output_image, web_searches
        """

    static func markSent(_ number: AttemptNumber, _ database: Database) throws {
        try database.cachedStatement(sql: "UPDATE attempt_rows SET sent = 1 WHERE number = ?")
            .execute(arguments: [Int64(bitPattern: number.value)])
    }

    /// Those under way when they were last written.
    static func open(_ database: Database) throws -> [LedgerRow] {
        try rows("WHERE certainty = 0 ORDER BY number", [], database)
    }

    static func attempts(ofCall id: String, _ database: Database) throws -> [LedgerRow] {
        try rows("WHERE call = ? ORDER BY number", [id], database)
    }

    /// The number and the time of the latest attempt; zero before the first.
    static func last(_ database: Database) throws -> (number: UInt64, time: Int) {
        let row = try Row.fetchOne(database, sql: "SELECT number, time FROM attempt_rows ORDER BY number DESC LIMIT 1")
        guard let row else { return (0, 0) }
        return (UInt64(bitPattern: row["number"] as Int64), row["time"])
    }

    private static func rows(
        _ condition: String, _ arguments: StatementArguments, _ database: Database
    ) throws -> [LedgerRow] {
        try Row.fetchAll(database, sql: "SELECT \(columns) FROM attempts \(condition)", arguments: arguments)
            .map(row)
    }

    private static func row(_ row: Row) -> LedgerRow {
        let ceiling: Int64? = row["ceiling"]
        let tags: String? = row["tags"]
        let operation: String = row["operation"]
        let intent = AttemptIntent(
            call: row["call"], ordinal: row["ordinal"], time: row["time"], key: row["key"], team: row["team"],
            owner: row["owner"], tags: tags.map(TagList.read) ?? [], model: row["model"], provider: row["provider"],
            targetModel: row["target_model"], operation: Operation(rawValue: operation) ?? .generate,
            isStream: row["stream"], ceiling: ceiling.map { Money(nanoUSD: $0) }, rate: row["rate"],
            expires: row["expires"])
        let certainty: UInt8 = row["certainty"]
        let code: String? = row["code"]
        var settlement = Settlement(
            Settlement.Certainty(rawValue: certainty) ?? .unknown, cost: Money(nanoUSD: row["cost"]),
            status: row["status"], code: code.flatMap(ErrorCode.init), milliseconds: row["milliseconds"])
        settlement.usage = LedgerUsage.usage(LedgerUsage.columns.map { row[$0] })
        let number: Int64 = row["number"]
        return LedgerRow(
            number: AttemptNumber(UInt64(bitPattern: number)), intent: intent, isSent: row["sent"],
            settlement: settlement)
    }
}
