import GRDB
import Gateway

/// Takes entries of the journal into the database. Confined to the database's own thread.
struct LedgerWriting: Sendable {
    /// Attempts whose end has not been written; those of an earlier round stand in the table as open.
    private var open: [AttemptNumber: Open] = [:]

    private struct Open {
        var row: LedgerRow
        /// Whether the table has it.
        var isWritten: Bool
    }

    /// - Parameter rows: attempts that stand in the table as open.
    init(open rows: [LedgerRow] = []) {
        for row in rows { open[row.number] = Open(row: row, isWritten: true) }
    }

    /// Writes entries down in one transaction of the caller's.
    mutating func write(_ entries: [JournalEntry], _ database: Database) throws {
        var sums = UsageSums()
        var touched: Set<AttemptNumber> = []
        for entry in entries {
            switch entry {
            case .held(let number, let intent):
                let row = LedgerRow(number: number, intent: intent, isSent: false, settlement: Settlement(.open))
                open[number] = Open(row: row, isWritten: false)
                touched.insert(number)
            case .sent(let number):
                guard open[number]?.row.isSent == false else { continue }
                open[number]?.row.isSent = true
                touched.insert(number)
            case .settled(let number, let settlement):
                guard var ended = open.removeValue(forKey: number) else { continue }
                touched.remove(number)
                ended.row.settlement = settlement
                try finish(ended, database)
                sums.add(ended.row.intent, settlement)
            }
        }
        // In the order of their numbers, which is the table's.
        for number in touched.sorted() {
            guard let begun = open[number] else { continue }
            if begun.isWritten {
                if begun.row.isSent { try AttemptTable.markSent(number, database) }
            } else {
                try AttemptTable.insert(begun.row, database)
                open[number]?.isWritten = true
            }
        }
        try sums.write(database)
    }

    private func finish(_ ended: Open, _ database: Database) throws {
        if ended.isWritten {
            try AttemptTable.update(
                ended.row.number, isSent: ended.row.isSent, ended.row.settlement, database)
        } else {
            try AttemptTable.insert(ended.row, database)
        }
    }

    /// Settles what an earlier process left: what was sent at the most it can have cost, what was not at nothing.
    mutating func settleLeft(_ database: Database) throws -> (lost: Int, released: Int) {
        var counts = (lost: 0, released: 0)
        let left = open.values.map(\.row).sorted { $0.number < $1.number }
        let entries = left.map { row in
            let isSent = row.isSent
            if isSent { counts.lost += 1 } else { counts.released += 1 }
            return JournalEntry.settled(
                row.number, isSent ? Settlement.lost(ceiling: row.intent.ceiling) : Settlement.released)
        }
        try write(entries, database)
        return counts
    }

    /// Attempts under way, of a scope and a period.
    func open(of scope: BudgetScope, within bounds: Range<Int>) -> [(number: AttemptNumber, ceiling: Money)] {
        open.values.filter { bounds.contains($0.row.intent.time) && $0.row.intent.scopes.contains(scope) }
            .map { ($0.row.number, $0.row.counted) }
    }
}
