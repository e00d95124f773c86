import GRDB

/// What the embedded database holds. A step that was released is never changed: a later one is added.
enum SQLiteSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("ledger-1") { try $0.execute(sql: ledger) }
        migrator.registerMigration("keys-1") { try SQLiteKeySchema.make($0) }
        migrator.registerMigration("usage-months-1") { try $0.execute(sql: usageMonths) }
        migrator.registerMigration("attempt-kinds-1") { try $0.execute(sql: attemptKinds) }
        return migrator
    }

    /// What many attempts have in common stands once; their rows are half as long. `attempts` shows them as before. Counts
    /// that are zero for most are members of a JSON object.
    private static let attemptKinds = """
        CREATE TABLE attempt_kinds (
            number INTEGER PRIMARY KEY,
            key TEXT NOT NULL, team TEXT, owner TEXT, model TEXT NOT NULL, provider TEXT NOT NULL,
            target_model TEXT NOT NULL, rate TEXT NOT NULL, operation TEXT NOT NULL, stream INTEGER NOT NULL
        );
        CREATE INDEX attempt_kinds_by_key ON attempt_kinds (key, target_model);
        INSERT INTO attempt_kinds (key, team, owner, model, provider, target_model, rate, operation, stream)
            SELECT DISTINCT key, team, owner, model, provider, target_model, rate, operation, stream FROM attempts;
        CREATE TABLE attempt_rows (
            number INTEGER PRIMARY KEY,
            call TEXT NOT NULL, ordinal INTEGER NOT NULL, time INTEGER NOT NULL, kind INTEGER NOT NULL, tags TEXT,
            ceiling INTEGER, expires INTEGER NOT NULL, sent INTEGER NOT NULL, certainty INTEGER NOT NULL,
            cost INTEGER NOT NULL, status INTEGER, code TEXT, milliseconds INTEGER NOT NULL,
            input INTEGER, output INTEGER, cache_read INTEGER, cache_write INTEGER, cache_write_1h INTEGER,
            reasoning INTEGER, more TEXT
        );
        INSERT INTO attempt_rows
            SELECT a.number, call, ordinal, time, k.number, tags, ceiling, expires, sent, certainty, cost, status, code,
                milliseconds, input, output, cache_read, cache_write, cache_write_1h, reasoning,
                nullif(json_patch('{}', json_object(
                    'input_audio', input_audio, 'output_audio', output_audio, 'input_image', input_image,
                    'output_image', output_image, 'web_searches', web_searches)), '{}')
            FROM attempts a CROSS JOIN attempt_kinds k ON k.key = a.key AND k.team IS a.team AND k.owner IS a.owner
                AND k.model = a.model AND k.provider = a.provider AND k.target_model = a.target_model
                AND k.rate = a.rate AND k.operation = a.operation AND k.stream = a.stream;
        DROP TABLE attempts;
        CREATE INDEX attempts_by_call ON attempt_rows (call);
        CREATE INDEX attempts_open ON attempt_rows (number) WHERE certainty = 0;
        CREATE VIEW attempts AS
            SELECT a.number, call, ordinal, time, key, team, owner, tags, model, provider, target_model, operation,
                stream, ceiling, rate, expires, sent, certainty, cost, status, code, milliseconds, input, output,
                cache_read, cache_write, cache_write_1h, reasoning,
                json_extract(more, '$.input_audio') AS input_audio,
                json_extract(more, '$.output_audio') AS output_audio,
                json_extract(more, '$.input_image') AS input_image,
                json_extract(more, '$.output_image') AS output_image,
                json_extract(more, '$.web_searches') AS web_searches
            FROM attempt_rows a CROSS JOIN attempt_kinds k ON k.number = a.kind;
        """

    /// The same sums by all scopes and month, so that a report over a year need not read each of its days. A month is the
    /// number of its first day.
    private static let usageMonths = """
        CREATE TABLE usage_cross_months (
            month INTEGER NOT NULL, key TEXT NOT NULL, team TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
            attempts INTEGER NOT NULL, failed INTEGER NOT NULL, uncertain INTEGER NOT NULL, unpriced INTEGER NOT NULL,
            input INTEGER NOT NULL, output INTEGER NOT NULL, cache_read INTEGER NOT NULL, cost INTEGER NOT NULL,
            PRIMARY KEY (month, key, team, provider, model)
        ) WITHOUT ROWID;
        INSERT INTO usage_cross_months
            SELECT CAST(strftime('%s', day * 86400, 'unixepoch', 'start of month') AS INTEGER) / 86400 AS month,
                key, team, provider, model, sum(attempts), sum(failed), sum(uncertain), sum(unpriced), sum(input),
                sum(output), sum(cache_read), sum(cost)
            FROM usage_cross GROUP BY 1, 2, 3, 4, 5;
        """

    /// Money is in whole nano-USD, time in seconds since 1970, tags are a JSON list, certainty is
    /// `Settlement.Certainty`, a kind of scope `BudgetScope.Kind`.
    ///
    /// Attempts are numbered in the order in which they were held, and calls' ids begin with their time, so that both
    /// trees grow at their end. What reports and budgets read is summed up as rows are settled: by scope and day, by
    /// scope and hour, and by all scopes at once and day.
    private static let ledger = """
        CREATE TABLE attempts (
            number INTEGER PRIMARY KEY,
            call TEXT NOT NULL, ordinal INTEGER NOT NULL, time INTEGER NOT NULL,
            key TEXT NOT NULL, team TEXT, owner TEXT, tags TEXT,
            model TEXT NOT NULL, provider TEXT NOT NULL, target_model TEXT NOT NULL,
            operation TEXT NOT NULL, stream INTEGER NOT NULL, ceiling INTEGER, rate TEXT NOT NULL,
            expires INTEGER NOT NULL, sent INTEGER NOT NULL, certainty INTEGER NOT NULL, cost INTEGER NOT NULL,
            status INTEGER, code TEXT, milliseconds INTEGER NOT NULL,
            input INTEGER, output INTEGER, cache_read INTEGER, cache_write INTEGER, cache_write_1h INTEGER,
            reasoning INTEGER, input_audio INTEGER, output_audio INTEGER, input_image INTEGER, output_image INTEGER,
            web_searches INTEGER
        );
        CREATE INDEX attempts_by_call ON attempts (call);
        CREATE INDEX attempts_open ON attempts (number) WHERE certainty = 0;
        CREATE TABLE usage_days (
            kind INTEGER NOT NULL, name TEXT NOT NULL, day INTEGER NOT NULL,
            attempts INTEGER NOT NULL, failed INTEGER NOT NULL, uncertain INTEGER NOT NULL, unpriced INTEGER NOT NULL,
            input INTEGER NOT NULL, output INTEGER NOT NULL, cache_read INTEGER NOT NULL, cost INTEGER NOT NULL,
            PRIMARY KEY (kind, name, day)
        ) WITHOUT ROWID;
        CREATE TABLE usage_hours (
            kind INTEGER NOT NULL, name TEXT NOT NULL, hour INTEGER NOT NULL,
            attempts INTEGER NOT NULL, failed INTEGER NOT NULL, uncertain INTEGER NOT NULL, unpriced INTEGER NOT NULL,
            input INTEGER NOT NULL, output INTEGER NOT NULL, cache_read INTEGER NOT NULL, cost INTEGER NOT NULL,
            PRIMARY KEY (kind, name, hour)
        ) WITHOUT ROWID;
        CREATE TABLE usage_cross (
            day INTEGER NOT NULL, key TEXT NOT NULL, team TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
            attempts INTEGER NOT NULL, failed INTEGER NOT NULL, uncertain INTEGER NOT NULL, unpriced INTEGER NOT NULL,
            input INTEGER NOT NULL, output INTEGER NOT NULL, cache_read INTEGER NOT NULL, cost INTEGER NOT NULL,
            PRIMARY KEY (day, key, team, provider, model)
        ) WITHOUT ROWID;
        CREATE TABLE ledger_journal (
            one INTEGER PRIMARY KEY CHECK (one = 1), generation INTEGER NOT NULL, position INTEGER NOT NULL
        );
        """
}
