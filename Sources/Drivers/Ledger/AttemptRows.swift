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
    /// The counts of the row before that have no column of their own, as the journal has them; they are bound still.
    private var more: [UInt8] = []

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
                more.removeAll(keepingCapacity: true)
                return try insertion.run()
            }
            try settled.withUnsafeBytes { settled in
                guard bind(settled: settled, from: next + 1) else { return }
                try insertion.run()
            }
        }
    }

    /// Fills in what became of an attempt that was written down while it was under way.
    func finish(_ number: AttemptNumber, isSent: Bool, settled: ArraySlice<UInt8>) throws {
        try settled.withUnsafeBytes { settled in
            ending.integer(1, isSent ? 1 : 0)
            ending.integer(Int32(Self.settled.count + 1), Int64(bitPattern: number.value))
            guard let rest = Self.bind(settled: settled, to: ending, from: 2) else { return }
            Self.bind(more: rest, to: ending, 2 + Self.placeOfMore)
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

    private mutating func bind(settled entry: UnsafeRawBufferPointer, from first: Int32) -> Bool {
        guard let rest = Self.bind(settled: entry, to: insertion, from: first) else { return false }
        guard more.count != rest.count || !more.withUnsafeBytes({ Self.isSame($0, rest) }) else { return true }
        Self.bind(more: rest, to: insertion, first + Self.placeOfMore)
        more.removeAll(keepingCapacity: true)
        more.append(contentsOf: rest)
        return true
    }

    private static var placeOfMore: Int32 { 4 + Int32(LedgerUsage.own.count) }

    /// - Returns: the counts that are left, none of them where nothing was used; nil: it is no whole entry.
    private static func bind(
        settled entry: UnsafeRawBufferPointer, to row: borrowing StatementBinding, from first: Int32
    ) -> UnsafeRawBufferPointer? {
        var cursor = JournalCursor(entry)
        guard cursor.skip(1 + 8), let certainty = cursor.number(UInt8.self), let cost = cursor.number(Int64.self),
            let status = cursor.number(UInt16.self), let milliseconds = cursor.number(UInt32.self),
            let hasUsage = cursor.number(UInt8.self)
        else { return nil }
        row.integer(first, Int64(certainty))
        row.integer(first + 1, cost)
        if status == 0 { row.null(first + 2) } else { row.integer(first + 2, Int64(status)) }
        row.integer(first + 3, Int64(milliseconds))
        for column in first + 4..<first + placeOfMore {
            var count: Int64 = -1
            if hasUsage == 1 {
                guard let said = cursor.number(Int64.self) else { return nil }
                count = said
            }
            if count < 0 { row.null(column) } else { row.integer(column, count) }
        }
        let rest = cursor.rest
        let size = hasUsage == 1 ? 8 * LedgerUsage.more.count : 0
        guard cursor.skip(size), let code = cursor.text() else { return nil }
        let last = first + placeOfMore + 1
        if code.isEmpty { row.null(last) } else { row.text(last, code) }
        return UnsafeRawBufferPointer(rebasing: rest[..<size])
    }

    private static func bind(more counts: UnsafeRawBufferPointer, to row: borrowing StatementBinding, _ column: Int32) {
        var cursor = JournalCursor(counts)
        let said = LedgerUsage.more.compactMap { name in
            cursor.number(Int64.self).flatMap { $0 < 0 ? nil : "\"\(name)\":\($0)" }
        }
        if said.isEmpty { row.null(column) } else { row.text(column, "{\(said.joined(separator: ","))}") }
    }
}
