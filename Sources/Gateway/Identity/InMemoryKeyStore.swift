import Synchronization

/// Keys that end with the process.
package final class InMemoryKeyStore: KeyStore {
    private let keys = Mutex<[String: VirtualKey]>([:])
    private let log: InMemoryAuditLog

    package init(log: InMemoryAuditLog = InMemoryAuditLog()) { self.log = log }

    package func list() async throws(StoreFailure) -> [VirtualKey] { keys.withLock { Array($0.values) } }

    package func find(_ id: String) async throws(StoreFailure) -> VirtualKey? { keys.withLock { $0[id] } }

    package func save(
        _ key: VirtualKey, replacing version: Int?, noting entry: AuditEntry
    ) async throws(StoreFailure) -> KeySaving {
        keys.withLock { keys in
            guard keys[key.id]?.version == version else { return .stale }
            guard !keys.values.contains(where: { $0.name == key.name && $0.id != key.id }) else { return .nameTaken }
            var key = key
            key.lastUsed = [key.lastUsed, keys[key.id]?.lastUsed].compactMap(\.self).max()
            keys[key.id] = key
            log.add(entry)
            return .saved
        }
    }

    package func remove(_ id: String, noting entry: AuditEntry) async throws(StoreFailure) -> Bool {
        keys.withLock { keys in
            guard keys.removeValue(forKey: id) != nil else { return false }
            log.add(entry)
            return true
        }
    }

    package func note(uses: [String: Int]) async throws(StoreFailure) {
        keys.withLock { keys in
            for (id, time) in uses {
                guard let key = keys[id] else { continue }
                keys[id]?.lastUsed = max(key.lastUsed ?? 0, time)
            }
        }
    }
}

/// An audit log that ends with the process.
package final class InMemoryAuditLog: AuditLog {
    private let entries = Mutex<[AuditEntry]>([])

    package init() {}

    func add(_ entry: AuditEntry) {
        entries.withLock { entries in
            var entry = entry
            entry.number = entries.count + 1
            entries.append(entry)
        }
    }

    package func append(_ entry: AuditEntry) async throws(StoreFailure) { add(entry) }

    package func list(before number: Int?, limit: Int) async throws(StoreFailure) -> [AuditEntry] {
        entries.withLock { entries in
            Array(entries.reversed().lazy.filter { $0.number < number ?? .max }.prefix(limit))
        }
    }
}
