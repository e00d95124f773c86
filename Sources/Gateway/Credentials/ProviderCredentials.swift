import Synchronization
package import Wire

/// Credentials of providers entered at run time: kept encrypted, used in place of the configuration's.
package final class ProviderCredentials: Sendable {
    /// What is in use, by the provider's id.
    private struct Entered: Sendable {
        var stored: StoredCredential
        var secret: Secret
    }

    private let store: any CredentialStore
    /// nil: none is configured, and nothing can be entered.
    private let keys: SecretKeys?
    private let effects: Effects
    private let entered = Mutex<[String: Entered]>([:])

    package init(store: any CredentialStore, keys: SecretKeys?, effects: Effects) {
        self.store = store
        self.keys = keys
        self.effects = effects
    }

    /// Decrypts what the store holds.
    ///
    /// - Throws: what an operator is told when it cannot be.
    package func load() async throws(StoreFailure) {
        var found: [String: Entered] = [:]
        for stored in try await store.list() {
            guard let keys else {
                throw StoreFailure(
                    reason:
                        "credentials of providers are kept encrypted, and \"secrets.key\" is not set: set it to the key "
                        + "they were entered under (its id is \(stored.sealed.keyID))")
            }
            do throws(SealedSecret.Failure) {
                found[stored.provider] = Entered(
                    stored: stored, secret: try stored.sealed.open(keys, place: stored.place))
            } catch {
                throw Self.unopened(stored, error)
            }
        }
        let all = found
        entered.withLock { $0 = all }
    }

    private static func unopened(_ stored: StoredCredential, _ failure: SealedSecret.Failure) -> StoreFailure {
        switch failure {
        case .unknownKey(let id):
            StoreFailure(
                reason:
                    "the credential of \"\(stored.provider)\" is encrypted under another key than \"secrets.key\": set "
                    + "the one whose id is \(id), there or in \"secrets.former_keys\"")
        case .broken:
            StoreFailure(
                reason:
                    "the credential of \"\(stored.provider)\" does not open: its row was changed or moved; bring the "
                    + "database back from a copy, or delete the row and enter the credential again")
        }
    }

    /// As they are told.
    package func list() -> [JSONValue] {
        entered.withLock { $0.values.map(\.stored) }.sorted { $0.provider < $1.provider }.map(\.json)
    }

    /// - Parameter provider: as the configuration has it.
    package func set(
        _ secret: Secret, for provider: Provider, by actor: AdminActor
    ) async throws(GatewayError) -> JSONValue {
        guard let keys else { throw Self.noKey }
        let (id, origin) = (provider.id, provider.origin.text)
        let text = secret.reveal()
        let sealed: SealedSecret
        do throws(SealedSecret.Failure) {
            sealed = try SealedSecret(secret, under: keys.current, place: StoredCredential.place(id, origin))
        } catch {
            throw GatewayError(.internalError, "The credential could not be encrypted.", origin: .gateway)
        }
        let stored = StoredCredential(
            provider: id, origin: origin, sealed: sealed, lastFour: text.utf8.count < 20 ? "" : String(text.suffix(4)),
            changed: effects.now())
        let before = entered.withLock { $0[id]?.stored.json }
        let entry = actor.entry("credential.set", id, at: effects.now(), before: before, after: stored.json)
        try await kept { () async throws(StoreFailure) in try await self.store.save([stored], noting: entry) }
        entered.withLock { $0[id] = Entered(stored: stored, secret: secret) }
        return stored.json
    }

    /// The configuration's counts again.
    package func remove(_ provider: String, by actor: AdminActor) async throws(GatewayError) {
        let before = entered.withLock { $0[provider]?.stored.json }
        let entry = actor.entry("credential.delete", provider, at: effects.now(), before: before)
        let isGone = try await kept { () async throws(StoreFailure) in
            try await self.store.remove(provider, noting: entry)
        }
        entered.withLock { $0[provider] = nil }
        if !isGone {
            throw GatewayError(
                .keyNotFound, "No credential was entered for \"\(provider)\".",
                hint: "GET /admin/api/credentials lists those that were.")
        }
    }

    /// Puts all under the current key. Returns how many were under another.
    package func rewrap(by actor: AdminActor) async throws(GatewayError) -> JSONValue {
        guard let keys else { throw Self.noKey }
        let old = try await kept { () async throws(StoreFailure) in try await self.store.list() }
            .filter { $0.sealed.keyID != keys.current.id }
        var changed: [(old: SealedSecret, new: StoredCredential)] = []
        for var stored in old {
            let before = stored.sealed
            do throws(SealedSecret.Failure) {
                stored.sealed = try stored.sealed.rewrapped(keys, place: stored.place)
            } catch {
                let failure = Self.unopened(stored, error)
                throw GatewayError(.conflict, failure.reason, origin: .gateway, hint: "Nothing was changed.")
            }
            changed.append((before, stored))
        }
        func report(_ count: Int) -> JSONValue {
            ["rewrapped": .int(count), "key_id": .string(keys.current.id)]
        }
        guard !changed.isEmpty else { return report(0) }
        let rows = changed
        let entry = actor.entry("secrets.rewrap", keys.current.id, at: effects.now(), after: report(rows.count))
        let count = try await kept { () async throws(StoreFailure) in
            try await self.store.replace(rows, noting: entry)
        }
        entered.withLock { entered in
            for row in rows where entered[row.new.provider]?.stored.sealed == row.old {
                entered[row.new.provider]?.stored = row.new
            }
        }
        return report(count)
    }

    /// The snapshot with what was entered in place of its own credentials. One that was entered for another origin than
    /// the provider has by now stays out.
    func applied(to snapshot: Snapshot) -> Snapshot {
        let entered = entered.withLock { $0 }
        guard !entered.isEmpty else { return snapshot }
        let providers = snapshot.providers.map { provider in
            guard let found = entered[provider.id], found.stored.origin == provider.origin.text else { return provider }
            return provider.replacing(credential: found.secret)
        }
        return snapshot.replacing(providers: providers)
    }

    private func kept<Value>(_ work: () async throws(StoreFailure) -> Value) async throws(GatewayError) -> Value {
        do throws(StoreFailure) {
            return try await work()
        } catch {
            throw GatewayError(error)
        }
    }

    private static var noKey: GatewayError {
        GatewayError(
            .conflict, "Credentials can be kept encrypted only, and no key for that is configured.",
            hint:
                "Set `secrets.key` to 32 bytes in base64 (`openssl rand -base64 32`), by `${…}` or `file:`, and restart."
        )
    }
}

extension StoredCredential {
    fileprivate var json: JSONValue {
        [
            "object": "credential", "provider": .string(provider), "origin": .string(origin),
            "last_four": lastFour.isEmpty ? .null : .string(lastFour), "key_id": .string(sealed.keyID),
            "changed_at": .int(changed),
        ]
    }
}

extension Origin {
    /// Scheme, host and port.
    fileprivate var text: String { "\(isTLS ? "https" : "http")://\(host):\(port)" }
}
