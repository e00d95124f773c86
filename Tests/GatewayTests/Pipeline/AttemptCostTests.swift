import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

/// What each attempt of a call cost, and what the call cost.
struct AttemptCostTests {
    /// Answers each origin with a script of its own.
    private final class ScriptedUpstreams: Upstream {
        private let byHost: [String: ScriptedUpstream]
        private let clock: Clock

        init(_ scripts: [String: ScriptedUpstream.Script], _ clock: Clock) {
            byHost = scripts.mapValues(ScriptedUpstream.init)
            self.clock = clock
        }

        func send(
            _ request: UpstreamRequest, for caller: any CallerLink
        ) async throws(GatewayError) -> any UpstreamAnswer {
            clock.advance(.seconds(5))
            guard let upstream = byHost[request.origin.host] else {
                var error = GatewayError(.upstreamError, "Not reached.", origin: .upstream(""), retry: .nextTarget)
                error.isUnbilled = true
                throw error
            }
            return try await upstream.send(request, for: caller)
        }
    }

    /// Stands still but for the five seconds each attempt takes.
    private final class Clock: Sendable {
        private let time = Mutex(NIODeadline.uptimeNanoseconds(1))

        @Sendable func now() -> NIODeadline { time.withLock { $0 } }

        func advance(_ amount: TimeAmount) { time.withLock { $0 = $0 + amount } }
    }

    private struct Outcome {
        var reply: CollectingReply
        var log: RequestLogEntry?
        var header: String? { reply.head?.fields.first("x-llmgateway-cost-usd") }
        var text: String { String(buffer: reply.body) }
    }

    private static let kinds: [ProviderKind] = [.gemini, .anthropic, .openAI]

    /// Two dollars per million tokens of input, ten of output; `once/m` costs five cents a request.
    private static func prices() -> PriceBook {
        var classes = PriceRow.Classes()
        classes.input = Price(usdPerMillionTokens: "2")
        classes.output = Price(usdPerMillionTokens: "10")
        let row = PriceRow(classes: classes, isConfigured: true)
        let once = PriceRow(classes: .init(), request: Price(usdPerPiece: "0.05"), isConfigured: true)
        return PriceBook(configured: ["gemini/m": row, "anthropic/m": row, "openai/m": row, "openai/once": once])
    }

    private func run(
        _ targets: [String], stream: Bool = false, members: String = "", _ scripts: [String: ScriptedUpstream.Script]
    ) async -> Outcome {
        let providers = Self.kinds.map { kind in
            Provider(
                id: kind.name, kind: kind, origin: Origin(isTLS: true, host: kind.name, port: 443), basePath: "",
                authorization: kind.authorization, credential: Secret("sk-our-secret"), endpoints: kind.endpoints)
        }
        let parts = targets.map { $0.split(separator: "/").map(String.init) }
        let snapshot = Snapshot(
            auth: .init(mode: .none, keys: []), providers: providers,
            models: [
                ConfiguredModel(
                    name: "any", policy: .priority, targets: parts.map { .init(provider: $0[0], model: $0[1]) })
            ], prices: Self.prices())
        let clock = Clock()
        let upstream = ScriptedUpstreams(scripts, clock)
        let log = InMemoryRequestLog()
        let core = GatewayCore(
            snapshot: snapshot,
            parts: .init(
                network: upstream, mock: upstream, log: log,
                effects: Effects(now: { 1_700_000_000 }, monotonic: clock.now)))
        let body = #"{"model":"any","messages":[{"role":"user","content":"?"}],"stream":\#(stream)\#(members)}"#
        let call = Call(
            id: "r", snapshot: snapshot, dialect: .openAIChat, operation: .generate,
            head: RequestHead(method: .post, target: "/v1/chat/completions", fields: HeaderFields()),
            body: ByteBuffer(string: body), principal: Principal(name: "app"), caller: TestCaller(),
            arrived: clock.now(),
            record: CallRecord())
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return Outcome(reply: reply, log: log.recent.last)
    }

    private func answer(
        _ text: String, status: Int = 200, type: String = "application/json", isWhole: Bool = true
    ) -> ScriptedUpstream.Script {
        var fields = HeaderFields()
        fields.append("content-type", type)
        return .init(status: status, fields: fields, pieces: [ByteBuffer(string: text)], isWhole: isWhole)
    }

    private func events(_ data: [String], isWhole: Bool) -> ScriptedUpstream.Script {
        answer(data.map { "data: \($0)\n\n" }.joined(), type: "text/event-stream", isWhole: isWhole)
    }

    private static func completion(_ usage: String) -> String {
        #"{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}]\#(usage)}"#
    }

    private static let usage = #","usage":{"prompt_tokens":1,"completion_tokens":1}"#
    private static let blocked = #"{"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":0}}"#

