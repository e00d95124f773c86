import GRDB
package import Gateway
import Wire

/// The audit log, in the embedded database, where triggers keep rows from being changed or removed.
package struct SQLiteAuditLog: AuditLog {
    private let file: SQLiteFile

    package init(_ file: SQLiteFile) { self.file = file }

    package func append(_ entry: AuditEntry) async throws(StoreFailure) {
        try await file.writing { try Self.append(entry, $0) }
    }

    package func list(before number: Int?, limit: Int) async throws(StoreFailure) -> [AuditEntry] {
        try await file.reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?",
                arguments: [number ?? .max, limit]
            ).map { AuditEntry(row: $0) }
        }
    }

    /// Within the transaction of what it tells of.
    static func append(_ entry: AuditEntry, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO audit (time, actor, action, subject, address, request_id, before, after)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                entry.time, entry.actor, entry.action, entry.subject, entry.address, entry.requestID,
                entry.before?.text, entry.after?.text,
            ])
    }
}

extension AuditEntry {
    fileprivate init(row: Row) {
        let json = { (text: String?) in text.flatMap { try? JSONValue(parsing: $0) } }
        self.init(
            time: row["time"], actor: row["actor"], action: row["action"], subject: row["subject"],
            address: row["address"], requestID: row["request_id"], before: json(row["before"]),
            after: json(row["after"]))
        number = row["number"]
    }
}
