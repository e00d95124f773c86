import Dispatch
package import GRDB
package import Gateway

/// The embedded database: one file, and one connection that does every write and every checkpoint.
///
/// Debian's SQLite 3.40.1 can damage its log where two connections write or checkpoint at once, hence one of them. The
/// lock on the data folder keeps a second process away.
package final class SQLiteFile: Sendable {
    private let queue: DatabaseQueue

    /// Opens the file, and makes what its schema lacks.
    ///
    /// - Parameter isPowerSafe: whether what was committed survives the loss of power too, not only of the process.
    package init(path: String, isPowerSafe: Bool = false) throws(StoreFailure) {
        var configuration = Configuration()
        configuration.label = "llmgateway.sqlite"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = \(isPowerSafe ? "FULL" : "NORMAL")")
            // 32 MiB: pages that are written again and again, as sums and ends of trees are, go to the file once for all.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try SQLiteSchema.migrator.migrate(queue)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// Runs `work` in one transaction and blocks until it has ended: never on an event loop.
    package func write<Value>(_ work: (Database) throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try queue.write(work)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// The same without changing anything.
    package func read<Value>(_ work: (Database) throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try queue.read(work)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// Runs `work` in one transaction, away from the caller's thread.
    package func writing<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        do {
            return try await queue.write(work)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// The same in a task that may have been cancelled: what it writes is written all the same.
    package func writingToTheEnd(
        _ work: @escaping @Sendable (Database) throws -> Void
    ) async throws(StoreFailure) {
        let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
            queue.asyncWrite(work) { _, result in continuation.resume(returning: result) }
        }
        if case .failure(let error) = result { throw StoreFailure(error) }
    }

    package func reading<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        do {
            return try await queue.read(work)
        } catch {
            throw StoreFailure(error)
        }
    }
}

extension StoreFailure {
    init(_ error: any Error) {
        guard let error = error as? DatabaseError else {
            self.init(reason: "\(error)")
            return
        }
        let code = error.resultCode
        self.init(
            reason: "SQLite: \(error.message ?? "error \(code.rawValue)")",
            isDamage: code == .SQLITE_NOTADB || code == .SQLITE_CORRUPT)
    }
}
