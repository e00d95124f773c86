import GRDB
import Gateway

/// Takes entries of the journal into the database, from their bytes as they stand there. Confined to the database's own
/// thread.
struct LedgerWriting: Sendable {
    /// Attempts whose end has not been written, of earlier rounds: they stand in the table as open.
    private var open: [AttemptNumber: Open] = [:]
    private var kinds = AttemptKinds()

    private struct Open {
        /// The entry that began it.
        var held: ArraySlice<UInt8>
        var isSent = false
        /// Whether the table has that it was sent.
        var isWrittenAsSent = false
    }

    /// Attempts that begin with the round under way. Their numbers follow one another, and so do their places.
    private struct Begun {
        private var attempts: [Open?] = []
        private var first: UInt64 = 0
        private static let most: UInt64 = 1 << 16

        /// Takes the place of `number`. False: it is too far from the others.
        mutating func add(_ number: AttemptNumber, _ attempt: Open) -> Bool {
            if attempts.isEmpty { first = number.value }
            guard number.value >= first, number.value - first < Self.most else { return false }
            let place = Int(number.value - first)
            while attempts.count <= place { attempts.append(nil) }
            attempts[place] = attempt
            return true
        }

        private func place(_ number: AttemptNumber) -> Int? {
            guard number.value >= first, number.value - first < UInt64(attempts.count) else { return nil }
            return Int(number.value - first)
        }

        mutating func markSent(_ number: AttemptNumber) -> Bool {
            guard let place = place(number), attempts[place] != nil else { return false }
            attempts[place]?.isSent = true
            return true
        }

        mutating func remove(_ number: AttemptNumber) -> Open? {
            guard let place = place(number) else { return nil }
            return attempts[place].take()
        }

        /// In the order of their numbers, which is the table's.
        func forEach(_ body: (AttemptNumber, Open) throws -> Void) rethrows {
            for (place, attempt) in attempts.enumerated() {
                if let attempt { try body(AttemptNumber(first + UInt64(place)), attempt) }
            }
        }
    }

    /// - Parameter rows: attempts that stand in the table as open.
    init(open rows: [LedgerRow] = []) {
        for row in rows {
            open[row.number] = Open(
                held: JournalCoding.bytes(row.number, row.intent)[...], isSent: row.isSent,
                isWrittenAsSent: row.isSent)
        }
    }

    /// Writes entries down in one transaction of the caller's.
    /// - Parameter next: the next entry; nil: that was all.
    mutating func write(_ next: () -> ArraySlice<UInt8>?, _ database: Database) throws {
        var rows = try AttemptRows(database, kinds)
        var sums = UsageSums()
        var begun = Begun()
        while let entry = next() {
            switch JournalCoding.head(of: entry) {
            case .held(let number):
                if !begun.add(number, Open(held: entry)) {
                    try keep(number, Open(held: entry), &rows)
                    // Its end may be the next entry, and changes its row.
                    try rows.flush()
                }
            case .sent(let number): if !begun.markSent(number) { open[number]?.isSent = true }
            case .settled(let number):
                if let ended = begun.remove(number) {
                    try rows.insert(ended.held, isSent: ended.isSent, settled: entry)
                    sums.add(ended.held, settled: entry)
                } else if let ended = open.removeValue(forKey: number) {
                    try rows.finish(number, isSent: ended.isSent, settled: entry)
                    sums.add(ended.held, settled: entry)
                }
            case nil: continue
            }
        }
        try writeSent(database)
        try begun.forEach { number, attempt in try keep(number, attempt, &rows) }
        try rows.flush()
        try sums.write(database)
        kinds = rows.kinds
    }

    /// Writes an attempt as one under way.
    private mutating func keep(_ number: AttemptNumber, _ attempt: Open, _ rows: inout AttemptRows) throws {
        try rows.insert(attempt.held, isSent: attempt.isSent, settled: nil)
        // A copy: a slice would keep all that was read with it.
        open[number] = Open(
            held: Array(attempt.held)[...], isSent: attempt.isSent, isWrittenAsSent: attempt.isSent)
    }

    private mutating func writeSent(_ database: Database) throws {
        for (number, attempt) in open where attempt.isSent && !attempt.isWrittenAsSent {
            try AttemptTable.markSent(number, database)
            open[number]?.isWrittenAsSent = true
        }
    }

    /// Settles what an earlier process left: what was sent at the most it can have cost, what was not at nothing.
    /// - Parameter mayHaveLeft: whether an attempt that is not known to have been sent may have been: what was held is on the
    ///   disk before it is sent, the mark of its sending may not be.
    mutating func settleLeft(
        mayHaveLeft: Bool = false, _ database: Database
    ) throws -> (lost: Int, released: Int) {
        var counts = (lost: 0, released: 0)
        var entries: [ArraySlice<UInt8>] = []
        for (number, left) in open.sorted(by: { $0.key < $1.key }) {
            guard case .held(_, let intent)? = JournalCoding.read(left.held) else { continue }
            let isSent = left.isSent || mayHaveLeft
            if isSent { counts.lost += 1 } else { counts.released += 1 }
            let settlement = isSent ? Settlement.lost(ceiling: intent.ceiling) : Settlement.released
            entries.append(JournalCoding.bytes(number, settlement)[...])
        }
        var rest = entries[...]
        try write({ rest.popFirst() }, database)
        return counts
    }

    /// Attempts under way, of a scope and a period.
    func open(of scope: BudgetScope, within bounds: Range<Int>) -> [BudgetBook.Written.Open] {
        open.compactMap { number, begun in
            guard case .held(_, let intent)? = JournalCoding.read(begun.held), bounds.contains(intent.time),
                intent.scopes.contains(scope)
            else { return nil }
            return (number, intent.ceiling ?? .zero, intent.time)
        }
    }
}
