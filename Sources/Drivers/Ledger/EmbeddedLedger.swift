import GRDB
package import Gateway
import Glibc
import NIOCore
import Synchronization

/// The ledger of a gateway that keeps it itself: budgets in memory, a journal that outlives the process, and the
/// embedded database, into which the journal is written away some milliseconds later.
///
/// An attempt is on its way after one copy into the journal, under one lock: nobody waits for a disk. What the process
/// leaves behind when it is killed is settled at the next start.
package final class EmbeddedLedger: BudgetLedger {
    private let state: Mutex<LedgerState>
    private let writing: Mutex<LedgerWriting>
    private let database: SQLiteFile
    private let disk: DiskSync?
    /// What an earlier process left: attempts settled at their ceiling, and holds that were given back.
    package let left: (lost: Int, released: Int)
    /// Whether the database knows of an earlier journal than the one that was there: attempts that stood in that one alone
    /// are counted nowhere.
    package let hasLostJournal: Bool

    /// Bytes of the journal, which holds what the database does not have yet: at full load a second or more.
    package static let journalBytes = 16 << 20
    /// Taken into the database in one transaction.
    private static let chunk = 256 << 10

    /// Opens the journal, and writes what an earlier process left into the database.
    ///
    /// - Parameters:
    ///   - folder: where the journal lies; nobody else may use it.
    ///   - generation: a random number, for a journal that is made anew.
    ///   - isPowerSafe: whether what is held has survived the loss of power by the time it is said to be.
    package init(
        folder: String, database: SQLiteFile, generation: UInt64, journalBytes: Int = EmbeddedLedger.journalBytes,
        isPowerSafe: Bool = false
    ) throws(StoreFailure) {
        var ring = try JournalRing(
            path: "\(folder)/ledger.journal", capacity: journalBytes, generation: generation >> 1)
        let known = try database.read { try Self.known($0) }
        // Of another generation and yet where that one ended: the process had ended between the two last steps below.
        hasLostJournal =
            known.map { ring.isNew || $0.generation != ring.generation && $0.position != ring.start } ?? false
        let position =
            known.flatMap { $0.generation == ring.generation && !ring.isNew ? $0.position : nil } ?? ring.start
        var (entries, end): ([ArraySlice<UInt8>], UInt64) = ([], position)
        while true {
            // In parts, up to where it ends: to look at all of it would take all its pages into memory.
            var chunk = ring.copy(from: end, upTo: nil, most: Self.chunk)
            while let entry = chunk.next() { entries.append(entry) }
            guard chunk.position > end else { break }
            end = chunk.position
        }
        let former = ring.generation
        let (writing, counts, last, time) = try database.write { [entries] database in
            var writing = LedgerWriting(open: try AttemptTable.open(database))
            var rest = entries[...]
            try writing.write({ rest.popFirst() }, database)
            let counts = try writing.settleLeft(mayHaveLeft: isPowerSafe, database)
            try Self.note(end, of: former, database)
            let (last, time) = try AttemptTable.last(database)
            return (writing, counts, last, time)
        }
        ring.resume(from: end, at: end)
        ring.free(upTo: end)
        // Should the process end between the two, the file itself says where it begins.
        ring.renew(generation >> 1)
        let renewed = ring.generation
        try database.write { try Self.note(end, of: renewed, $0) }
        left = counts
        self.database = database
        disk = isPowerSafe ? DiskSync(ring.descriptor) : nil
        self.writing = Mutex(writing)
        state = Mutex(LedgerState(ring: ring, last: last, time: time))
    }

    package func hold(
        _ intent: AttemptIntent, within claims: [BudgetClaim]
    ) async throws(HoldRefusal) -> AttemptNumber {
        var tries = 0
        while true {
            switch state.withLock({ $0.hold(intent, within: claims) }) {
            case .held(let number):
                if let disk { try await onDisk(number, disk) }
                return number
            case .short(let shortage): throw .short(shortage)
            case .unopened(let names): try await open(names, at: intent.time)
            case .full:
                guard tries < 3 else {
                    throw .unavailable(StoreFailure(reason: "the journal is full: the database does not keep up"))
                }
                try await writeAway()
            }
            tries += 1
            if tries > 16 { throw .unavailable(StoreFailure(reason: "accounts could not be opened")) }
        }
    }

    package func holdAtOnce(
        _ intent: AttemptIntent, within claims: [BudgetClaim]
    ) throws(HoldRefusal) -> AttemptNumber? {
        guard disk == nil else { return nil }
        switch state.withLock({ $0.hold(intent, within: claims) }) {
        case .held(let number): return number
        case .short(let shortage): throw .short(shortage)
        case .unopened, .full: return nil
        }
    }

    package func markSent(_ number: AttemptNumber) { state.withLock { $0.markSent(number) } }

    package func settle(_ number: AttemptNumber, _ settlement: Settlement) {
        state.withLock { $0.settle(number, settlement) }
    }

    package func balances(of claims: [BudgetClaim], at time: Int) async throws(StoreFailure) -> [BudgetBalance] {
        let names = Set(claims.map { BudgetBook.AccountName($0.scope, $0.budget.period) })
        let closed = state.withLock { state in names.filter { state.book.committed($0, at: time) == nil } }
        if !closed.isEmpty { try await openAccounts(Array(closed), at: time) }
        return state.withLock { state in
            claims.map { claim in
                let name = BudgetBook.AccountName(claim.scope, claim.budget.period)
                return BudgetBalance(claim, committed: state.book.committed(name, at: time) ?? .zero, at: time)
            }
        }
    }

    package func attempts(ofCall id: String) async throws(StoreFailure) -> [LedgerRow] {
        try await drained { try AttemptTable.attempts(ofCall: id, $0) }
    }

    /// Runs `work` on a database that has all that has happened so far.
    func drained<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await drain()
        return try await database.writing(work)
    }

    func expiredHolds(at time: Int) -> [(number: AttemptNumber, ceiling: Money)] {
        state.withLock { $0.book.expired(at: time) }
    }

    /// Takes what stands in the journal into the database.
    /// - Returns: how many bytes that were.
    @discardableResult
    package func drain() async throws(StoreFailure) -> Int {
        let (start, end) = state.withLock { ($0.ring.start, $0.ring.end) }
        while true {
            let chunk = state.withLock { state in
                state.ring.start < end ? state.ring.copy(from: state.ring.start, upTo: end, most: Self.chunk) : nil
            }
            guard let chunk else { return Int(clamping: end - min(start, end)) }
            let position = try await database.writing { [self] in try write(chunk, $0) }
            guard position > chunk.position else {
                throw StoreFailure(reason: "the journal holds what cannot be read")
            }
            state.withLock { $0.free(upTo: position) }
        }
    }
}

