/// Where credentials of providers are kept that were entered at run time, encrypted.
package protocol CredentialStore: Sendable {
    func list() async throws(StoreFailure) -> [StoredCredential]
    /// Keeps them, each in place of the one of its provider: all, or none.
    func save(_ credentials: [StoredCredential], noting entry: AuditEntry) async throws(StoreFailure)
    /// Keeps each in place of what it was made from: one that was changed or removed meanwhile stays as it has become.
    /// Returns how many were kept.
    func replace(
        _ changes: [(old: SealedSecret, new: StoredCredential)], noting entry: AuditEntry
    ) async throws(StoreFailure) -> Int
    /// Whether there was one.
    func remove(_ provider: String, noting entry: AuditEntry) async throws(StoreFailure) -> Bool
}

/// A provider's credential as it is kept.
package struct StoredCredential: Sendable, Equatable {
    /// The provider's id.
    package var provider: String
    /// Scheme, host and port it was entered for; it goes nowhere else.
    package var origin: String
    package var sealed: SealedSecret
    /// The end of it, so that people can tell credentials apart; empty of one so short that its end would give it away.
    package var lastFour: String
    /// Seconds since 1970.
    package var changed: Int

    package init(provider: String, origin: String, sealed: SealedSecret, lastFour: String, changed: Int) {
        self.provider = provider
        self.origin = origin
        self.sealed = sealed
        self.lastFour = lastFour
        self.changed = changed
    }

    /// What its encryption is bound to.
    var place: String { Self.place(provider, origin) }

    static func place(_ provider: String, _ origin: String) -> String {
        "provider_credential|\(provider)|sealed|\(origin)"
    }
}
