import NIOCore
import Wire

/// Keys made at run time: what `/admin/api/keys` does. Each change goes to the store with its entry of the audit log,
/// then to the directory, where the next call feels it.
package final class KeyRegistry: Sendable {
    package let directory: KeyDirectory
    package let audit: any AuditLog
    private let store: any KeyStore
    private let effects: Effects
    private let makeKey: @Sendable () -> Secret

    /// How often a change is tried anew when somebody else changed the key meanwhile.
    private static let mostTries = 8

    package init(
        store: any KeyStore, audit: any AuditLog, pepper: KeyPepper, effects: Effects,
        makeKey: @escaping @Sendable () -> Secret = {
            var generator = SystemRandomNumberGenerator()
            return KeyFormat.makeKey(using: &generator)
        }
    ) {
        directory = KeyDirectory(pepper: pepper)
        self.store = store
        self.audit = audit
        self.effects = effects
        self.makeKey = makeKey
    }

    /// One that ends with the process.
    package convenience init(effects: Effects) {
        let log = InMemoryAuditLog()
        self.init(store: InMemoryKeyStore(log: log), audit: log, pepper: KeyPepper(), effects: effects)
    }

    /// Takes over what the store holds: at the start, and now and then where others write it too.
    package func refresh() async throws(StoreFailure) { directory.replace(with: try await store.list()) }

    /// Writes down when keys were last used.
    package func writeUses() async throws(StoreFailure) {
        let uses = directory.takeUses(now: effects.now(), instant: effects.monotonic())
        guard !uses.isEmpty else { return }
        do throws(StoreFailure) {
            try await store.note(uses: uses)
        } catch {
            directory.giveBack(uses: uses)
            throw error
        }
    }

    /// As they are told, the oldest first.
    /// - Parameter after: the id of the last key of the page before.
    package func page(limit: Int, after: String?) throws(GatewayError) -> (keys: [VirtualKey], hasMore: Bool) {
        var keys = directory.keys(now: effects.now(), instant: effects.monotonic())
            .sorted { ($0.created, $0.id) < ($1.created, $1.id) }
        if let after {
            guard let place = keys.firstIndex(where: { $0.id == after }) else {
                throw AdminMembers.wrong("after", "\"after\" must be the id of a key.")
            }
            keys.removeFirst(place + 1)
        }
        return (Array(keys.prefix(limit)), keys.count > limit)
    }

    /// What each of them may do, by its name.
    package var policies: [(name: String, policy: KeyPolicy)] {
        directory.keys(now: effects.now(), instant: effects.monotonic()).map { ($0.name, $0.policy) }
    }

    package func find(_ id: String) throws(GatewayError) -> VirtualKey {
        guard let key = directory.key(id, now: effects.now(), instant: effects.monotonic()) else {
            throw Self.unknown(id)
        }
        return key
    }

    /// - Parameter isFixed: whether a key of the configuration has a name.
    package func create(
        _ given: AdminMembers, by actor: AdminActor, isFixed: (String) -> Bool
    ) async throws(GatewayError) -> (key: VirtualKey, secret: Secret) {
        let secret = makeKey()
        var key = VirtualKey(
            id: makeID(), name: "", digest: directory.digest(of: secret), lastFour: VirtualKey.lastFour(of: secret),
            created: effects.now())
        try key.apply(given, now: effects.now())
        guard !key.name.isEmpty else { throw AdminMembers.wrong("name", "\"name\" is missing.") }
        if isFixed(key.name) { throw Self.taken(key.name) }
        let entry = actor.entry("key.create", key.id, at: effects.now(), after: key.json(at: effects.now()))
        switch try await kept({ () async throws(StoreFailure) in
            try await self.store.save(key, replacing: nil, noting: entry)
        }) {
        case .saved: directory.put(key)
        case .nameTaken: throw Self.taken(key.name)
        case .stale: throw GatewayError(.conflict, "The id of the new key is taken; try again.", origin: .gateway)
        }
        return (key, secret)
    }

    package func change(
        _ id: String, _ given: AdminMembers, by actor: AdminActor, isFixed: (String) -> Bool
    ) async throws(GatewayError) -> VirtualKey {
        let now = effects.now()
        if let name = given["name"]?.string, isFixed(name) { throw Self.taken(name) }
        return try await update(id, "key.change", actor) { (key) throws(GatewayError) in try key.apply(given, now: now)
        }
    }

    /// Gives the key another secret.
    /// - Parameter overlap: seconds for which the one before may still be used.
    package func rotate(
        _ id: String, overlap: Int, by actor: AdminActor
    ) async throws(GatewayError) -> (key: VirtualKey, secret: Secret) {
        let secret = makeKey()
        let (digest, now) = (directory.digest(of: secret), effects.now())
        let key = try await update(id, "key.rotate", actor) { (key) throws(GatewayError) in
            if key.revoked != nil {
                throw GatewayError(.conflict, "The key is revoked.", hint: "Make a new key.")
            }
            key.former =
                overlap > 0
                ? VirtualKey.FormerSecret(digest: key.digest, lastFour: key.lastFour, ends: now + overlap) : nil
            key.digest = digest
            key.lastFour = VirtualKey.lastFour(of: secret)
        }
        return (key, secret)
    }

    /// The key stays in the list, and is refused from now on. Revoking it again changes nothing.
    package func revoke(_ id: String, by actor: AdminActor) async throws(GatewayError) -> VirtualKey {
        let now = effects.now()
        return try await update(id, "key.revoke", actor) { key in
            key.revoked = key.revoked ?? now
            key.former = nil
        }
    }

    package func remove(_ id: String, by actor: AdminActor) async throws(GatewayError) {
        guard let key = try await kept({ () async throws(StoreFailure) in try await self.store.find(id) }) else {
            throw Self.unknown(id)
        }
        let entry = actor.entry("key.delete", id, at: effects.now(), before: key.json(at: effects.now()))
        let isGone = try await kept { () async throws(StoreFailure) in try await self.store.remove(id, noting: entry) }
        directory.remove(id)
        if !isGone { throw Self.unknown(id) }
    }

    /// Reads the key as it stands in the store, changes it, and puts it back unless another change came between.
    private func update(
        _ id: String, _ action: String, _ actor: AdminActor, _ change: (inout VirtualKey) throws(GatewayError) -> Void
    ) async throws(GatewayError) -> VirtualKey {
        try await kept { () async throws(StoreFailure) in try await self.writeUses() }
        for _ in 0..<Self.mostTries {
            let found = try await kept { () async throws(StoreFailure) in try await self.store.find(id) }
            guard let found else {
                directory.remove(id)
                throw Self.unknown(id)
            }
            var key = found
            try change(&key)
            if key == found {
                directory.put(key)
                return key
            }
            key.version += 1
            let (changed, now) = (key, effects.now())
            let entry = actor.entry(action, id, at: now, before: found.json(at: now), after: changed.json(at: now))
            let saving = try await kept { () async throws(StoreFailure) in
                try await self.store.save(changed, replacing: found.version, noting: entry)
            }
            switch saving {
            case .saved:
                directory.put(changed)
                return changed
            case .nameTaken: throw Self.taken(changed.name)
            case .stale: continue
            }
        }
        throw GatewayError(.conflict, "The key is being changed by others all the time; try again.")
    }

    private func kept<Value>(
        _ work: () async throws(StoreFailure) -> Value
    ) async throws(GatewayError) -> Value {
        do throws(StoreFailure) {
            return try await work()
        } catch {
            throw GatewayError(error)
        }
    }

    private func makeID() -> String {
        let word = { (word: UInt64) in
            let text = String(word, radix: 36)
            return String(repeating: "0", count: 13 - text.utf8.count) + text
        }
        return "key_" + (word(effects.random()) + word(effects.random())).prefix(24)
    }

    private static func unknown(_ id: String) -> GatewayError {
        GatewayError(.keyNotFound, "There is no key \"\(id)\".")
    }

    private static func taken(_ name: String) -> GatewayError {
        GatewayError(
            .conflict, "Another key is called \"\(name)\", here or in the configuration.",
            hint: "Choose another name.", param: "name")
    }
}
