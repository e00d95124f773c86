import Foundation
import GRDB
package import Gateway

/// Credentials of providers entered at run time, in the embedded database.
package struct SQLiteCredentialStore: CredentialStore {
    private let file: SQLiteFile

    package init(_ file: SQLiteFile) { self.file = file }

    package func list() async throws(StoreFailure) -> [StoredCredential] {
        try await file.reading { database in
            try Row.fetchAll(database, sql: "SELECT * FROM provider_credential").map { row in
                StoredCredential(
                    provider: row["provider"], origin: row["origin"],
                    sealed: SealedSecret(keyID: row["key_id"], bytes: Array(row["sealed"] as Data)),
                    lastFour: row["last_four"], changed: row["changed"])
            }
        }
    }

    package func save(_ credentials: [StoredCredential], noting entry: AuditEntry) async throws(StoreFailure) {
        try await file.writing { database in
            for credential in credentials {
                try database.execute(
                    sql: """
                        INSERT OR REPLACE INTO provider_credential (provider, origin, key_id, sealed, last_four, changed)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        credential.provider, credential.origin, credential.sealed.keyID, Data(credential.sealed.bytes),
                        credential.lastFour, credential.changed,
                    ])
            }
            try SQLiteAuditLog.append(entry, database)
        }
    }

    package func replace(
        _ changes: [(old: SealedSecret, new: StoredCredential)], noting entry: AuditEntry
    ) async throws(StoreFailure) -> Int {
        try await file.writing { database in
            var count = 0
            for change in changes {
                try database.execute(
                    sql: "UPDATE provider_credential SET key_id = ?, sealed = ? WHERE provider = ? AND sealed = ?",
                    arguments: [
                        change.new.sealed.keyID, Data(change.new.sealed.bytes), change.new.provider,
                        Data(change.old.bytes),
                    ])
                count += database.changesCount
            }
            try SQLiteAuditLog.append(entry, database)
            return count
        }
    }

    package func remove(_ provider: String, noting entry: AuditEntry) async throws(StoreFailure) -> Bool {
        try await file.writing { database in
            try database.execute(sql: "DELETE FROM provider_credential WHERE provider = ?", arguments: [provider])
            guard database.changesCount > 0 else { return false }
            try SQLiteAuditLog.append(entry, database)
            return true
        }
    }
}
