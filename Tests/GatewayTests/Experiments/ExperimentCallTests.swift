import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Experiments in the way of a call.
struct ExperimentCallTests {
    @Test func `a call goes to its variant's target, is told so, and counted there`() async throws {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment()])
        var seen: [String: Set<String>] = [:]
        for user in 0..<20 {
            let outcome = await gateway.call(user: "user-\(user)")
            #expect(outcome.status == 200)
            seen[try #require(outcome.variant), default: []].insert(outcome.provider ?? "")
        }
        #expect(seen == ["cheaper/control": ["a"], "cheaper/mini": ["b"]])
        #expect(Set(gateway.log.map(\.variant)) == ["cheaper/control", "cheaper/mini"])
        let (control, mini) = (try gateway.variant(0), try gateway.variant(1))
        let calls = [control, mini].map { $0["calls"]?.int ?? 0 }
        #expect(calls.reduce(0, +) == 20 && calls.allSatisfy { $0 > 3 })
        #expect(control["cost"]?["mean_usd"] == "0.05" && mini["cost"]?["mean_usd"] == "0.01")
        #expect(mini["endings"]?["stop"]?.int == calls[1])
    }

    @Test(arguments: [
        ("user", "user", [#","user":"x""#, #","safety_identifier":"x""#, #","metadata":{"user_id":"x"}"#]),
        ("key", "key", [""]), ("header:x-session", "header", [""]),
    ])
    func `whoever is assigned by the unit keeps the variant`(
        _ unit: String, _ what: String, _ members: [String]
    )
        async
        throws
    {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment(by: try #require(.init(unit)))])
        let fields = what == "header" ? [("X-Session", "s-1")] : []
        var variants: Set<String?> = []
        for _ in 0..<6 {
            for member in members {
                variants.insert(await gateway.call(members: member, fields: fields).variant)
            }
        }
        #expect(variants.count == 1 && variants.first != .some(nil))
    }

    @Test func `by request each call is assigned anew`() async {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment(by: .request)])
        var variants: Set<String?> = []
        for second in 0..<40 {
            // Ids are made of the time here: chance stands still.
            gateway.wall.set(TrialGateway.start + second)
            variants.insert(await gateway.call(user: "same").variant)
        }
        #expect(variants == ["cheaper/control", "cheaper/mini"])
    }

    @Test func `a variant that fails is an error of it, though another target answers`() async throws {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment()]) { host, _ in
            host == "b" ? .status(500) : .answer
        }
        var providers: [String] = []
        for user in 0..<12 { providers.append(await gateway.call(user: "user-\(user)").provider ?? "") }
        #expect(Set(providers) == ["a"])
        let mini = try gateway.variant(1)
        #expect((mini["calls"]?.int ?? 0) > 2 && mini["errors"] == mini["calls"])
        #expect(mini["endings"]?["upstream_error"] == mini["calls"])
        #expect(try gateway.variant(0)["errors"]?.int == 0)
    }

    @Test func `calls that say nothing of their variant are not counted`() async throws {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment()])
        var poor = KeyPolicy(budgets: [Budget(most: .zero, period: .day)])
        poor.tags = ["x"]
        #expect(await gateway.call(principal: Principal(name: "poor", policy: poor)).status == 402)
        #expect(await gateway.call(members: #","stream":true"#).status == 400)
        #expect(try gateway.variant(0)["calls"]?.int == 0 && gateway.variant(1)["calls"]?.int == 0)
    }

    /// Throws the same at every request.
    private struct ThrowingUpstream: Upstream {
        var code: ErrorCode

        func send(
            _ request: UpstreamRequest, for caller: any CallerLink
        ) async throws(GatewayError) -> any UpstreamAnswer {
            request.mark?.willSend()
            throw GatewayError(code, "It ends here.", origin: code == .upstreamError ? .upstream("a") : .gateway)
        }
    }

    @Test(arguments: [ErrorCode.invalidAPIKey, .overloaded, .callerGone, .upstreamError])
    func `a call that the gateway ended counted as a fault of its variant`(_ code: ErrorCode) async throws {
        let gateway = TrialGateway(
            experiments: [TrialGateway.experiment()], over: ThrowingUpstream(code: code))
        for user in 0..<12 { await gateway.call(user: "user-\(user)") }
        let calls = [try gateway.variant(0), try gateway.variant(1)].map { $0["calls"]?.int ?? 0 }
        #expect(calls.reduce(0, +) == (code == .upstreamError ? 12 : 0))
    }

    @Test func `other models, and callers with a key of their own, are in no experiment`() async {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment(second: "a")])
        #expect(await gateway.call("a/m").variant == nil)
        let own = Principal(name: "own", models: nil, ownCredential: Secret("sk-their-own"))
        let outcome = await gateway.call(principal: own)
        #expect(outcome.status == 200 && outcome.variant == nil)
    }

    @Test func `the ledger has the variant beside the key's tags, and a budget of that tag holds`() async throws {
        let budgets = BudgetTable([
            (BudgetScope(.tag, "experiment:cheaper/mini"), Budget(most: Money(nanoUSD: 15_000_000), period: .day))
        ])
        let gateway = TrialGateway(experiments: [TrialGateway.experiment(by: .key)], budgets: budgets)
        var policy = KeyPolicy.open
        policy.tags = ["team-tag"]
        let name = try #require(
            (0..<50).map { "key-\($0)" }.first {
                Assignment.variant(of: $0, in: TrialGateway.experiment(by: .key)) == 1
            })
        let principal = Principal(name: name, policy: policy)
        let first = await gateway.call(principal: principal)
        let rows = try await gateway.ledger.attempts(ofCall: first.id)
        #expect(rows.map(\.intent.tags) == [["team-tag", "experiment:cheaper/mini"]])
        // One cent of one and a half is spent; neither the variant's target nor the one behind it has room in the rest.
        gateway.wall.set(TrialGateway.start + 1)
        let second = await gateway.call(principal: principal)
        #expect(first.provider == "b" && second.status == 402)
        #expect(try await gateway.ledger.attempts(ofCall: second.id).isEmpty)
    }

    @Test func `a winner is rolled out, and what is known survives a restart`() async throws {
        let rollout = Experiment.Rollout(steps: [Share(parts: 50_000), .whole], every: 60)
        let experiment = TrialGateway.experiment(by: .user, rollout: rollout)
        let gateway = TrialGateway(experiments: [experiment])
        var calls = 0
        while try gateway.report()["phase"] == "running", calls < 400 {
            await gateway.call(user: "user-\(calls)")
            calls += 1
        }
        #expect(try gateway.report()["phase"] == "rolling_out" && gateway.report()["winner"] == "mini")
        gateway.wall.set(TrialGateway.start + 60)
        #expect(try gateway.report()["phase"] == "won")
        #expect(
            try await gateway.core.saveExperiments() == [
                "the experiment cheaper was running, and is rolling_out",
                "the experiment cheaper was rolling_out, and is won",
            ])
        // By itself it did two things, and both stand in the audit log.
        let audit = try await gateway.core.keys.audit.list(before: nil, limit: 10)
        #expect(audit.map(\.action) == ["experiment.won", "experiment.rolling_out"])
        #expect(Set(audit.map(\.actor)) == ["experiment"])
        let next = TrialGateway(experiments: [experiment], store: gateway.store)
        try await next.core.loadExperiments()
        #expect(try next.report()["variants"] == gateway.report()["variants"])
        for user in 0..<20 { #expect(await next.call(user: "user-\(user)").variant == "cheaper/mini") }
        // Another split is another experiment.
        let changed = TrialGateway(experiments: [TrialGateway.experiment(by: .key)], store: gateway.store)
        try await changed.core.loadExperiments()
        #expect(try changed.report()["phase"] == "running")
    }

    @Test func `what could not be kept is kept the next time`() async throws {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment()])
        await gateway.call(user: "x")
        let (records, _) = gateway.core.experiments.takeChanges()
        #expect(records.map(\.id) == ["experiment:cheaper"])
        #expect(gateway.core.experiments.takeChanges().records.isEmpty)
        gateway.core.experiments.giveBack(records[0])
        try await gateway.core.saveExperiments()
        #expect(gateway.store.find("experiment:cheaper") == records[0])
    }
}

