import Gateway
import Testing
import Wire

/// Credentials of providers entered at run time.
@Suite struct `Credentials entered at run time` {
    private static let keys: [SecretKeys.Key] = (1...2).compactMap {
        SecretKeys.Key(bytes: [UInt8](repeating: $0, count: 32))
    }
    private let actor = AdminActor(name: "admin", address: "10.0.0.1", requestID: "r")
    private let log = InMemoryAuditLog()
    private let store: InMemoryCredentialStore
    private let effects = Effects(now: { 5 })

    init() { store = InMemoryCredentialStore(log: log) }

    private func credentials(_ keys: SecretKeys?) -> ProviderCredentials {
        ProviderCredentials(store: store, keys: keys, effects: effects)
    }

    private func provider(_ id: String, port: Int = 9) -> Provider {
        let kind = ProviderKind.openAICompatible
        return Provider(
            id: id, kind: kind, origin: Origin(isTLS: false, host: "127.0.0.1", port: port), basePath: "/v1",
            authorization: kind.authorization, credential: Secret("sk-configured-0123456789"), endpoints: kind.endpoints
        )
    }

    private func used(_ core: GatewayCore, _ id: String = "a") -> String? {
        core.snapshot.providersByID[id]?.credential?.reveal()
    }

    private func core(_ credentials: ProviderCredentials, port: Int = 9) -> GatewayCore {
        GatewayCore(
            snapshot: Snapshot(
                auth: .init(mode: .gateway, keys: []), providers: [provider("a", port: port), provider("b")]),
            parts: .init(
                network: MockUpstream(), mock: MockUpstream(), log: InMemoryRequestLog(), effects: effects,
                credentials: credentials))
    }

    @Test func `one is used at once, after a change of the configuration and after a restart, until it is removed`()
        async throws
    {
        let keys = SecretKeys(current: Self.keys[0])
        let entered = credentials(keys)
        let core = core(entered)
        #expect(used(core) == "sk-configured-0123456789")
        _ = try await entered.set(Secret("sk-entered-0123456789"), for: provider("a"), by: actor)
        core.applyCredentials()
        #expect(used(core) == "sk-entered-0123456789" && used(core, "b") == "sk-configured-0123456789")
        let fields = core.snapshot.providersByID["a"]?.endpoints.first?.prepared.first
        #expect(fields?.first("authorization") == "Bearer sk-entered-0123456789")
        #expect(core.snapshot.providersByID["a"]?.endpoints.first?.path == "/v1/chat/completions")
        core.replace(Snapshot(auth: .init(mode: .gateway, keys: []), providers: [provider("a")]))
        #expect(used(core) == "sk-entered-0123456789")

        let again = credentials(keys)
        try await again.load()
        #expect(used(self.core(again)) == "sk-entered-0123456789")
        try await entered.remove("a", by: actor)
        core.applyCredentials()
        #expect(used(core) == "sk-configured-0123456789")
        let entries = try await log.list(before: nil, limit: 9)
        #expect(entries.map(\.action) == ["credential.delete", "credential.set"])
        #expect(!entries.contains { "\($0.before?.text ?? "")\($0.after?.text ?? "")".contains("entered-") })
    }

    @Test func `it goes to the address it was entered for, and to no other`() async throws {
        let entered = credentials(SecretKeys(current: Self.keys[0]))
        _ = try await entered.set(Secret("sk-entered-0123456789"), for: provider("a"), by: actor)
        #expect(used(core(entered, port: 10)) == "sk-configured-0123456789")
    }

    @Test func `without the key none is entered, and the gateway does not start over those that were`() async throws {
        await #expect(throws: GatewayError.self) {
            _ = try await credentials(nil).set(Secret("sk-entered-0123456789"), for: provider("a"), by: actor)
        }
        try await credentials(nil).load()
        _ = try await credentials(SecretKeys(current: Self.keys[0])).set(
            Secret("sk-entered-0123456789"), for: provider("a"), by: actor)
        for keys in [nil, SecretKeys(current: Self.keys[1])] {
            do throws(StoreFailure) {
                try await credentials(keys).load()
                Issue.record("it was loaded")
            } catch {
                #expect(error.reason.contains("secrets.key") && error.reason.contains(Self.keys[0].id))
            }
        }
    }

    @Test func `rows that were swapped do not open`() async throws {
        let keys = SecretKeys(current: Self.keys[0])
        let entered = credentials(keys)
        for id in ["a", "b"] {
            _ = try await entered.set(Secret("sk-entered-0123456789\(id)"), for: provider(id), by: actor)
        }
        var rows = try await store.list().sorted { $0.provider < $1.provider }
        (rows[0].sealed, rows[1].sealed) = (rows[1].sealed, rows[0].sealed)
        try await store.save(rows, noting: actor.entry("theft", "a", at: 5))
        await #expect(throws: StoreFailure.self) { try await credentials(keys).load() }
    }

    @Test func `all are put under a new key, and the old one can go`() async throws {
        _ = try await credentials(SecretKeys(current: Self.keys[0])).set(
            Secret("sk-entered-0123456789"), for: provider("a"), by: actor)
        let both = credentials(SecretKeys(current: Self.keys[1], former: [Self.keys[0]]))
        try await both.load()
        #expect(try await both.rewrap(by: actor) == ["rewrapped": 1, "key_id": .string(Self.keys[1].id)])
        #expect(try await both.rewrap(by: actor)["rewrapped"] == 0)
        let alone = credentials(SecretKeys(current: Self.keys[1]))
        try await alone.load()
        #expect(used(core(alone)) == "sk-entered-0123456789")
    }
}
