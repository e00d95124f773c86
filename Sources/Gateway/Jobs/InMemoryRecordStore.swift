import Synchronization

/// Records of this process, gone with it.
package final class InMemoryRecordStore<Record: KeptRecord>: RecordStore {
    private let records = Mutex<[String: Record]>([:])

    package init() {}

    package func add(_ record: Record) { records.withLock { $0[record.id] = record } }

    package func find(_ id: String) -> Record? { records.withLock { $0[id] } }

    package func list() -> [Record] { records.withLock { Array($0.values) } }

    package func update(_ id: String, _ change: @escaping @Sendable (inout Record) -> Void) -> Record? {
        records.withLock { records in
            guard var record = records[id] else { return nil }
            change(&record)
            records[id] = record
            return record
        }
    }

    package func remove(_ id: String) -> Bool { records.withLock { $0.removeValue(forKey: id) != nil } }
}
