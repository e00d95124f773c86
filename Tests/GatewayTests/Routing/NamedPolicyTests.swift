import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Policies by name, and who may use them.
struct NamedPolicyTests {
    private static let models = [
        RoutedGateway.model("smart", ["a/deaf", "a/blind", "b/small"]) {
            $0.targets[0].quality = 9
            $0.targets[1].quality = 5
        }
    ]

    private func gateway(_ policies: [NamedPolicy] = [], _ models: [ConfiguredModel] = models) -> RoutedGateway {
        RoutedGateway(models, routing: RoutingRules(policies: policies))
    }

    static let chosen: [(fields: [(String, String)], model: String, asked: String, policy: String)] = [
        ([], "smart", "a/deaf", "priority"),
        ([("x-llmgateway-policy", "low_cost")], "smart", "b/small", "low_cost"),
        ([("x-llmgateway-policy", "high_quality")], "smart", "a/deaf", "high_quality"),
        ([("x-llmgateway-policy", "cheapest")], "smart", "b/small", "cheapest"),
        ([("x-llmgateway-prefer-low-cost", "true")], "smart", "b/small", "prefer_low_cost"),
        ([("x-llmgateway-policy", "by_name")], "smart", "a/blind", "by_name"),
        ([], "low_cost", "b/small", "low_cost"), ([], "mine", "a/blind", "mine"),
    ]

