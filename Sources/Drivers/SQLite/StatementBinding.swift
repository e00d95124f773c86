import GRDB
import GRDBSQLite

/// Gives values to a statement by SQLite's own functions: for rows that come by the thousand, where a box for the value
/// of each column would be most of what a row costs.
struct StatementBinding: ~Copyable {
    private let statement: OpaquePointer

    /// - Parameter statement: to be used by nobody else meanwhile.
    init(_ statement: Statement) { self.statement = statement.sqliteStatement }

    deinit {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    /// - Parameter column: from 1.
    func integer(_ column: Int32, _ value: Int64) { sqlite3_bind_int64(statement, column, value) }

    func null(_ column: Int32) { sqlite3_bind_null(statement, column) }

    /// - Parameter bytes: UTF-8; they must stay where they are until `run` has returned.
    func text(_ column: Int32, _ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            sqlite3_bind_text(statement, column, "", 0, nil)
            return
        }
        sqlite3_bind_text(
            statement, column, start.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count), nil)
    }

    /// The text is copied.
    func text(_ column: Int32, _ text: String) {
        sqlite3_bind_text(statement, column, text, Int32(clamping: text.utf8.count), Self.copied)
    }

    /// The text is copied: it stays for the rows to come.
    /// - Parameter bytes: UTF-8.
    func lasting(_ column: Int32, _ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return text(column, bytes) }
        sqlite3_bind_text(
            statement, column, start.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count), Self.copied)
    }

    /// SQLITE_TRANSIENT, which is a cast in C.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    /// Runs it once, for a row; its values stay.
    func run() throws {
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else {
            let message = sqlite3_errmsg(sqlite3_db_handle(statement)).map { String(cString: $0) }
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }
}
