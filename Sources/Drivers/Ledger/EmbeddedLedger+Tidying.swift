import GRDB
package import Gateway

extension EmbeddedLedger {
    /// Settles what must have ended long ago, at the most it can have cost.
    package func expireHolds(at time: Int) async throws(StoreFailure) {
        for (number, ceiling) in expiredHolds(at: time) { settle(number, .lost(ceiling: ceiling)) }
    }

    /// Forgets attempts that were settled and began before `time`; the sums they are part of stay, and the
    /// names that they had in common with others.
    package func forget(attemptsBefore time: Int) async throws(StoreFailure) {
        while try await forgetSome(before: time) > 0 {}
    }

    private func forgetSome(before time: Int) async throws(StoreFailure) -> Int {
        try await drained { database in
            try database.execute(
                sql: """
                    DELETE FROM attempt_rows WHERE time < ? AND number IN \
                    (SELECT number FROM attempt_rows WHERE certainty <> 0 ORDER BY number LIMIT 1000)
                    """, arguments: [time])
            return database.changesCount
        }
    }
}
