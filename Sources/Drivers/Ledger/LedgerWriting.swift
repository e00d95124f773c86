import GRDB
import Gateway

/// Takes entries of the journal into the database, from their bytes as they stand there. Confined to the database's own
/// thread.
struct LedgerWriting: Sendable {
    /// Attempts whose end has not been written; those of an earlier round stand in the table as open.
    private var open: [AttemptNumber: Open] = [:]

    private struct Open {
        /// The entry that began it.
        var held: ArraySlice<UInt8>
        var isSent = false
        /// Whether the table has it, and that it was sent.
        var isWritten = false
        var isWrittenAsSent = false
    }

    /// - Parameter rows: attempts that stand in the table as open.
    init(open rows: [LedgerRow] = []) {
        for row in rows {
            open[row.number] = Open(
                held: JournalCoding.bytes(row.number, row.intent)[...], isSent: row.isSent, isWritten: true,
                isWrittenAsSent: row.isSent)
        }
    }

    /// Writes entries down in one transaction of the caller's.
    /// - Parameter next: the next entry; nil: that was all.
    mutating func write(_ next: () -> ArraySlice<UInt8>?, _ database: Database) throws {
        var rows = try AttemptRows(database)
        var sums = UsageSums()
        while let entry = next() {
            switch JournalCoding.head(of: entry) {
            case .held(let number): open[number] = Open(held: entry)
            case .sent(let number): open[number]?.isSent = true
            case .settled(let number):
                guard let ended = open.removeValue(forKey: number) else { continue }
                if ended.isWritten {
                    try rows.finish(number, isSent: ended.isSent, settled: entry)
                } else {
                    try rows.insert(ended.held, isSent: ended.isSent, settled: entry)
                }
                sums.add(ended.held, settled: entry)
            case nil: continue
            }
        }
        try writeOpen(&rows, database)
        try sums.write(database)
    }

    /// In the order of their numbers, which is the table's.
    private mutating func writeOpen(_ rows: inout AttemptRows, _ database: Database) throws {
        let changed = open.filter { !$0.value.isWritten || $0.value.isSent != $0.value.isWrittenAsSent }
        for (number, begun) in changed.sorted(by: { $0.key < $1.key }) {
            if begun.isWritten {
                try AttemptTable.markSent(number, database)
            } else {
                try rows.insert(begun.held, isSent: begun.isSent, settled: nil)
            }
            // A copy: a slice would keep all that was read with it.
            open[number] = Open(
                held: Array(begun.held)[...], isSent: begun.isSent, isWritten: true, isWrittenAsSent: begun.isSent)
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
