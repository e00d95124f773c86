import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// What errors of the gateway itself give away.
@Suite struct `Errors of ours say nothing of the inside` {
    /// A store whose disk is full.
    private struct FullStore: KeyStore {
        private static let failure = StoreFailure(
            reason: "SQLite: database or disk is full - while executing `INSERT INTO virtual_key` in /var/lib/canary")

        func list() async throws(StoreFailure) -> [VirtualKey] { [] }
        func find(_ id: String) async throws(StoreFailure) -> VirtualKey? { throw Self.failure }
        func save(
            _ key: VirtualKey, replacing version: Int?, noting entry: AuditEntry
        ) async throws(StoreFailure) -> KeySaving { throw Self.failure }
        func remove(_ id: String, noting entry: AuditEntry) async throws(StoreFailure) -> Bool { throw Self.failure }
        func note(uses: [String: Int]) async throws(StoreFailure) { throw Self.failure }
    }

    private static let inside = [
        "canary", "SQLite", "INSERT", "/var", "sk-provider-secret", ".swift", "127.0.0.1:", "Fatal",
    ]

    @Test func `a store that fails is a 500 with an id, and the log has the cause`() async throws {
        try await TestGateway.run {
            $0.keys = { effects in
                KeyRegistry(store: FullStore(), audit: InMemoryAuditLog(), pepper: KeyPepper(), effects: effects)
            }
        } _: { gateway in
            let person = try await Operator(gateway)
            for (method, path, body) in [
                ("POST", "/keys", #"{"name":"x"}"# as String?), ("PATCH", "/keys/key_1", "{}"),
                ("DELETE", "/keys/key_1", nil),
                ("POST", "/keys/key_1/rotate", "{}"), ("POST", "/keys/key_1/revoke", "{}"),
            ] {
                let answer = try await person.ask(method, path, body)
                #expect(answer.status == 500 && answer.code == "internal_error", "\(method) \(path): \(answer.text)")
                #expect(answer.json["error"]?["request_id"]?.string?.count == 32)
                for word in Self.inside { #expect(!answer.text.contains(word), "\(method) \(path): \(word)") }
            }
            let causes = gateway.log.recent.compactMap(\.cause)
            #expect(causes.count == 5 && causes.allSatisfy { $0.contains("disk is full") })
        }
    }

    @Test func `a provider that is not there is told by its id alone`() async throws {
        let gone = try await SocketUpstream.start([.close])
        try await TestGateway.run {
            $0.providers = [.local("a", port: gone.port), .local("b", port: 1)]
        } _: { gateway in
            for model in ["a/m", "b/m"] {
                let client = try await gateway.client()
                await client.send(Ask.chat(model: model))
                let reply = try #require(await client.replies(1).first)
                #expect(reply.status >= 500)
                for word in Self.inside + ["\(gone.port)"] {
                    #expect(!reply.text.contains(word), "\(model): \(reply.text)")
                }
            }
        }
    }
}
