import Foundation
import GRDB
package import Gateway
import Wire

/// Keys made at run time, in the embedded database.
package struct SQLiteKeyStore: KeyStore {
    private let file: SQLiteFile

    package init(_ file: SQLiteFile) { self.file = file }

    package func list() async throws(StoreFailure) -> [VirtualKey] {
        try await file.reading { database in
            try Row.fetchAll(database, sql: "SELECT * FROM virtual_key").map { try VirtualKey(row: $0) }
        }
    }

    package func find(_ id: String) async throws(StoreFailure) -> VirtualKey? {
        try await file.reading { database in try Self.find(id, database) }
    }

    package func save(
        _ key: VirtualKey, replacing version: Int?, noting entry: AuditEntry
    ) async throws(StoreFailure) -> KeySaving {
        try await file.writing { database in
            let isTaken = try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM virtual_key WHERE name = ? AND id <> ?)",
                arguments: [key.name, key.id])
            let found = try Int.fetchOne(
                database, sql: "SELECT version FROM virtual_key WHERE id = ?", arguments: [key.id])
            guard found == version else { return .stale }
            if isTaken ?? false { return .nameTaken }
            if version == nil {
                try database.execute(sql: Self.insertion, arguments: Self.arguments(key))
            } else {
                try database.execute(sql: Self.change, arguments: Self.arguments(key))
            }
            try SQLiteAuditLog.append(entry, database)
            return .saved
        }
    }

    package func remove(_ id: String, noting entry: AuditEntry) async throws(StoreFailure) -> Bool {
        try await file.writing { database in
            try database.execute(sql: "DELETE FROM virtual_key WHERE id = ?", arguments: [id])
            guard database.changesCount > 0 else { return false }
            try SQLiteAuditLog.append(entry, database)
            return true
        }
    }

    package func note(uses: [String: Int]) async throws(StoreFailure) {
        try await file.writingToTheEnd { database in
            for (id, time) in uses {
                try database.execute(
                    sql: "UPDATE virtual_key SET last_used = max(coalesce(last_used, 0), ?) WHERE id = ?",
                    arguments: [time, id])
            }
        }
    }

    private static func find(_ id: String, _ database: Database) throws -> VirtualKey? {
        try Row.fetchOne(database, sql: "SELECT * FROM virtual_key WHERE id = ?", arguments: [id]).map {
            try VirtualKey(row: $0)
        }
    }

    private static let insertion = """
        INSERT INTO virtual_key
        (id, name, digest, last_four, role, policy, created, expires, revoked, former_digest, former_last_four,
        former_ends, last_used, version)
        VALUES (:id, :name, :digest, :last_four, :role, :policy, :created, :expires, :revoked, :former_digest,
        :former_last_four, :former_ends, :last_used, :version)
        """

    private static let change = """
        UPDATE virtual_key SET name = :name, digest = :digest, last_four = :last_four, role = :role, policy = :policy,
        created = :created, expires = :expires, revoked = :revoked, former_digest = :former_digest,
        former_last_four = :former_last_four, former_ends = :former_ends,
        last_used = nullif(max(coalesce(last_used, 0), coalesce(:last_used, 0)), 0), version = :version
        WHERE id = :id
        """

    private static func arguments(_ key: VirtualKey) -> StatementArguments {
        [
            "id": key.id, "name": key.name, "digest": Data(key.digest.bytes), "last_four": key.lastFour,
            "role": key.role?.rawValue, "policy": JSONValue.object(JSONObject(key.policy.json)).text,
            "created": key.created, "expires": key.expires, "revoked": key.revoked,
            "former_digest": key.former.map { Data($0.digest.bytes) }, "former_last_four": key.former?.lastFour,
            "former_ends": key.former?.ends, "last_used": key.lastUsed, "version": key.version,
        ]
    }
}

/// A row that does not say what a key must.
private struct UnreadableRow: Error, CustomStringConvertible {
    var description: String
}

extension VirtualKey {
    fileprivate init(row: Row) throws {
        let id: String = row["id"]
        guard let digest = KeyDigest(bytes: Array(row["digest"] as Data)) else {
            throw UnreadableRow(description: "the key \(id) cannot be read: its digest")
        }
        var policy = KeyPolicy()
        do {
            let text: String = row["policy"]
            try policy.apply(AdminMembers(JSONValue(parsing: text), known: KeyPolicy.members))
        } catch {
            throw UnreadableRow(description: "the key \(id) cannot be read: its policy")
        }
        var former: FormerSecret?
        if let bytes = row["former_digest"] as Data?, let digest = KeyDigest(bytes: Array(bytes)) {
            former = FormerSecret(
                digest: digest, lastFour: row["former_last_four"] ?? "", ends: row["former_ends"] ?? 0)
        }
        self.init(
            id: id, name: row["name"], digest: digest, lastFour: row["last_four"],
            role: (row["role"] as String?).flatMap(KeyRole.init(rawValue:)), policy: policy, created: row["created"],
            expires: row["expires"], revoked: row["revoked"], former: former, lastUsed: row["last_used"],
            version: row["version"])
    }
}
