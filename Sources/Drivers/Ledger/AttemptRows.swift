import GRDB
import Gateway
import Glibc

/// Writes attempts into their table from the bytes of the journal: the columns stand in the order of the entries.
struct AttemptRows: ~Copyable {
    private let database: Database
    private let insertion: StatementBinding
    private let ending: StatementBinding
    private(set) var kinds: AttemptKinds
    /// Of the row before, what most rows have in common: its operation, its flags, and all behind its call. It is bound
    /// still.
    private var common: [UInt8] = []

    private static let held = ["number", "time", "ceiling", "expires", "ordinal", "call", "kind", "tags"]
    private static let settled =
        ["sent", "certainty", "cost", "status", "milliseconds"] + LedgerUsage.own + ["more", "code"]

    init(_ database: Database, _ kinds: AttemptKinds) throws {
        let columns = Self.held + Self.settled
        let inserting = try database.cachedStatement(
            sql: "INSERT INTO attempt_rows (\(columns.joined(separator: ", "))) VALUES "
                + "(\(columns.map { _ in "?" }.joined(separator: ", ")))")
        let updating = try database.cachedStatement(
            sql: "UPDATE attempt_rows SET \(Self.settled.map { $0 + " = ?" }.joined(separator: ", ")) WHERE number = ?")
        self.database = database
        self.kinds = kinds
        insertion = StatementBinding(inserting)
        ending = StatementBinding(updating)
    }

    /// - Parameters:
    ///   - held: the entry that began the attempt.
    ///   - settled: the entry that ended it; nil: it is under way.
    mutating func insert(_ held: ArraySlice<UInt8>, isSent: Bool, settled: ArraySlice<UInt8>?) throws {
        try held.withUnsafeBytes { held in
            guard try bind(held) else { return }
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
    private mutating func bind(_ entry: UnsafeRawBufferPointer) throws -> Bool {
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
        insertion.text(6, call)
        let rest = cursor.rest
        if common.count == rest.count + 2, common[0] == operation, common[1] == flags,
            common.withUnsafeBytes({ Self.isSame(UnsafeRawBufferPointer(rebasing: $0[2...]), rest) })
        {
            return true
        }
        common.removeAll(keepingCapacity: true)
        guard let kind = try kinds.number(operation, flags, &cursor, database) else { return false }
        insertion.integer(7, kind)
        guard bindTags(&cursor) else { return false }
        common.append(operation)
        common.append(flags)
        common.append(contentsOf: rest)
        return true
    }

    private func bindTags(_ cursor: inout JournalCursor) -> Bool {
        guard let count = cursor.number(UInt16.self) else { return false }
        guard count > 0 else {
            insertion.null(8)
            return true
        }
        var tags: [String] = []
        for _ in 0..<count {
            guard let tag = cursor.text() else { return false }
            tags.append(String(decoding: tag, as: UTF8.self))
        }
        insertion.text(8, TagList.json(tags))
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
        guard bind(usage: &cursor, isKnown: hasUsage == 1, to: row, from: first + 4) else { return false }
        guard let code = cursor.text() else { return false }
        let last = first + 5 + Int32(LedgerUsage.own.count)
        if code.isEmpty { row.null(last) } else { row.text(last, code) }
        return true
    }

    /// The counts that have a column of their own, and behind them the rest.
    private static func bind(
        usage cursor: inout JournalCursor, isKnown: Bool, to row: borrowing StatementBinding, from first: Int32
    ) -> Bool {
        let own = LedgerUsage.own.count
        let more = first + Int32(own)
        guard isKnown else {
            for column in first...more { row.null(column) }
            return true
        }
        for column in first..<more {
            guard let count = cursor.number(Int64.self) else { return false }
            if count < 0 { row.null(column) } else { row.integer(column, count) }
        }
        var rest = cursor
        guard cursor.skip(8 * (LedgerUsage.count - own)) else { return false }
        var text = ""
        for name in LedgerUsage.more {
            guard let count = rest.number(Int64.self) else { return false }
            if count >= 0 { text += "\(text.isEmpty ? "{" : ",")\"\(name)\":\(count)" }
        }
        if text.isEmpty { row.null(more) } else { row.text(more, text + "}") }
        return true
    }
}
