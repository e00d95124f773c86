import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Rules on what a call is like: the first that fits is followed.
struct RoutingRuleTests {
    private static func rule(_ use: String, _ change: (inout RoutingRule) -> Void) -> RoutingRule {
        var rule = RoutingRule(use: use)
        change(&rule)
        return rule
    }

    private static let rules = [
        rule("a/blind") { $0.headers = [("X-Team", "research")] },
        rule("b/small") { $0.metadata = [("tier", "free")] },
        rule("long") {
            $0.model = "smart"
            $0.tokensAbove = 500
        },
        rule("low_cost") { $0.task = .translate },
        rule("c/any") { $0.model = "gpt-*" },
    ]

    private func gateway(_ rules: [RoutingRule] = rules) -> RoutedGateway {
        RoutedGateway(
            [RoutedGateway.model("smart", ["a/deaf", "b/small"]), RoutedGateway.model("long", ["c/long", "a/deaf"])],
            routing: RoutingRules(rules: rules))
    }

    static let calls: [(body: String, fields: [(String, String)], asked: String, rule: Int?)] = [
        (RoutedGateway.chat("smart"), [], "a/deaf", nil),
        (RoutedGateway.chat("smart"), [("x-team", "research")], "a/blind", 1),
        (RoutedGateway.chat("smart"), [("x-team", "sales")], "a/deaf", nil),
        (RoutedGateway.chat("smart", more: #","metadata":{"tier":"free"}"#), [], "b/small", 2),
        // The first that fits.
        (RoutedGateway.chat("smart", more: #","metadata":{"tier":"free"}"#), [("x-team", "research")], "a/blind", 1),
        (RoutedGateway.chat("smart", String(repeating: "word ", count: 900)), [], "c/long", 3),
        // Of another model.
        (RoutedGateway.chat("a/deaf", String(repeating: "word ", count: 900)), [], "a/deaf", nil),
        (RoutedGateway.chat("smart", "Translate this into French: good morning"), [], "b/small", 4),
        // A name that nobody has.
        (RoutedGateway.chat("gpt-9"), [], "c/any", 5),
    ]

    @Test(arguments: calls)
    func `the first rule that fits says where a call goes`(
        _ row: (body: String, fields: [(String, String)], asked: String, rule: Int?)
    ) async {
        let gateway = gateway()
        let outcome = await gateway.run(gateway.call(row.body, fields: row.fields))
        #expect(outcome.asked == row.asked, "\(String(buffer: outcome.reply.body))")
        let told = row.rule.map { "; rule=\($0); use=" } ?? "; rule="
        #expect((outcome.route?.contains(told) ?? false) == (row.rule != nil), "\(outcome.route ?? "none")")
    }

    @Test func `metadata is read in each dialect's own place`() async {
        let gateway = gateway()
        let turn = #""messages":[{"role":"user","content":"Hi"}]"#
        for (dialect, body) in [
            (Dialect.anthropicMessages, #"{"model":"smart","max_tokens":9,\#(turn),"metadata":{"tier":"free"}}"#),
            (.gatewayChat, #"{"model":"smart",\#(turn),"parameters":{"metadata":{"tier":"free"}}}"#),
            (.openAIResponses, #"{"model":"smart","input":"Hi","store":false,"metadata":{"tier":"free"}}"#),
        ] {
            let outcome = await gateway.run(gateway.call(body, dialect: dialect))
            #expect(outcome.asked == "b/small", "\(dialect): \(String(buffer: outcome.reply.body))")
        }
    }

    @Test func `what a rule reads may not stand twice`() async {
        let gateway = gateway()
        let outcome = await gateway.run(
            gateway.call(RoutedGateway.chat("smart", more: #","metadata":{"tier":"free","tier":"paid"}"#)))
        #expect(outcome.reply.status == 400)
        #expect(gateway.upstream.requests.isEmpty)
    }

    @Test func `a rule leads no key to what it may not use`() async {
        let gateway = gateway()
        let narrow = Principal(name: "app", models: ["smart"])
        let barred = await gateway.run("smart", fields: [("x-team", "research")], principal: narrow)
        #expect(barred.reply.status == 403)
        #expect(barred.reply.error?["message"]?.string?.contains(#"Rule 1 sends this call to "a/blind""#) == true)
        // A rule that names the model is a part of it.
        let long = await gateway.run("smart", String(repeating: "word ", count: 900), principal: narrow)
        #expect(long.asked == "c/long")
        // Nor does a rule open a name that the key may not use.
        #expect(await gateway.run("gpt-9", principal: narrow).reply.status == 404)
        #expect(gateway.upstream.requests.count == 1)
    }

    @Test func `a caller's own key went to whomever a rule named for an unknown model`() async {
        let gateway = RoutedGateway(
            [], routing: RoutingRules(rules: [Self.rule("c/any") { $0.model = "*" }]), mode: .client)
        let own = Principal(name: "client", ownCredential: Secret("sk-of-the-caller"))
        for model in ["gpt-9", "a/x"] {
            let outcome = await gateway.run(model, principal: own)
            #expect(outcome.reply.status == 400)
            #expect(outcome.route == "\(model); rule=1; use=c/any; policy=direct; passed=c/any:foreign_credential")
        }
        #expect(await gateway.run("c/x", principal: own).asked == "c/any")
        #expect(gateway.upstream.requests.count == 1)
    }

    @Test func `a rule may be for one operation`() async {
        let rule = Self.rule("a/blind") {
            $0.operation = .generate
            $0.model = "*"
        }
        let gateway = gateway([rule])
        #expect(await gateway.run("smart").asked == "a/blind")
        let vectors = await gateway.run(gateway.call(#"{"model":"b/e","input":"Hi"}"#, operation: .embed))
        #expect(vectors.asked == "b/e")
    }

    @Test func `the model a rule leads to has its own fallbacks`() async {
        var long = RoutedGateway.model("long", ["c/long"])
        long.fallbacks = FallbackChains(any: [RoutedGateway.target("a/deaf")])
        let gateway = RoutedGateway(
            [RoutedGateway.model("smart", ["b/small"]), long],
            routing: RoutingRules(rules: [Self.rule("long") { $0.model = "smart" }]),
            .json(#"{"error":{"message":"no"}}"#, status: 500))
        let outcome = await gateway.run("smart")
        #expect(Set(gateway.upstream.requests.map(\.origin.host)) == ["c.example", "a.example"])
        #expect(outcome.route?.contains("failed=c/long:upstream_error") == true, "\(outcome.route ?? "none")")
    }
}
