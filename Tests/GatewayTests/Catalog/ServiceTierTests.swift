import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// The tier an answer says it had decides what it cost.
struct ServiceTierTests {
    private func cost(_ answer: String, type: String, stream: Bool) async -> Int64? {
        let kind = ProviderKind.openAI
        let provider = Provider(
            id: "openai", kind: kind, origin: Origin(isTLS: true, host: "up.test", port: 443), basePath: "",
            authorization: kind.authorization, credential: Secret("secret"), endpoints: kind.endpoints)
        let snapshot = Snapshot(
            auth: .init(mode: .none, keys: []), providers: [provider], prices: PriceBook(catalog: .standard),
            catalog: .standard)
        var fields = HeaderFields()
        fields.append("content-type", type)
        let upstream = ScriptedUpstream(.init(fields: fields, pieces: [ByteBuffer(string: answer)]))
        let log = InMemoryRequestLog()
        let core = GatewayCore(
            snapshot: snapshot,
            parts: .init(network: upstream, mock: upstream, log: log, effects: Effects(now: { 1_795_000_000 })))
        let body = #"{"model":"gpt-5","messages":[{"role":"user","content":"?"}],"stream":\#(stream)}"#
        let call = Call(
            id: "r", snapshot: snapshot, dialect: .openAIChat, operation: .generate,
            head: RequestHead(method: .post, target: "/v1/chat/completions", fields: HeaderFields()),
            body: ByteBuffer(string: body), principal: Principal(name: "app"), caller: TestCaller(), arrived: .now(),
            record: CallRecord())
        await core.run(call, reply: CollectingReply())
        return log.recent.last?.costNanoUSD
    }

    @Test(
        arguments: [("default", 11_250), ("flex", 5_625), ("priority", 22_500), ("auto", 11_250)] as [(String, Int64)])
    func `a whole answer and a stream cost the same`(_ tier: String, _ nanoUSD: Int64) async throws {
        let usage = #""service_tier":"\#(tier)","usage":{"prompt_tokens":1,"completion_tokens":1}"#
        let whole = #"{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}],\#(usage)}"#
        #expect(await cost(whole, type: "application/json", stream: false) == nanoUSD)
        let stream =
            #"data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}],"service_tier":"\#(tier)"}"#
            + "\n\ndata: {\"choices\":[],\(usage)}\n\ndata: [DONE]\n\n"
        #expect(await cost(stream, type: "text/event-stream", stream: true) == nanoUSD)
    }
}
