import GRDB
import Gateway
import Glibc

/// A row's place among the values of a statement, and which of them are bound there still: they stay from run to run.
struct AttemptRowValues {
    /// The number of the row's first value.
    private let first: Int32
    /// What most rows have in common, of the row that was here last: its operation, its flags, and all behind its call.
    private var common: [UInt8] = []
    /// That row's counts that have no column of their own, as the journal has them.
    private var more: [UInt8] = []

    private static let held = ["number", "time", "ceiling", "expires", "ordinal", "call", "kind", "tags"]
    static let settled = ["sent", "certainty", "cost", "status", "milliseconds"] + LedgerUsage.own + ["more", "code"]
    /// The columns in the order of their values.
    static let columns = held + settled
    /// Of `more` among the values that tell how an attempt ended, from `certainty` on.
    private static let placeOfMore = 4 + Int32(LedgerUsage.own.count)

    /// - Parameter count: rows before it in the statement.
    init(behind count: Int) { first = Int32(1 + count * Self.columns.count) }

    /// Where the values stand that tell how it ended, from `certainty` on.
    private var end: Int32 { first + Int32(Self.held.count) + 1 }

    /// Binds what is known of an attempt from its beginning.
    /// - Returns: false: it is no whole entry.
    mutating func bind(
        _ entry: UnsafeRawBufferPointer, isSent: Bool, to row: borrowing StatementBinding, _ kinds: inout AttemptKinds,
        _ database: Database
    ) throws -> Bool {
        var cursor = JournalCursor(entry)
        guard cursor.skip(1), let number = cursor.number(Int64.self), let time = cursor.number(Int64.self),
            let ceiling = cursor.number(Int64.self), let expires = cursor.number(Int64.self),
            let ordinal = cursor.number(UInt16.self), let operation = cursor.number(UInt8.self),
            let flags = cursor.number(UInt8.self), let call = cursor.text()
        else { return false }
        row.integer(first, number)
        row.integer(first + 1, time)
        if ceiling < 0 { row.null(first + 2) } else { row.integer(first + 2, ceiling) }
        row.integer(first + 3, expires)
        row.integer(first + 4, Int64(ordinal))
        row.text(first + 5, call)
        row.integer(first + Int32(Self.held.count), isSent ? 1 : 0)
        let rest = cursor.rest
        if common.count == rest.count + 2, common[0] == operation, common[1] == flags,
            common.withUnsafeBytes({ Self.isSame(UnsafeRawBufferPointer(rebasing: $0[2...]), rest) })
        {
            return true
        }
        common.removeAll(keepingCapacity: true)
        guard let kind = try kinds.number(operation, flags, &cursor, database) else { return false }
        row.integer(first + 6, kind)
        guard bindTags(&cursor, to: row) else { return false }
        common.append(operation)
        common.append(flags)
        common.append(contentsOf: rest)
        return true
    }

    /// Binds how it ended.
    /// - Returns: false: it is no whole entry.
    mutating func bind(settled entry: UnsafeRawBufferPointer, to row: borrowing StatementBinding) -> Bool {
        guard let rest = Self.bind(settled: entry, to: row, from: end) else { return false }
        guard more.count != rest.count || !more.withUnsafeBytes({ Self.isSame($0, rest) }) else { return true }
        Self.bind(more: rest, to: row, end + Self.placeOfMore)
        more.removeAll(keepingCapacity: true)
        more.append(contentsOf: rest)
        return true
    }

    /// Binds that it has not ended.
    mutating func bindOpen(to row: borrowing StatementBinding) {
        for column in end..<first + Int32(Self.columns.count) { row.null(column) }
        // Certainty, cost and time are never null.
        for column in [end, end + 1, end + 3] { row.integer(column, 0) }
        more.removeAll(keepingCapacity: true)
    }

    /// Binds how an attempt ended to the statement that fills in its row.
    /// - Returns: false: it is no whole entry.
    static func bindEnd(
        _ entry: UnsafeRawBufferPointer, of number: AttemptNumber, isSent: Bool, to row: borrowing StatementBinding
    ) -> Bool {
        row.integer(1, isSent ? 1 : 0)
        row.integer(Int32(settled.count + 1), Int64(bitPattern: number.value))
        guard let rest = bind(settled: entry, to: row, from: 2) else { return false }
        bind(more: rest, to: row, 2 + placeOfMore)
        return true
    }

    private func bindTags(_ cursor: inout JournalCursor, to row: borrowing StatementBinding) -> Bool {
        guard let count = cursor.number(UInt16.self) else { return false }
        guard count > 0 else {
            row.null(first + 7)
            return true
        }
        var tags: [String] = []
        for _ in 0..<count {
            guard let tag = cursor.text() else { return false }
            tags.append(String(decoding: tag, as: UTF8.self))
        }
        row.text(first + 7, TagList.json(tags))
        return true
    }

    /// Whether two runs of one length hold the same bytes.
    private static func isSame(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
        guard let left = one.baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, one.count) == 0
    }

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
