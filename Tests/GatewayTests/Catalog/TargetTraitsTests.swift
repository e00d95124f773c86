import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What the catalogue says of a model, in the body that goes to it.
struct TargetTraitsTests {
    private func send(_ model: String, _ members: String) async throws -> (body: JSONValue, dropped: String?) {
        let kinds: [ProviderKind] = [.anthropic, .gemini]
        let providers = kinds.map { kind in
            Provider(
                id: kind.name, kind: kind, origin: Origin(isTLS: true, host: "up.test", port: 443), basePath: "",
                authorization: kind.authorization, credential: Secret("secret"), endpoints: kind.endpoints)
        }
        let snapshot = Snapshot(auth: .init(mode: .none, keys: []), providers: providers, catalog: .standard)
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        let answer =
            model.hasPrefix("gemini")
            ? #"{"candidates":[{"content":{"parts":[{"text":"ok"}]},"finishReason":"STOP"}]}"#
            : #"{"type":"message","content":[{"type":"text","text":"ok"}],"stop_reason":"end_turn"}"#
        let upstream = ScriptedUpstream(.init(fields: fields, pieces: [ByteBuffer(string: answer)]))
        let core = GatewayCore(
            snapshot: snapshot,
            parts: .init(
                network: upstream, mock: upstream, log: InMemoryRequestLog(), effects: Effects(now: { 1_700_000_000 })))
        let body = #"{"model":"\#(model)","messages":[{"role":"user","content":"?"}],\#(members)}"#
        let call = Call(
            id: "r", snapshot: snapshot, dialect: .openAIChat, operation: .generate,
            head: RequestHead(method: .post, target: "/v1/chat/completions", fields: HeaderFields()),
            body: ByteBuffer(string: body), principal: Principal(name: "app"), caller: TestCaller(), arrived: .now(),
            record: CallRecord())
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        #expect(reply.status == 200, "\(String(buffer: reply.body))")
        let sent = try JSONValue(parsing: try #require(upstream.requests.first).body)
        return (sent, reply.head?.fields.first("x-llmgateway-dropped"))
    }

    @Test func `a model that draws as it sees fit is not told how`() async throws {
        let members = #""temperature":0.5,"top_p":0.9,"max_tokens":10"#
        let new = try await send("claude-opus-4-7", members)
        #expect(new.body["temperature"] == nil && new.body["top_p"] == nil && new.body["max_tokens"] == 10)
        #expect(new.dropped == "temperature, top_p")
        let old = try await send("claude-haiku-4-5", members)
        #expect(old.body["temperature"] == 0.5 && old.dropped == nil)
    }

    @Test(
        arguments: [
            ("claude-opus-4-7", "xhigh", "xhigh", nil), ("claude-opus-4-6", "xhigh", "high", "reasoning_effort"),
            ("claude-sonnet-5", "minimal", "low", nil),
        ] as [(String, String, String, String?)])
    func `an adaptive model gets an effort it has`(
        _ model: String, _ wanted: String, _ sent: String, _ dropped: String?
    ) async throws {
        let result = try await send(model, #""reasoning_effort":"\#(wanted)""#)
        #expect(result.body["thinking"]?["type"] == "adaptive")
        #expect(result.body["output_config"]?["effort"]?.string == sent)
        #expect(result.dropped == dropped)
    }

    @Test func `a model that always thinks is not told to stop`() async throws {
        let always = try await send("claude-fable-5", #""reasoning_effort":"none""#)
        #expect(always.body["thinking"] == nil && always.dropped == "reasoning_effort")
        let other = try await send("claude-opus-4-7", #""reasoning_effort":"none""#)
        #expect(other.body["thinking"]?["type"] == "disabled")
    }

    @Test func `an older model gets a budget that fits below its limit`() async throws {
        let result = try await send("claude-haiku-4-5", #""reasoning_effort":"high","max_tokens":3000"#)
        let budget = try #require(result.body["thinking"]?["budget_tokens"]?.int)
        #expect(budget >= 1_024 && budget < 3_000)
    }

    @Test(
        arguments: [
            ("gemini-2.5-pro", "none", 128, "reasoning_effort"), ("gemini-2.5-flash", "none", 0, nil),
            ("gemini-2.5-flash-lite", "minimal", 1_024, nil), ("gemini-2.5-pro", "high", 24_576, nil),
        ] as [(String, String, Int, String?)])
    func `a Gemini budget is within the model's range`(
        _ model: String, _ effort: String, _ budget: Int, _ dropped: String?
    ) async throws {
        let result = try await send(model, #""reasoning_effort":"\#(effort)""#)
        let config = result.body["generationConfig"]?["thinkingConfig"]
        #expect(config?["thinkingBudget"]?.int == budget)
        #expect(result.dropped == dropped)
    }

    @Test(
        arguments: [
            ("gemini-3.5-flash", "minimal", "MINIMAL", nil), ("gemini-3.1-pro-preview", "medium", "MEDIUM", nil),
            ("gemini-3.1-pro-preview", "minimal", "LOW", "reasoning_effort"),
        ] as [(String, String, String, String?)])
    func `a Gemini level is one the model has`(
        _ model: String, _ effort: String, _ level: String, _ dropped: String?
    ) async throws {
        let result = try await send(model, #""reasoning_effort":"\#(effort)""#)
        let config = result.body["generationConfig"]?["thinkingConfig"]
        #expect(config?["thinkingLevel"]?.string == level && config?["thinkingBudget"] == nil)
        #expect(result.dropped == dropped)
    }
}
