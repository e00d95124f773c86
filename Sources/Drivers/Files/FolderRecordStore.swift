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

    /// Reads what is there. What cannot be read as a record is passed over, and left as it is.
    init(_ folder: Folder, thread: FileThread) throws(FileFailure) {
        self.folder = folder
        self.thread = thread
        var found: [String: Record] = [:]
        for name in try folder.names where name.hasSuffix(Self.ending) {
            let bytes = try folder.read(name, 0..<Int.max)
            guard let json = try? JSONValue(parsing: bytes, maxDepth: 128), let record = Record(json: json) else {
                continue
            }
            found[record.id] = record
        }
        records = Mutex(found)
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

    package func add(_ record: Record) async throws(GatewayError) {
        try await thread.enqueue { turn in
            records.withLock { records in
                records[record.id] = record
                write(record, turn)
            }
        }
    }

    package func find(_ id: String) -> Record? { records.withLock { $0[id] } }

    package func list() -> [Record] { records.withLock { Array($0.values) } }

    package func update(
        _ id: String, _ change: @escaping @Sendable (inout Record) -> Void
    ) async throws(GatewayError) -> Record? {
        let changed = Mutex<Record?>(nil)
        try await thread.enqueue { turn in
            records.withLock { records in
                guard var record = records[id] else { return turn.pass(()) }
                change(&record)
                records[id] = record
                changed.withLock { [record] in $0 = record }
                write(record, turn)
            }
        }
        return changed.withLock { $0 }
    }

    /// Called under the lock: files are written in the order their records changed in.
    private func write(_ record: Record, _ turn: FileThread.Turn<Void>) {
        let folder = folder
        turn.begin { () throws(FileFailure) in
            try folder.replace(Self.name(of: record.id), with: record.json.bytes)
        }
    }

    package func remove(_ id: String) async throws(GatewayError) -> Bool {
        let folder = folder
        return try await thread.enqueue { turn in
            records.withLock { records in
                guard records.removeValue(forKey: id) != nil else { return turn.pass(false) }
                turn.begin { () throws(FileFailure) in
                    try folder.remove(Self.name(of: id))
                    return true
                }
            }
        }
    }
}