/// What callers say of answers.
struct FeedbackTests {
    private func feedback(
        _ gateway: TrialGateway, _ body: String, key: String = "app"
    ) async -> Result<JSONValue, GatewayError> {
        do throws(GatewayError) {
            let body = (try? JSONValue(parsing: body)) ?? .null
            return .success(try await gateway.core.takeFeedback(body, from: Principal(name: key)))
        } catch {
            return .failure(error)
        }
    }

    private func code(_ result: Result<JSONValue, GatewayError>) -> ErrorCode? {
        if case .failure(let error) = result { error.code } else { nil }
    }

    @Test(arguments: [("0.5", 0.5), ("1", 1.0), ("0", 0.0), (#""up""#, 1.0), (#""down""#, 0.0), ("true", 1.0)])
    func `a score counts for the variant of its call, once`(_ score: String, _ mean: Double) async throws {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment(goal: .feedback)])
        let outcome = await gateway.call(user: "someone")
        let index = outcome.variant == "cheaper/control" ? 0 : 1
        let body = #"{"call":"\#(outcome.id)","score":\#(score)}"#
        let told = try await feedback(gateway, body).get()
        #expect(told["counted"] == true && told["experiment"] == "cheaper")
        #expect(try gateway.variant(index)["feedback"]?["mean"]?.double == mean)
        #expect(code(await feedback(gateway, body)) == .conflict)
        #expect(try gateway.variant(index)["feedback"]?["count"]?.int == 1)
    }

    @Test func `nobody but whose call it was has a say, and an unknown call none`() async throws {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment()])
        let id = await gateway.call().id
        #expect(code(await feedback(gateway, #"{"call":"\#(id)","score":1}"#, key: "other")) == .callNotFound)
        #expect(code(await feedback(gateway, #"{"call":"nothing","score":1}"#)) == .callNotFound)
    }

    @Test func `a call outside of experiments has feedback that is not counted`() async throws {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment()])
        let id = await gateway.call("a/m").id
        let told = try await feedback(gateway, #"{"call":"\#(id)","score":1}"#).get()
        #expect(told["counted"] == false && told["experiment"] == .null)
    }

    @Test func `a call from before the experiment began anew is not counted`() async throws {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment()])
        let id = await gateway.call().id
        gateway.wall.set(TrialGateway.start + 10)
        let actor = AdminActor(name: "ann", address: "", requestID: "")
        _ = try await gateway.core.resetExperiment("cheaper", by: actor)
        #expect(try await feedback(gateway, #"{"call":"\#(id)","score":1}"#).get()["counted"] == false)
    }

    @Test(arguments: [
        "{}", "[]", #"{"call":"x"}"#, #"{"score":1}"#, #"{"call":"x","score":1.01}"#, #"{"call":"x","score":-0.1}"#,
        #"{"call":"x","score":"good"}"#, #"{"call":"x","score":null}"#, #"{"call":"x","score":1,"note":"n"}"#,
        #"{"call":1,"score":1}"#,
    ])
    func `what is no feedback is a 400`(_ body: String) async {
        #expect(code(await feedback(TrialGateway(), body)) == .invalidRequest)
    }
}