    @Test(arguments: chosen)
    func `a caller chooses a policy by a field or as the model`(
        _ row: (fields: [(String, String)], model: String, asked: String, policy: String)
    ) async {
        let gateway = gateway([
            NamedPolicy(name: "by_name", prefer: [.name("a/bl*"), .cheapest]),
            NamedPolicy(name: "mine", prefer: [.cheapest], models: ["a/deaf", "a/blind"]),
        ])
        let outcome = await gateway.run(row.model, fields: row.fields)
        #expect(outcome.asked == row.asked)
        #expect(
            outcome.route?.hasPrefix("\(row.model); policy=\(row.policy); chosen=\(row.asked)") == true,
            "\(outcome.route ?? "none")")
    }

    @Test func `what counts first stands first, and among equals the next decides`() async {
        let gateway = gateway([NamedPolicy(name: "p", prefer: [.name("a"), .cheapest])])
        let outcome = await gateway.run("smart", fields: [("x-llmgateway-policy", "p")])
        #expect(outcome.route == "smart; policy=p; chosen=a/blind; behind=a/deaf,b/small")
    }

    @Test func `the gateway's own form names a policy, and asks for the cheapest`() async {
        let gateway = gateway()
        for (member, asked) in [
            (#""policy":"high_quality""#, "a/deaf"), (#""prefer_low_cost":true"#, "b/small"),
            (#""prefer_low_cost":false"#, "a/deaf"),
        ] {
            let body = #"{"model":"smart","messages":[{"role":"user","content":"Hi"}],\#(member)}"#
            let outcome = await gateway.run(gateway.call(body, dialect: .gatewayChat))
            #expect(outcome.asked == asked, "\(member): \(String(buffer: outcome.reply.body))")
        }
        let wrong = #"{"model":"smart","messages":[],"prefer_low_cost":"yes"}"#
        #expect(await gateway.run(gateway.call(wrong, dialect: .gatewayChat)).reply.status == 400)
    }

    @Test func `an unknown policy, and a word that is neither yes nor no, are refused`() async {
        let gateway = gateway()
        for (name, value) in [("x-llmgateway-policy", "low_cots"), ("x-llmgateway-prefer-low-cost", "maybe")] {
            let outcome = await gateway.run("smart", fields: [(name, value)])
            #expect(outcome.reply.status == 400)
        }
        let hint = await gateway.run("smart", fields: [("x-llmgateway-policy", "low_cots")]).reply.error?["hint"]
        #expect(hint?.string == #"Did you mean "low_cost"?"#)
        #expect(gateway.upstream.requests.isEmpty)
    }

    @Test func `targets where a call could cost too much are passed over, and the answer is bounded`() async throws {
        let gateway = gateway([
            NamedPolicy(name: "thrifty", prefer: [.quality], maxCost: Money(usd: "0.002"))
        ])
        let outcome = await gateway.run("smart", fields: [("x-llmgateway-policy", "thrifty")])
        #expect(outcome.asked == "a/blind")
        #expect(outcome.route?.contains("passed=a/deaf:too_dear") == true, "\(outcome.route ?? "none")")
        // (0.002 USD − the input at 1 USD per million) at 2 USD per million.
        let sent = try JSONValue(parsing: try #require(gateway.upstream.requests.first).body)
        let limit = try #require(sent["max_completion_tokens"]?.int ?? sent["max_tokens"]?.int)
        #expect(limit > 500 && limit < 1_000)
    }

    @Test(
        arguments: ["0.00005", "0.0002", "0.001", "0.004", "0.03", "1"],
        ["", #","max_tokens":50"#, #","max_tokens":3000"#])
    func `what a policy lets a call cost is what is held of it at the most`(_ usd: String, _ limit: String) async throws
    {
        let most = try #require(Money(usd: usd))
        for prefer in [Preference.quality, .cheapest] {
            let gateway = gateway([NamedPolicy(name: "p", prefer: [prefer], maxCost: most)])
            let body = RoutedGateway.chat("smart", more: limit)
            let outcome = await gateway.run(gateway.call(body, fields: [("x-llmgateway-policy", "p")]))
            let held = try await gateway.ledger.attempts(ofCall: "r")
            guard outcome.reply.status == 200 else {
                #expect(outcome.reply.status == 402 && held.isEmpty && gateway.upstream.requests.isEmpty)
                continue
            }
            // The one that was chosen took it: the decision and the hold reckon alike.
            #expect(held.count == 1)
            #expect(try #require(held.first?.intent.ceiling) <= most)
        }
    }

    @Test func `where every target is too dear the call is a 402`() async {
        let gateway = gateway([NamedPolicy(name: "none", prefer: [.cheapest], maxCost: Money(usd: "0.0000001"))])
        let outcome = await gateway.run("smart", fields: [("x-llmgateway-policy", "none")])
        #expect(outcome.reply.status == 402)
        #expect(gateway.upstream.requests.isEmpty)
    }

    @Test func `the caller's own bound and the policy's hold together`() async {
        let gateway = gateway([NamedPolicy(name: "p", prefer: [.quality], maxCost: Money(usd: "1"))])
        let outcome = await gateway.run(
            "smart", fields: [("x-llmgateway-policy", "p"), ("x-llmgateway-max-cost-usd", "0.002")])
        #expect(outcome.asked == "a/blind")
    }

    @Test func `a policy does not widen what a key may use`() async {
        let policy = NamedPolicy(name: "mine", prefer: [.cheapest], models: ["b/small", "a/blind", "smart"])
        let gateway = gateway([policy])
        let narrow = Principal(name: "app", models: ["a/*", "smart"])
        // Of the policy's models those that the key names, and those of the model that was asked for.
        let named = await gateway.run("a/x", fields: [("x-llmgateway-policy", "mine")], principal: narrow)
        #expect(named.asked == "a/blind")
        #expect(named.route?.contains("b/small:not_allowed") == true)
        let own = await gateway.run("smart", fields: [("x-llmgateway-policy", "mine")], principal: narrow)
        #expect(own.asked == "b/small")
        // As a model's name it is a grant to whoever has it among the key's models.
        #expect(await gateway.run("mine", principal: Principal(name: "app", models: ["mine"])).asked == "b/small")
        #expect(await gateway.run("mine", principal: narrow).asked == "a/blind")
        #expect(await gateway.run("mine", principal: Principal(name: "app", models: ["c/*"])).reply.status == 403)
    }

    @Test func `a grant of one policy opened the models of another`() async {
        let gateway = gateway([
            NamedPolicy(name: "mine", prefer: [.cheapest], models: ["a/blind"]),
            NamedPolicy(name: "other", prefer: [.cheapest], models: ["b/small", "a/blind"]),
        ])
        let outcome = await gateway.run(
            "mine", fields: [("x-llmgateway-policy", "other")], principal: Principal(name: "app", models: ["mine"]))
        #expect(outcome.asked == "a/blind")
        #expect(outcome.route?.contains("b/small:not_allowed") == true)
    }

    @Test func `money for a short answer is better than none`() async throws {
        let gateway = gateway()
        let outcome = await gateway.run("smart", fields: [("x-llmgateway-max-cost-usd", "0.00007")])
        #expect(outcome.asked == "b/small", "\(String(buffer: outcome.reply.body))")
        let sent = try JSONValue(parsing: try #require(gateway.upstream.requests.first).body)
        let limit = try #require(sent["max_completion_tokens"]?.int ?? sent["max_tokens"]?.int)
        #expect((1..<500).contains(limit))
    }

    @Test func `a caller's own key goes to the provider that the model names, whatever a policy prefers`() async {
        let gateway = RoutedGateway(
            [RoutedGateway.model("smart", ["a/deaf", "b/small"])],
            routing: RoutingRules(policies: [
                NamedPolicy(name: "p", prefer: [.cheapest], models: ["b/small", "a/blind"])
            ]),
            mode: .client)
        let own = Principal(name: "client", ownCredential: Secret("sk-of-the-caller"))
        let plain = await gateway.run("smart", fields: [("x-llmgateway-prefer-low-cost", "1")], principal: own)
        #expect(plain.asked == "a/deaf")
        let chosen = await gateway.run("smart", fields: [("x-llmgateway-policy", "p")], principal: own)
        #expect(chosen.asked == "a/blind")
        #expect(chosen.route?.contains("b/small:foreign_credential") == true)
        #expect(gateway.upstream.requests.allSatisfy { $0.origin.host == "a.example" })
    }

    @Test func `a policy without models to choose from says so`() async {
        let outcome = await gateway([], []).run("low_cost")
        #expect(outcome.reply.status == 404)
        #expect(outcome.reply.error?["hint"]?.string?.contains("routing.policies") == true)
    }

    @Test func `a policy of the configuration is listed as a model is`() {
        let snapshot = gateway([NamedPolicy(name: "mine", prefer: [.cheapest])]).core.snapshot
        #expect(ModelList.names(for: Principal(name: "app"), in: snapshot).contains("mine"))
    }
}
