import Synchronization

/// Credentials that end with the process.
package final class InMemoryCredentialStore: CredentialStore {
    private let credentials = Mutex<[String: StoredCredential]>([:])
    private let log: InMemoryAuditLog

    package init(log: InMemoryAuditLog = InMemoryAuditLog()) { self.log = log }

    package func list() async throws(StoreFailure) -> [StoredCredential] {
        credentials.withLock { Array($0.values) }
    }

    package func save(_ changed: [StoredCredential], noting entry: AuditEntry) async throws(StoreFailure) {
        credentials.withLock { credentials in
            for credential in changed { credentials[credential.provider] = credential }
            log.add(entry)
        }
    }

    package func replace(
        _ changes: [(old: SealedSecret, new: StoredCredential)], noting entry: AuditEntry
    ) async throws(StoreFailure) -> Int {
        credentials.withLock { credentials in
            let current = changes.filter { credentials[$0.new.provider]?.sealed == $0.old }
            for change in current { credentials[change.new.provider] = change.new }
            log.add(entry)
            return current.count
        }
    }

    package func remove(_ provider: String, noting entry: AuditEntry) async throws(StoreFailure) -> Bool {
        credentials.withLock { credentials in
            guard credentials.removeValue(forKey: provider) != nil else { return false }
            log.add(entry)
            return true
        }
    }
}
