import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Callers with provider keys of their own: where these go, and what goes with them.
struct OwnCredentialTests {
    private static func provider(
        _ id: String, host: String, kind: ProviderKind = .openAI, fields: [(name: String, value: String)] = []
    ) -> Provider {
        Provider(
            id: id, kind: kind, origin: Origin(isTLS: true, host: host, port: 443), basePath: "",
            authorization: kind.authorization, credential: Secret("sk-ours"), endpoints: kind.endpoints, fields: fields)
    }

    private static func snapshot(_ policy: RoutingPolicy) -> Snapshot {
        let targets: [ConfiguredModel.Target] = [
            .init(provider: "a", model: "m"), .init(provider: "other", model: "n"),
            .init(provider: "again", model: "o"),
        ]
        return Snapshot(
            auth: .init(mode: .client, keys: []),
            providers: [
                provider("a", host: "a.test"), provider("other", host: "other.test"),
                provider("again", host: "a.test"),
            ],
            models: [ConfiguredModel(name: "smart", policy: policy, targets: targets)])
    }

    @Test(arguments: [RoutingPolicy.priority, .roundRobin])
    func `a caller's own key was sent to the next target's provider`(_ policy: RoutingPolicy) async throws {
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        let upstream = ScriptedUpstream(.init(status: 500, fields: fields, pieces: []))
        let core = GatewayCore(
            snapshot: Self.snapshot(policy),
            parts: .init(
                network: upstream, mock: upstream, log: InMemoryRequestLog(), effects: Effects(now: { 1_700_000_000 })))
        for _ in 0..<2 {
            let call = Call(
                id: "r", snapshot: core.snapshot, dialect: .openAIChat, operation: .generate,
                head: RequestHead(method: .post, target: "/v1/chat/completions", fields: HeaderFields()),
                body: ByteBuffer(string: #"{"model":"smart","messages":[]}"#),
                principal: Principal(name: "client", ownCredential: Secret("sk-callers")), caller: TestCaller(),
                arrived: .now(), record: CallRecord())
            await core.run(call, reply: CollectingReply())
        }
        #expect(upstream.requests.map(\.origin.host) == ["a.test", "a.test", "a.test", "a.test"])
        #expect(upstream.requests.allSatisfy { $0.fields.values("authorization") == ["Bearer sk-callers"] })
    }

    @Test func `with our keys all targets are tried`() throws {
        let targets = try Router().route("smart", for: Principal(name: "app"), in: Self.snapshot(.priority))
        #expect(targets.map(\.provider.id) == ["a", "other", "again"])
    }

    @Test(arguments: [ProviderKind.openAI, .anthropic, .gemini])
    func `a configured credential went out with a caller's own key, or in its place`(_ kind: ProviderKind) throws {
        let names: [StaticString] = [
            "Authorization", "X-Api-Key", "api-key", "x-goog-api-key", "Cookie", "proxy-authorization",
        ]
        let extra = (names + ["x-tenant"]).map { (name: $0.description, value: "ours") }
        let provider = Self.provider("p", host: "p.test", kind: kind, fields: extra)
        let endpoint = try #require(provider.endpoints.first)
        let fields = provider.requestFields(for: endpoint, ownCredential: Secret("sk-callers"))
        let sent = names.flatMap { fields.values($0) }
        #expect(sent == (kind.name == "openai" ? ["Bearer sk-callers"] : ["sk-callers"]))
        #expect(fields.values("x-tenant") == ["ours"])
        #expect(endpoint.prepared[0].values("cookie") == ["ours"])
    }
}
