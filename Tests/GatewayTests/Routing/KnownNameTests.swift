import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// `GET /v1/models/{name}` knows the names that calls can use, and no others.
struct KnownNameTests {
    private static func rule(_ use: String, _ change: (inout RoutingRule) -> Void) -> RoutingRule {
        var rule = RoutingRule(use: use)
        change(&rule)
        return rule
    }

    private let gateway = RoutedGateway(
        [RoutedGateway.model("smart", ["a/x", "b/x"])],
        routing: RoutingRules(
            policies: [NamedPolicy(name: "careful", prefer: [.quality], models: ["b/x", "c/x"])],
            rules: [
                Self.rule("a/deaf") { $0.model = "mine" }, Self.rule("careful") { $0.model = "old-*" },
                Self.rule("smart") { ($0.model, $0.headers) = ("sometimes", [("x-team", "red")]) },
                Self.rule("c/x") { ($0.model, $0.operation) = ("vectors", .embed) },
                Self.rule("b/y") { $0.headers = [("x-team", "blue")] }, Self.rule("c/z") { $0.model = "a/taken" },
            ]))

    /// nil: it is there.
    private func refusal(_ name: String, _ principal: Principal) -> ErrorCode? {
        do throws(GatewayError) {
            let reply = try gateway.core.model(named: name, for: principal, in: gateway.core.snapshot, .openAI, id: "r")
            let json = try? JSONValue(parsing: reply.body)
            #expect(json?["id"]?.string == name && json?["object"]?.string == "model")
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        arguments: [
            "mine", "old-3", "old-", "smart", "careful", "a/x", "a/taken", "nobody", "minee", "ol", "x/y",
        ],
        [
            nil, ["*"], ["mine"], ["smart"], ["a/*"], ["b/x"], ["old-*"], ["old-3", "b/x"], ["a/taken"], ["c/*"],
            ["a/taken", "c/z"], ["nothing"],
        ] as [[String]?])
    func `a name that a rule alone leads somewhere was not found`(_ name: String, _ models: [String]?) async {
        let principal = Principal(name: "app", models: models)
        let outcome = await gateway.run(name, principal: principal)
        let code = refusal(name, principal)
        #expect((code == nil) == (outcome.reply.status == 200), "\(String(buffer: outcome.reply.body))")
        if let code { #expect(outcome.reply.error?["code"]?.string == code.rawValue) }
    }

    @Test func `a name that a rule leads on under some condition is one that a call can use`() async {
        let everybody = Principal(name: "app")
        #expect(refusal("sometimes", everybody) == nil)
        #expect(await gateway.run("sometimes").reply.status == 404)
        #expect(await gateway.run("sometimes", fields: [("x-team", "red")]).reply.status == 200)
        #expect(refusal("vectors", everybody) == nil)
        // A rule that is for any name makes none of them known.
        #expect(refusal("anything", everybody) == .modelNotFound)
        #expect(await gateway.run("anything", fields: [("x-team", "blue")]).reply.status == 200)
        #expect(refusal("sometimes", Principal(name: "app", models: ["smart"])) == .modelNotFound)
    }

    @Test func `where a rule takes every call each name is known`() {
        let gateway = RoutedGateway([], routing: RoutingRules(rules: [RoutingRule(use: "a/x")]))
        let router = Router()
        #expect(throws: Never.self) {
            try router.check("anything", for: Principal(name: "app"), in: gateway.core.snapshot)
        }
    }
}
