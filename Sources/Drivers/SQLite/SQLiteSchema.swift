import GRDB

/// What the embedded database holds. A step that was released is never changed: a later one is added.
enum SQLiteSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("ledger-1") { try $0.execute(sql: ledger) }
        migrator.registerMigration("keys-1") { try SQLiteKeySchema.make($0) }
        migrator.registerMigration("usage-months-1") { try $0.execute(sql: usageMonths) }
        return migrator
    }

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
