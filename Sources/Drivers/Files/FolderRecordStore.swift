import Crypto
package import Gateway
import NIOCore
import Synchronization
import Wire

/// Records as files of JSON in a folder, one each; all of them are held in memory too.
package final class FolderRecordStore<Record: KeptRecord>: RecordStore {
    private let folder: Folder
    private let thread: FileThread
    private let records: Mutex<[String: Record]>
    /// Whether there was a file that could not be read as a record: what it names is not known.
    let hasUnreadable: Bool

    /// Reads what is there. What cannot be read as a record is passed over, and left as it is.
    init(_ folder: Folder, thread: FileThread) throws(FileFailure) {
        self.folder = folder
        self.thread = thread
        var found: [String: Record] = [:]
        var hasUnreadable = false
        for name in try folder.names where name.hasSuffix(Self.ending) {
            let bytes = try folder.read(name, 0..<Int.max)
            guard let json = try? JSONValue(parsing: bytes, maxDepth: 128), let record = Record(json: json) else {
                hasUnreadable = true
                continue
            }
            found[record.id] = record
        }
        records = Mutex(found)
        self.hasUnreadable = hasUnreadable
    }

    private static var ending: String { ".json" }

    /// The id itself where it may be a file's name; else what cannot be mistaken for one.
    private static func name(of id: String) -> String {
        let isPlain = id.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        if isPlain, (1...80).contains(id.utf8.count) { return id + ending }
        let digest = SHA256.hash(data: Array(id.utf8))
        return "=" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + ending
    }

    /// Keeps a record once it stands on the disk: what could not be written down must not be seen, and be gone with
    /// the next start.
    package func add(_ record: Record) async throws(GatewayError) {
        try await thread.run { [self] () throws(FileFailure) in try write(record) }
    }

    package func find(_ id: String) -> Record? { records.withLock { $0[id] } }

    package func list() -> [Record] { records.withLock { Array($0.values) } }

    package func update(
        _ id: String, _ change: @escaping @Sendable (inout Record) -> Void
    ) async throws(GatewayError) -> Record? {
        try await thread.run { [self] () throws(FileFailure) in
            guard var record = find(id) else { return nil }
            change(&record)
            try write(record)
            return record
        }
    }

    package func remove(_ id: String) async throws(GatewayError) -> Bool {
        try await thread.run { [self] () throws(FileFailure) in
            guard find(id) != nil else { return false }
            try folder.remove(Self.name(of: id))
            records.withLock { $0[id] = nil }
            return true
        }
    }

    /// Called on the thread, where all changes are made one after the other.
    private func write(_ record: Record) throws(FileFailure) {
        try folder.replace(Self.name(of: record.id), with: record.json.bytes)
        records.withLock { $0[record.id] = record }
    }
}