    @Test func `a billed failure's cost was overwritten by the next target's`() async {
        let outcome = await run(
            ["gemini/m", "openai/m"],
            ["gemini": answer(Self.blocked), "openai": answer(Self.completion(Self.usage))])
        #expect(outcome.reply.status == 200)
        #expect(outcome.log?.attempts.map(\.provider) == ["gemini", "openai"])
        #expect(outcome.log?.attempts.map(\.usage?.input) == [10, 1])
        #expect(outcome.log?.attempts.map(\.code) == [.upstreamError, nil])
        #expect(outcome.log?.costNanoUSD == 32_000)
        #expect(outcome.header == "0.000032")
    }

    @Test func `the time of a failed attempt was counted as the gateway's own`() async {
        let outcome = await run(
            ["gemini/m", "openai/m"],
            ["gemini": answer("no", status: 500), "openai": answer(Self.completion(Self.usage))])
        #expect(outcome.reply.status == 200)
        #expect(outcome.reply.head?.fields.first("x-llmgateway-overhead-ms") == "0.000")
    }

    @Test func `a target that cannot take the request hid the failure of the one that was asked`() async {
        let outcome = await run(
            ["openai/m", "anthropic/m"], members: #","n":2"#, ["openai": answer("no", status: 503)])
        #expect(outcome.reply.status == 503)
        #expect(outcome.log?.attempts.map(\.provider) == ["openai"])
        let first = await run(["anthropic/m"], members: #","n":2"#, [:])
        #expect(first.reply.status == 400)
    }

    @Test func `a billed failure's cost was told as the next target's, whose own is unknown`() async {
        let outcome = await run(
            ["gemini/m", "openai/m"], ["gemini": answer(Self.blocked), "openai": answer(Self.completion(""))])
        #expect(outcome.reply.status == 200)
        #expect(outcome.log?.usage == nil)
        #expect(outcome.log?.costNanoUSD == nil)
        #expect(outcome.header == nil)
    }

    @Test func `what refused, or was never reached, costs nothing`() async {
        let outcome = await run(
            ["anthropic/m", "gemini/m", "openai/m"],
            ["gemini": answer("{}", status: 500), "openai": answer(Self.completion(Self.usage))])
        #expect(outcome.log?.attempts.map(\.status) == [nil, 500, 200])
        #expect(outcome.log?.costNanoUSD == 12_000)
    }

    @Test func `what broke off after it was sent may have been billed`() async {
        let outcome = await run(
            ["anthropic/m", "openai/m"],
            ["anthropic": answer("{", isWhole: false), "openai": answer(Self.completion(Self.usage))])
        #expect(outcome.reply.status == 200)
        #expect(outcome.log?.attempts.map(\.cost) == [.unknown, .known(Money(nanoUSD: 12_000))])
        #expect(outcome.log?.costNanoUSD == nil)
    }

    @Test func `a price by the request alone was lost where the answer had no usage`() async {
        let outcome = await run(["openai/once"], ["openai": answer(Self.completion(""))])
        #expect(outcome.log?.costNanoUSD == 50_000_000)
        #expect(outcome.header == "0.05")
    }

    private static let start =
        #"{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"#
        + #""usage":{"input_tokens":25,"output_tokens":1}}}"#
    private static let text = [
        #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
        #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a long story"}}"#,
    ]
    private static let end = [
        #"{"type":"content_block_stop","index":0}"#,
        #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}"#,
        #"{"type":"message_stop"}"#,
    ]

    @Test(arguments: [true, false])
    func `the first count of a cut stream was taken for its cost`(_ isWhole: Bool) async {
        let data = [Self.start] + Self.text + (isWhole ? Self.end : [])
        let outcome = await run(["anthropic/m"], stream: true, ["anthropic": events(data, isWhole: isWhole)])
        #expect(outcome.log?.usage?.input == 25)
        #expect(outcome.log?.usage?.output == (isWhole ? 15 : 1))
        #expect(outcome.log?.costNanoUSD == (isWhole ? 200_000 : nil))
        #expect(outcome.log?.code == (isWhole ? nil : .upstreamError))
    }

    @Test func `events that break off where one piece was asked for are settled as far as they are known`() async {
        let outcome = await run(
            ["anthropic/m"], ["anthropic": events([Self.start] + Self.text, isWhole: false)])
        #expect(outcome.reply.status == 502)
        #expect(outcome.log?.usage?.input == 25)
        #expect(outcome.log?.costNanoUSD == nil)
    }

    @Test(arguments: [
        #"{"error":{"code":401,"message":"bad key sk-our-secret"}}"#,
        #"{"error":{"message":"bad key sk-our-secret","type":"authentication_error"}}"#,
        #"{"error":{"message":"bad key sk-our-secret","code":"invalid_api_key"}}"#,
    ])
    func `our key was quoted from an error inside a 200`(_ body: String) async {
        for script in [answer(body), events([body], isWhole: true)] {
            let outcome = await run(
                ["openai/m"], stream: script.fields.first("content-type") != "application/json",
                ["openai": script])
            #expect(outcome.reply.status == 502)
            #expect(outcome.log?.code == .providerAuthError)
            #expect(!outcome.text.contains("sk-our-secret"))
        }
    }
}
