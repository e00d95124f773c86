/// Where keys made at run time are kept. Several gateways may write one store at the same time.
///
/// What changes a key takes the audit log's entry along: both are kept, or neither is.
package protocol KeyStore: Sendable {
    /// All of them, in no order.
    func list() async throws(StoreFailure) -> [VirtualKey]
    func find(_ id: String) async throws(StoreFailure) -> VirtualKey?
    /// Keeps a new key, or puts a changed one in place of what is there.
    /// - Parameter version: that of the key which `key` was made from; nil: `key` is new.
    func save(
        _ key: VirtualKey, replacing version: Int?, noting entry: AuditEntry
    ) async throws(StoreFailure) -> KeySaving
    /// Whether there was one.
    func remove(_ id: String, noting entry: AuditEntry) async throws(StoreFailure) -> Bool
    /// Last uses by id, in seconds since 1970: the later one stays. No change of the key, its version stays too.
    ///
    /// Written whether or not the task has been cancelled: the last uses are written when the process ends.
    func note(uses: [String: Int]) async throws(StoreFailure)
}

/// What came of saving a key.
package enum KeySaving: Sendable, Equatable {
    case saved
    /// Another key has the name; nothing was changed.
    case nameTaken
    /// The key was changed or removed since; nothing was changed.
    case stale
}
