import GRDB

/// Keys made at run time, credentials of providers entered there, and the log of who changed them.
enum SQLiteKeySchema {
    static func make(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE virtual_key (
                    id TEXT PRIMARY KEY NOT NULL,
                    name TEXT NOT NULL UNIQUE,
                    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
                    last_four TEXT NOT NULL,
                    role TEXT,
                    policy TEXT NOT NULL,
                    created INTEGER NOT NULL,
                    expires INTEGER,
                    revoked INTEGER,
                    former_digest BLOB CHECK (former_digest IS NULL OR length(former_digest) = 32),
                    former_last_four TEXT,
                    former_ends INTEGER,
                    last_used INTEGER,
                    version INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE provider_credential (
                    provider TEXT PRIMARY KEY NOT NULL,
                    origin TEXT NOT NULL,
                    key_id TEXT NOT NULL,
                    sealed BLOB NOT NULL,
                    last_four TEXT NOT NULL,
                    changed INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE audit (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    time INTEGER NOT NULL,
                    actor TEXT NOT NULL,
                    action TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    address TEXT NOT NULL,
                    request_id TEXT NOT NULL,
                    before TEXT,
                    after TEXT
                ) STRICT;

                CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
                BEGIN SELECT RAISE(ABORT, 'the audit log is not changed'); END;

                CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit
                BEGIN SELECT RAISE(ABORT, 'the audit log is not cut'); END;
                """)
    }
}