extension EmbeddedLedger {
    /// On the database's thread, in a transaction: what fails leaves nothing behind, in memory neither.
    private func write(_ chunk: JournalChunk, _ database: Database) throws -> UInt64 {
        let generation = state.withLock { $0.ring.generation }
        // Somebody else may have come first.
        if let known = try Self.position(of: generation, database), chunk.position < known { return known }
        var chunk = chunk
        var next = writing.withLock { $0 }
        try next.write({ chunk.next() }, database)
        try Self.note(chunk.position, of: generation, database)
        database.afterNextTransaction { [next] _ in self.writing.withLock { $0 = next } }
        return chunk.position
    }

    /// What is not on the disk is not sent.
    private func onDisk(_ number: AttemptNumber, _ disk: DiskSync) async throws(HoldRefusal) {
        do throws(StoreFailure) {
            try await disk.sync()
        } catch {
            settle(number, .released)
            throw .unavailable(error)
        }
    }

    private func writeAway() async throws(HoldRefusal) {
        do throws(StoreFailure) {
            try await drain()
        } catch {
            throw .unavailable(error)
        }
    }

    private func open(_ names: [BudgetBook.AccountName], at time: Int) async throws(HoldRefusal) {
        do throws(StoreFailure) {
            try await openAccounts(names, at: time)
        } catch {
            throw .unavailable(error)
        }
    }

    /// Reads what was spent: of what happens meanwhile the book takes note itself.
    private func openAccounts(_ names: [BudgetBook.AccountName], at time: Int) async throws(StoreFailure) {
        state.withLock { state in for _ in names { state.book.beginOpening() } }
        do throws(StoreFailure) {
            try await drain()
            let generation = state.withLock { $0.ring.generation }
            let (written, position) = try await database.reading { [self] database in
                let written = try names.map { name in
                    let bounds = name.period.bounds(at: time)
                    let days = bounds.lowerBound / 86_400..<bounds.upperBound / 86_400
                    return BudgetBook.Written(
                        began: bounds.lowerBound, spent: try UsageSums.spent(name.scope, days, database),
                        open: writing.withLock { $0.open(of: name.scope, within: bounds) })
                }
                return (written, try Self.position(of: generation, database) ?? 0)
            }
            state.withLock { $0.finishOpening(names, written, from: position) }
        } catch {
            state.withLock { state in for name in names { state.book.finishOpening(name, nil) } }
            throw error
        }
    }

    /// Up to where a journal is in the database; nil: nothing of it is.
    private static func position(of generation: UInt64, _ database: Database) throws -> UInt64? {
        try known(database).flatMap { $0.generation == generation ? $0.position : nil }
    }

    /// The journal that the database was last written from.
    private static func known(_ database: Database) throws -> (generation: UInt64, position: UInt64)? {
        let row = try Row.fetchOne(database, sql: "SELECT generation, position FROM ledger_journal")
        return row.map {
            (UInt64(bitPattern: $0["generation"] as Int64), UInt64(bitPattern: $0["position"] as Int64))
        }
    }

    private static func note(_ position: UInt64, of generation: UInt64, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO ledger_journal (one, generation, position) VALUES (1, ?, ?) \
                ON CONFLICT (one) DO UPDATE SET generation = excluded.generation, position = excluded.position
                """
        ).execute(arguments: [Int64(bitPattern: generation), Int64(bitPattern: position)])
    }
}
