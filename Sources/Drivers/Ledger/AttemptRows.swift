import GRDB
import Gateway
import Glibc

/// Writes attempts into their table from the bytes of the journal: the columns stand in the order of the entries.
struct AttemptRows: ~Copyable {
    private let insertion: StatementBinding
    private let ending: StatementBinding
    /// Of the row before, what most rows have in common: its operation, and all behind its call. It is bound still.
    private var common: [UInt8] = []

    private static let held = [
        "number", "time", "ceiling", "expires", "ordinal", "operation", "stream", "call", "key", "team", "owner",
        "model",
        "provider", "target_model", "rate", "tags",
    ]
    private static let settled =
        ["sent", "certainty", "cost", "status", "milliseconds"] + LedgerUsage.columns + ["code"]
    private static let operations = Operation.allCases.map(\.rawValue)

    init(_ database: Database) throws {
        let columns = Self.held + Self.settled
        let inserting = try database.cachedStatement(
            sql: "INSERT INTO attempts (\(columns.joined(separator: ", "))) VALUES "
                + "(\(columns.map { _ in "?" }.joined(separator: ", ")))")
        let updating = try database.cachedStatement(
            sql: "UPDATE attempts SET \(Self.settled.map { $0 + " = ?" }.joined(separator: ", ")) WHERE number = ?")
        insertion = StatementBinding(inserting)
        ending = StatementBinding(updating)
    }

    /// - Parameters:
    ///   - held: the entry that began the attempt.
    ///   - settled: the entry that ended it; nil: it is under way.
    mutating func insert(_ held: ArraySlice<UInt8>, isSent: Bool, settled: ArraySlice<UInt8>?) throws {
        try held.withUnsafeBytes { held in
            guard bind(held) else { return }
            let next = Int32(Self.held.count + 1)
            insertion.integer(next, isSent ? 1 : 0)
            guard let settled else {
                for column in next + 1...next + Int32(Self.settled.count) - 1 { insertion.null(column) }
                for column in [1, 2, 4] as [Int32] { insertion.integer(next + column, 0) }
                return try insertion.run()
            }
            try settled.withUnsafeBytes { settled in
                guard Self.bind(settled: settled, to: insertion, from: next + 1) else { return }
                try insertion.run()
            }
        }
    }

    /// Fills in what became of an attempt that was written down while it was under way.
    func finish(_ number: AttemptNumber, isSent: Bool, settled: ArraySlice<UInt8>) throws {
        try settled.withUnsafeBytes { settled in
            ending.integer(1, isSent ? 1 : 0)
            ending.integer(Int32(Self.settled.count + 1), Int64(bitPattern: number.value))
            guard Self.bind(settled: settled, to: ending, from: 2) else { return }
            try ending.run()
        }
    }

    /// False: it is no whole entry.
    private mutating func bind(_ entry: UnsafeRawBufferPointer) -> Bool {
        var cursor = JournalCursor(entry)
        guard cursor.skip(1), let number = cursor.number(Int64.self), let time = cursor.number(Int64.self),
            let ceiling = cursor.number(Int64.self), let expires = cursor.number(Int64.self),
            let ordinal = cursor.number(UInt16.self), let operation = cursor.number(UInt8.self),
            let flags = cursor.number(UInt8.self), let call = cursor.text()
        else { return false }
        insertion.integer(1, number)
        insertion.integer(2, time)
        if ceiling < 0 { insertion.null(3) } else { insertion.integer(3, ceiling) }
        insertion.integer(4, expires)
        insertion.integer(5, Int64(ordinal))
        insertion.text(8, call)
        let rest = cursor.rest
        if common.count == rest.count + 2, common[0] == operation, common[1] == flags,
            common.withUnsafeBytes({ Self.isSame(UnsafeRawBufferPointer(rebasing: $0[2...]), rest) })
        {
            return true
        }
        common.removeAll(keepingCapacity: true)
        guard Self.bind(operation, flags, &cursor, to: insertion) else { return false }
        common.append(operation)
        common.append(flags)
        common.append(contentsOf: rest)
        return true
    }

    /// What most rows have in common.
    private static func bind(
        _ operation: UInt8, _ flags: UInt8, _ cursor: inout JournalCursor, to row: borrowing StatementBinding
    ) -> Bool {
        row.text(6, operations.indices.contains(Int(operation)) ? operations[Int(operation)] : operations[0])
        row.integer(7, Int64(flags & 1))
        for column in 9...15 as ClosedRange<Int32> {
            guard let text = cursor.text() else { return false }
            let isKnown =
                switch column {
                case 10: flags & 2 != 0
                case 11: flags & 4 != 0
                default: true
                }
            if isKnown { row.lasting(column, text) } else { row.null(column) }
        }
        guard let count = cursor.number(UInt16.self) else { return false }
        guard count > 0 else {
            row.null(16)
            return true
        }
        var tags: [String] = []
        for _ in 0..<count {
            guard let tag = cursor.text() else { return false }
            tags.append(String(decoding: tag, as: UTF8.self))
        }
        row.text(16, TagList.json(tags))
        return true
    }

    /// Whether two runs of one length hold the same bytes.
    private static func isSame(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
        guard let left = one.baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, one.count) == 0
    }

    private static func bind(
        settled entry: UnsafeRawBufferPointer, to row: borrowing StatementBinding, from first: Int32
    ) -> Bool {
        var cursor = JournalCursor(entry)
        guard cursor.skip(1 + 8), let certainty = cursor.number(UInt8.self), let cost = cursor.number(Int64.self),
            let status = cursor.number(UInt16.self), let milliseconds = cursor.number(UInt32.self),
            let hasUsage = cursor.number(UInt8.self)
        else { return false }
        row.integer(first, Int64(certainty))
        row.integer(first + 1, cost)
        if status == 0 { row.null(first + 2) } else { row.integer(first + 2, Int64(status)) }
        row.integer(first + 3, Int64(milliseconds))
        var column = first + 4
        for _ in 0..<LedgerUsage.count {
            var value: Int64 = -1
            if hasUsage == 1 {
                guard let said = cursor.number(Int64.self) else { return false }
                value = said
            }
            if value < 0 { row.null(column) } else { row.integer(column, value) }
            column += 1
        }
        guard let code = cursor.text() else { return false }
        if code.isEmpty { row.null(column) } else { row.text(column, code) }
        return true
    }
}
