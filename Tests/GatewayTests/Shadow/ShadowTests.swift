import Dialects
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

@testable import Gateway

/// Copies of prompts for a model that answers to nobody.
struct ShadowTests {
    private static func rule(_ share: Int = 100_000, budget: Int64? = nil) -> ShadowRule {
        ShadowRule(
            target: .init(provider: "b", model: "m"), share: Share(parts: share),
            budgets: budget.map { [Budget(most: Money(nanoUSD: $0), period: .day)] } ?? [])
    }

    private func report(_ gateway: TrialGateway) throws -> JSONValue { try #require(gateway.core.shadowList.first) }

    @Test(arguments: [false, true])
    func `the caller has the model's answer, and the shadow a copy that is measured beside it`(
        _ isStream: Bool
    )
        async
        throws
    {
        let gateway = TrialGateway(shadow: Self.rule())
        let plain = TrialGateway()
        let wanted = await plain.call(stream: isStream)
        var outcome: TrialGateway.Outcome?
        try await gateway.shadowing { outcome = await gateway.call(stream: isStream) }
        #expect(outcome?.text == wanted.text && outcome?.provider == "a")
        let report = try report(gateway)
        #expect(report["callers"]?["calls"]?.int == 1 && report["shadow"]?["calls"]?.int == 1)
        #expect(report["callers"]?["cost"]?["mean_usd"] == "0.05" && report["shadow"]?["cost"]?["mean_usd"] == "0.01")
        #expect(report["shadow"]?["endings"]?["stop"]?.int == 1 && report["dropped"]?.int == 0)
        #expect(gateway.upstream.bodies(to: "b") == gateway.upstream.bodies(to: "a"))
    }

    @Test func `its attempts are in the ledger and the log under a name of their own, not the caller's`() async throws {
        let gateway = TrialGateway(shadow: Self.rule())
        var policy = KeyPolicy(budgets: [Budget(most: Money(nanoUSD: 50_000_000), period: .day)])
        (policy.team, policy.tags) = ("red", ["x"])
        let principal = Principal(name: "app", policy: policy)
        var id = ""
        try await gateway.shadowing { id = await gateway.call(principal: principal).id }
        let row = try #require(try await gateway.ledger.attempts(ofCall: id + "-shadow").first)
        #expect(row.intent.key == "shadow:smart" && row.intent.tags == ["shadow"] && row.intent.team == nil)
        #expect(try await gateway.ledger.attempts(ofCall: id).count == 1)
        let entry = try #require(gateway.log.first { $0.id == id + "-shadow" })
        #expect(entry.principal == "shadow:smart" && entry.status == 200)
        // The caller's five cents are spent by the call alone.
        let claim = BudgetClaim(BudgetScope(.key, "app"), policy.budgets[0])
        let balance = try await gateway.ledger.balances(of: [claim], at: TrialGateway.start)
        #expect(balance.map(\.committed) == [Money(nanoUSD: 50_000_000)])
    }

    @Test func `the caller's credentials, bounds and wishes of the gateway do not go with it`() async throws {
        let gateway = TrialGateway(shadow: Self.rule())
        try await gateway.shadowing {
            await gateway.call(
                fields: [
                    ("authorization", "Bearer sk-theirs"), ("x-llmgateway-max-cost-usd", "0.05"),
                    ("x-llmgateway-strict", "true"), ("openai-organization", "org"), ("cookie", "c=1"),
                ])
        }
        let request = try #require(gateway.upstream.requests.first { $0.origin.host == "b" })
        #expect(request.fields.first("authorization") == "Bearer sk-our-secret")
        #expect(request.fields.first("openai-organization") == nil && request.fields.first("cookie") == nil)
        #expect(try report(gateway)["shadow"]?["errors"]?.int == 0)
    }

    @Test func `a call with a key of the caller's own has no shadow`() async throws {
        let gateway = TrialGateway(shadow: Self.rule())
        let own = Principal(name: "own", models: nil, ownCredential: Secret("sk-their-own"))
        try await gateway.shadowing { #expect(await gateway.call(principal: own).status == 200) }
        #expect(gateway.upstream.requests.map(\.origin.host) == ["a"])
    }

    @Test func `a shadow that fails, or is slow to begin, changes nothing for the caller`() async throws {
        let gateway = TrialGateway(shadow: Self.rule()) { host, _ in host == "b" ? .status(500) : .answer }
        try await gateway.shadowing { #expect(await gateway.call().status == 200) }
        let shadow = try report(gateway)["shadow"]
        #expect(shadow?["errors"]?.int == 1 && shadow?["endings"]?["upstream_error"]?.int == 1)
    }

    @Test func `what the copies may cost is bounded, and one too dear is dropped`() async throws {
        let gateway = TrialGateway(shadow: Self.rule(budget: 15_000_000))
        try await gateway.shadowing {
            for _ in 0..<3 { #expect(await gateway.call().status == 200) }
        }
        let report = try report(gateway)
        #expect(report["shadow"]?["calls"]?.int == 1 && report["dropped"]?.int == 2)
        #expect(gateway.upstream.bodies(to: "b").count == 1)
    }

    @Test func `none is made where the share says none, the gateway is busy, or nobody runs them`() async throws {
        let none = TrialGateway(shadow: Self.rule(0))
        try await none.shadowing { await none.call() }
        #expect(none.upstream.bodies(to: "b").isEmpty && none.core.shadowList.first?["dropped"]?.int == 0)
        var limits = Snapshot.Limits()
        limits.concurrent = 1
        let busy = TrialGateway(shadow: Self.rule(), limits: limits)
        try await busy.shadowing { #expect(await busy.call().status == 200) }
        #expect(try report(busy)["dropped"]?.int == 1 && busy.upstream.bodies(to: "b").isEmpty)
        let alone = TrialGateway(shadow: Self.rule())
        #expect(await alone.call().status == 200)
        #expect(try report(alone)["dropped"]?.int == 1 && alone.core.shadows.underWay == 0)
    }

    @Test func `as many as may be are under way, and prompts too large for what they may hold are dropped`()
        async throws
    {
        var bounds = Shadowing()
        bounds.bytes = 10
        let gateway = TrialGateway(shadow: Self.rule(), shadowing: bounds)
        try await gateway.shadowing { await gateway.call() }
        #expect(try report(gateway)["dropped"]?.int == 1)
        bounds = Shadowing()
        bounds.concurrent = 0
        let full = TrialGateway(shadow: Self.rule(), shadowing: bounds)
        try await full.shadowing { await full.call() }
        #expect(try report(full)["dropped"]?.int == 1)
    }

    /// Callers are served while a copy hangs, no further one is made, and at the end of the process it is given up.
    @Test func `a copy that hangs holds up nobody, and is given up in the end`() async throws {
        var bounds = Shadowing()
        bounds.concurrent = 1
        let upstream = HangingHost("b")
        let gateway = TrialGateway(shadow: Self.rule(), shadowing: bounds, over: upstream)
        var ids: [String] = []
        try await gateway.shadowing {
            for second in 0..<3 {
                gateway.wall.set(TrialGateway.start + second)
                let outcome = await gateway.call()
                #expect(outcome.status == 200)
                ids.append(outcome.id)
                try await upstream.bell.wait { upstream.hanging == 1 }
            }
            #expect(gateway.core.shadows.underWay == 1)
            gateway.core.shadows.expire()
        }
        #expect(gateway.core.shadows.underWay == 0)
        // Two had no room, and nobody knows what would have become of the one that was given up.
        #expect(try report(gateway)["dropped"]?.int == 3 && report(gateway)["shadow"]?["calls"]?.int == 0)
        let row = try #require(try await gateway.ledger.attempts(ofCall: ids[0] + "-shadow").first)
        #expect(row.settlement.certainty != .open)
    }

    @Test func `nothing is kept at the shadow's provider`() async throws {
        let gateway = TrialGateway(shadow: Self.rule())
        try await gateway.shadowing { await gateway.call(members: #","store":true"#) }
        #expect(gateway.upstream.bodies(to: "a").first?.contains(#""store":true"#) == true)
        #expect(gateway.upstream.bodies(to: "b").first?.contains(#""store":false"#) == true)
    }

    @Test func `what is known of a shadow survives a restart, unless it is another one`() async throws {
        let gateway = TrialGateway(shadow: Self.rule())
        try await gateway.shadowing { await gateway.call() }
        try await gateway.core.saveExperiments()
        let next = TrialGateway(shadow: Self.rule(), store: gateway.store)
        try await next.core.loadExperiments()
        #expect(try report(next) == report(gateway))
        var other = Self.rule()
        other.target.model = "n"
        let changed = TrialGateway(shadow: other, store: gateway.store)
        try await changed.core.loadExperiments()
        #expect(try report(changed)["shadow"]?["calls"]?.int == 0)
    }

    @Test func `a failed call has no copy: there is nothing to compare it with`() async throws {
        let gateway = TrialGateway(shadow: Self.rule()) { host, _ in host == "a" ? .status(400) : .answer }
        try await gateway.shadowing { #expect(await gateway.call().status == 400) }
        #expect(gateway.upstream.bodies(to: "b").isEmpty)
    }

    @Test func `one call has one copy, though two attempts were under way`() async throws {
        let gateway = TrialGateway(
            shadow: Self.rule(), targets: ["a", "a"], hedge: HedgeRule(delay: .after(.nanoseconds(0))))
        try await gateway.shadowing { #expect(await gateway.call().status == 200) }
        #expect(gateway.upstream.bodies(to: "b").count <= 1)
    }
}

/// Answers at once, but at one host never.
private final class HangingHost: Upstream {
    private let host: String
    private let script = ScriptedUpstream(.answer())
    private let count = Mutex(0)
    let bell = Bell()

    init(_ host: String) { self.host = host }

    /// Requests that have no answer.
    var hanging: Int { count.withLock { $0 } }

    func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        guard request.origin.host == host else { return try await script.send(request, for: caller) }
        let held = Held(caller.loop.makePromise())
        caller.attach(held)
        count.withLock { $0 += 1 }
        bell.ring()
        try? await held.promise.futureResult.get()
        throw .callerGone
    }

    private final class Held: CancellableExchange {
        let promise: EventLoopPromise<Void>
        init(_ promise: EventLoopPromise<Void>) { self.promise = promise }
        func cancel() { promise.succeed() }
    }
}

/// What may be sent a second time.
struct ShadowSafetyTests {
    @Test(arguments: [
        (Dialect.openAIChat, #"{"tools":[{"type":"function","function":{"name":"f"}}]}"#, true),
        (.openAIChat, #"{"tools":[{"type":"custom","custom":{"name":"f"}}]}"#, true),
        (.openAIChat, #"{"tools":null}"#, true), (.openAIChat, #"{"tools":{}}"#, false),
        (.openAIChat, #"{"tools":["f"]}"#, false), (.openAIChat, #"{"web_search_options":{}}"#, false),
        (.openAIChat, #"{"tools":[{"type":"web_search"}]}"#, false), (.openAIResponses, "{}", true),
        (.openAIResponses, #"{"tools":[{"type":"function","name":"f"}]}"#, true),
        (.openAIResponses, #"{"tools":[{"type":"mcp","server_url":"https://x"}]}"#, false),
        (.openAIResponses, #"{"tools":[{"type":"function"},{"type":"code_interpreter"}]}"#, false),
        (.openAIResponses, #"{"background":true}"#, false), (.openAIResponses, #"{"background":false}"#, true),
        (.openAIResponses, #"{"previous_response_id":"resp_1"}"#, false),
        (.openAIResponses, #"{"conversation":"c"}"#, false),
        (.anthropicMessages, #"{"tools":[{"name":"f","input_schema":{}}]}"#, true),
        (.anthropicMessages, #"{"tools":[{"type":"custom","name":"f"}]}"#, true),
        (.anthropicMessages, #"{"tools":[{"type":"web_search_20250305","name":"web_search"}]}"#, false),
        (.anthropicMessages, #"{"mcp_servers":[{"url":"https://x"}]}"#, false),
        (.anthropicMessages, #"{"container":"c"}"#, false),
        (.geminiGenerate, #"{"tools":[{"functionDeclarations":[]}]}"#, true),
        (.geminiGenerate, #"{"tools":[{"googleSearch":{}}]}"#, false),
        (.geminiGenerate, #"{"tools":[{"functionDeclarations":[],"codeExecution":{}}]}"#, false),
        (.bedrockConverse, #"{"toolConfig":{"tools":[{"toolSpec":{}},{"cachePoint":{}}]}}"#, true),
        (.bedrockConverse, #"{"toolConfig":{"tools":[{"systemTool":{}}]}}"#, false),
        (.gatewayChat, #"{"parameters":{"tools":[{"type":"function"}]}}"#, true),
        (.gatewayChat, #"{"parameters":{"tools":[{"type":"web_search"}]}}"#, false),
        (.cohereChat, #"{"tools":[{"type":"function"}]}"#, true), (.ollamaChat, #"{"tools":[]}"#, true),
    ])
    func `an answer may be made twice, but nothing else may happen twice`(
        _ dialect: Dialect, _ body: String, _ isSafe: Bool
    ) throws {
        let document = try JSONDocument(validating: ByteBuffer(string: body), maxDepth: 16)
        #expect(ShadowSafety.isSafe(document.root, in: dialect) == isSafe)
    }
}
