import GRDB
import Gateway

/// Writes attempts into their table from the bytes of the journal: the columns stand in the order of the entries.
///
/// A statement takes a group of rows: to begin and to end one costs a third of what a row does. What is left of a group
/// goes row by row.
struct AttemptRows: ~Copyable {
    private let database: Database
    private let insertion: StatementBinding
    private let groupInsertion: StatementBinding
    private let ending: StatementBinding
    private(set) var kinds: AttemptKinds
    private var waiting: [Row] = []
    private var single = AttemptRowValues(behind: 0)
    private var group: [AttemptRowValues]

    private struct Row {
        /// The entry that began the attempt.
        var held: ArraySlice<UInt8>
        var isSent: Bool
        /// The entry that ended it; nil: it is under way.
        var settled: ArraySlice<UInt8>?
    }

    private static let groupSize = 16

    init(_ database: Database, _ kinds: AttemptKinds) throws {
        let inserting = try Self.inserting(rows: 1, database)
        let insertingGroup = try Self.inserting(rows: Self.groupSize, database)
        let updating = try database.cachedStatement(
            sql: "UPDATE attempt_rows SET " + AttemptRowValues.settled.map { $0 + " = ?" }.joined(separator: ", ")
                + " WHERE number = ?")
        self.database = database
        self.kinds = kinds
        insertion = StatementBinding(inserting)
        groupInsertion = StatementBinding(insertingGroup)
        ending = StatementBinding(updating)
        group = (0..<Self.groupSize).map { AttemptRowValues(behind: $0) }
    }

    private static func inserting(rows count: Int, _ database: Database) throws -> Statement {
        let columns = AttemptRowValues.columns
        let row = "(\(columns.map { _ in "?" }.joined(separator: ", ")))"
        let rows = Array(repeating: row, count: count).joined(separator: ", ")
        return try database.cachedStatement(
            sql: "INSERT INTO attempt_rows (\(columns.joined(separator: ", "))) VALUES \(rows)")
    }

    /// Takes a row in; it is written by the next `flush` at the latest.
    /// - Parameters:
    ///   - held: the entry that began the attempt.
    ///   - settled: the entry that ended it; nil: it is under way.
    mutating func insert(_ held: ArraySlice<UInt8>, isSent: Bool, settled: ArraySlice<UInt8>?) throws {
        waiting.append(Row(held: held, isSent: isSent, settled: settled))
        guard waiting.count == Self.groupSize else { return }
        if try !insertGroup(from: 0) { try insertOneByOne() }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Writes what was taken in.
    mutating func flush() throws {
        try insertOneByOne()
        waiting.removeAll(keepingCapacity: true)
    }

    /// Fills in what became of an attempt that was written down while it was under way.
    func finish(_ number: AttemptNumber, isSent: Bool, settled: ArraySlice<UInt8>) throws {
        try settled.withUnsafeBytes { settled in
            guard AttemptRowValues.bindEnd(settled, of: number, isSent: isSent, to: ending) else { return }
            try ending.run()
        }
    }

    /// Binds the waiting rows from one on, each within the bytes of those before it, and runs the statement behind the
    /// last.
    /// - Returns: false, and nothing is written, if one is no whole entry.
    private mutating func insertGroup(from index: Int) throws -> Bool {
        guard index < waiting.count else {
            try groupInsertion.run()
            return true
        }
        let row = waiting[index]
        return try row.held.withUnsafeBytes { held in
            guard try bind(held, of: row, at: index) else { return false }
            guard let settled = row.settled else { return try insertGroup(from: index + 1) }
            return try settled.withUnsafeBytes { settled in
                guard group[index].bind(settled: settled, to: groupInsertion) else { return false }
                return try insertGroup(from: index + 1)
            }
        }
    }

    private mutating func bind(_ held: UnsafeRawBufferPointer, of row: Row, at index: Int) throws -> Bool {
        guard try group[index].bind(held, isSent: row.isSent, to: groupInsertion, &kinds, database) else {
            return false
        }
        if row.settled == nil { group[index].bindOpen(to: groupInsertion) }
        return true
    }

    /// One that is no whole entry is left out.
    private mutating func insertOneByOne() throws {
        for row in waiting {
            try row.held.withUnsafeBytes { held in
                guard try single.bind(held, isSent: row.isSent, to: insertion, &kinds, database) else { return }
                guard let settled = row.settled else {
                    single.bindOpen(to: insertion)
                    return try insertion.run()
                }
                try settled.withUnsafeBytes { settled in
                    guard single.bind(settled: settled, to: insertion) else { return }
                    try insertion.run()
                }
            }
        }
    }
}
