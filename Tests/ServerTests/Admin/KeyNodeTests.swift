import Gateway
import NIOCore
import Testing
import Wire

/// Two gateways over one store of keys.
@Suite struct `Keys of several nodes` {
    private let store: InMemoryKeyStore
    private let first: KeyRegistry
    private let second: KeyRegistry
    private let actor = AdminActor(name: "a", address: "b", requestID: "c")

    init() {
        let log = InMemoryAuditLog()
        let pepper = KeyPepper()
        store = InMemoryKeyStore(log: log)
        let effects = Effects(now: { 100 }, monotonic: { .uptimeNanoseconds(9_000_000_000) })
        first = KeyRegistry(store: store, audit: log, pepper: pepper, effects: effects)
        second = KeyRegistry(store: store, audit: log, pepper: pepper, effects: effects)
    }

    private func given(_ value: JSONValue) throws -> AdminMembers { try AdminMembers(value, known: VirtualKey.members) }

    private func says(_ registry: KeyRegistry, _ secret: Secret) -> String {
        switch registry.directory.find(secret, at: 100) {
        case nil: "unknown"
        case .known(let principal): principal.policy.team ?? "known"
        case .revoked: "revoked"
        case .expired: "expired"
        }
    }

    @Test func `what one changes the other knows when it has looked`() async throws {
        let made = try await first.create(given(["name": "web"]), by: actor, isFixed: { _ in false })
        #expect(says(second, made.secret) == "unknown")
        try await second.refresh()
        // A key that was asked for too early is not locked out.
        #expect(says(second, made.secret) == "known")
        _ = try await second.change(made.key.id, given(["team": "red"]), by: actor, isFixed: { _ in false })
        try await first.refresh()
        #expect(says(first, made.secret) == "red")
        _ = try await first.revoke(made.key.id, by: actor)
        try await second.refresh()
        #expect(says(second, made.secret) == "revoked")
        try await second.remove(made.key.id, by: actor)
        try await first.refresh()
        #expect(says(first, made.secret) == "unknown")
    }

    @Test func `a change is made to the key as it stands in the store, not as a node remembers it`() async throws {
        let made = try await first.create(given(["name": "web"]), by: actor, isFixed: { _ in false })
        try await second.refresh()
        _ = try await first.change(made.key.id, given(["team": "red"]), by: actor, isFixed: { _ in false })
        let changed = try await second.change(made.key.id, given(["owner": "ann"]), by: actor, isFixed: { _ in false })
        #expect(changed.policy.team == "red" && changed.policy.owner == "ann" && changed.version == 3)
        _ = try await first.revoke(made.key.id, by: actor)
        // An old copy brings no revoked key back.
        let after = try await second.change(made.key.id, given(["tags": ["x"]]), by: actor, isFixed: { _ in false })
        #expect(after.revoked == 100 && says(second, made.secret) == "revoked")
    }

    @Test func `many changes at once are all made`() async throws {
        let made = try await first.create(given(["name": "web"]), by: actor, isFixed: { _ in false })
        let (first, second, actor) = (first, second, actor)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask {
                    let registry = number % 2 == 0 ? first : second
                    _ = try? await registry.rotate(made.key.id, overlap: number + 1, by: actor)
                }
            }
        }
        #expect(try await store.find(made.key.id)?.version == 7)
    }

    @Test func `the last use is written down now and then, and the later one stays`() async throws {
        let made = try await first.create(given(["name": "web"]), by: actor, isFixed: { _ in false })
        try await second.refresh()
        let snapshot = Snapshot(auth: .init(mode: .gateway, keys: []), providers: [])
        func use(_ registry: KeyRegistry, secondsAgo: Int64) throws {
            var fields = HeaderFields()
            fields.append("x-api-key", made.secret.reveal())
            var last: LastKey?
            _ = try Authenticator(directory: registry.directory, wallClock: { 100 }).authenticate(
                RequestHead(method: .get, target: "/", fields: fields), address: "", in: snapshot,
                now: .uptimeNanoseconds(UInt64(9 - secondsAgo) * 1_000_000_000), last: &last)
        }
        try use(first, secondsAgo: 2)
        try use(second, secondsAgo: 5)
        #expect(try await store.find(made.key.id)?.lastUsed == nil)
        #expect(try first.find(made.key.id).lastUsed == 98)
        try await first.writeUses()
        try await second.writeUses()
        #expect(try await store.find(made.key.id)?.lastUsed == 98)
    }
}
