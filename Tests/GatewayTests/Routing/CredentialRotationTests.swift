import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

/// Several credentials of one provider.
@Suite struct `Credentials in turn` {
    /// Answers by the key it was sent.
    private final class KeyedUpstream: Upstream {
        private let statuses: [String: Int]
        private let keys = Mutex<[String]>([])

        init(_ statuses: [String: Int]) { self.statuses = statuses }

        var seen: [String] { keys.withLock { $0 } }

        func send(
            _ request: UpstreamRequest, for caller: any CallerLink
        ) async throws(GatewayError) -> any UpstreamAnswer {
            let key = request.fields.first("authorization") ?? ""
            keys.withLock { $0.append(key) }
            let status = statuses[key] ?? 200
            let body =
                status == 200
                ? #"{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":"#
                    + #"{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}"#
                : #"{"error":{"message":"no"}}"#
            return try await ScriptedUpstream(.json(body, status: status)).send(request, for: caller)
        }
    }

    private func house(_ upstream: KeyedUpstream, keys: [String]) -> GatewayCore {
        let kind = ProviderKind.openAICompatible
        let provider = Provider(
            id: "up", kind: kind, origin: Origin(isTLS: false, host: "up.invalid", port: 80), basePath: "",
            authorization: .bearer, credential: Secret(keys[0]),
            furtherCredentials: keys.dropFirst().map { Secret($0) },
            endpoints: kind.endpoints)
        return GatewayCore(
            snapshot: Snapshot(auth: Snapshot.Auth(mode: .none, keys: []), providers: [provider]),
            parts: GatewayCore.Parts(
                network: upstream, mock: upstream, log: InMemoryRequestLog(), effects: Effects(now: { 1_700_000_000 })))
    }

    private func call(_ core: GatewayCore) async -> CollectingReply {
        let call = Call(
            id: core.makeRequestID(), snapshot: core.snapshot, dialect: .openAIChat, operation: .generate,
            head: RequestHead(method: .post, target: "/v1/chat/completions", fields: HeaderFields()),
            body: ByteBuffer(string: #"{"model":"up/m","messages":[{"role":"user","content":"Hi"}]}"#),
            principal: Principal(name: "one"), caller: TestCaller(), arrived: .now(), record: CallRecord())
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return reply
    }

    @Test(arguments: [401, 402, 403, 429])
    func `the next credential takes over, and the failed one rests`(_ status: Int) async {
        let upstream = KeyedUpstream(["Bearer one": status])
        let core = house(upstream, keys: ["one", "two"])
        #expect(await call(core).status == 200)
        #expect(await call(core).status == 200)
        #expect(upstream.seen == ["Bearer one", "Bearer two", "Bearer two"])
    }

    @Test func `a failure that is not the credential's is not tried with the next one`() async {
        let upstream = KeyedUpstream(["Bearer one": 500])
        #expect(await call(house(upstream, keys: ["one", "two"])).status == 502)
        #expect(upstream.seen == ["Bearer one"])
    }

    @Test func `when all are refused the caller is told, and never of a key`() async {
        let upstream = KeyedUpstream(["Bearer one": 401, "Bearer two": 429])
        let reply = await call(house(upstream, keys: ["one", "two"]))
        #expect(reply.status == 429)
        #expect(upstream.seen == ["Bearer one", "Bearer two"])
        #expect(!String(buffer: reply.body).contains("two"))
    }
}
