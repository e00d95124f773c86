import Gateway
import Testing

@testable import llmgateway

/// The settings of how a target is chosen.
struct RoutingSettingsTests {
    private static let models = """
        models:
          - { name: smart, policy: high_quality, targets: [ { model: mock/echo, quality: 3 }, { model: mock/tools } ] }
          - { name: talk, policy: weighted, targets: [ { model: mock/echo, weight: 2 } ], sticky: { by: header, header: x-s } }

        """

    private func load(_ yaml: String) throws -> Snapshot { try ConfigurationUnderTest(yaml).load().snapshot }

    /// They were taken, and every call that carried them was refused.
    @Test(arguments: [
        "routing: { rules: [ { when: { header: { x-llmgateway-tier: gold } }, use: mock/echo } ] }",
        "models: [ { name: m, targets: [ { model: mock/echo } ], sticky: { by: header, header: X-LLMGateway-Session } } ]",
    ])
    func `nothing goes by a field that is refused`(_ yaml: String) {
        let problems = ConfigurationUnderTest(yaml).problems
        #expect(problems.count == 1 && problems[0].contains("is refused in requests"), "\(problems)")
    }

    @Test func `every setting reaches the snapshot`() throws {
        let snapshot = try load(
            Self.models + """
                routing:
                  classify: true
                  policies:
                    low_cost: { prefer: cheapest, models: [smart, mock/schema], max_cost_per_request: "0.01" }
                    house: { prefer: [mock, mock/ec*, fastest] }
                  rules:
                    - when: { header: { x-team: research }, metadata: { tier: "free" }, model: "gpt-*", tokens_above: 8000, task: code }
                      use: mock/echo
                    - { when: { model: smart }, use: low_cost }
                """)
        #expect(
            snapshot.models[0].preference == "high_quality" && snapshot.models[0].targets.map(\.quality) == [3, nil])
        #expect(snapshot.models[1].preference == nil && snapshot.models[1].policy == .weighted)
        #expect(snapshot.models[1].sticky == StickyRule(.header("x-s")))
        let low = try #require(snapshot.routing[policy: "low_cost"])
        #expect(
            low.prefer == [.cheapest] && low.models == ["smart", "mock/schema"] && low.maxCost == Money(usd: "0.01"))
        #expect(snapshot.routing[policy: "house"]?.prefer == [.name("mock"), .name("mock/ec*"), .fastest])
        #expect(snapshot.routing[policy: "high_quality"]?.prefer == [.quality])
        let rule = snapshot.routing.rules[0]
        #expect(rule.headers.map { "\($0.name)=\($0.value)" } == ["x-team=research"])
        #expect(rule.metadata.map { "\($0.name)=\($0.value)" } == ["tier=free"])
        #expect(rule.model == "gpt-*" && rule.tokensAbove == 8_000 && rule.task == .code && rule.use == "mock/echo")
        #expect(snapshot.routing.rules[1].use == "low_cost")
    }

    @Test func `without settings there are two policies and no rule`() throws {
        let routing = try load("{}").routing
        #expect(routing.policies.isEmpty && routing.rules.isEmpty)
        #expect(routing[policy: "low_cost"] != nil && routing[policy: "other"] == nil)
    }

    @Test(arguments: [
        ("user", StickyRule.Key.user), ("key", .key), ("prompt_prefix", .promptPrefix),
    ])
    func `sessions are told apart in several ways`(_ word: String, _ key: StickyRule.Key) throws {
        let yaml = "models: [ { name: a, targets: [ { model: mock/echo } ], sticky: { by: \(word) } } ]"
        #expect(try load(yaml).models[0].sticky == StickyRule(key))
    }

    @Test(arguments: [
        ("routing: { policies: { smart: { prefer: cheapest } } }", "is called as one of \"models\" is"),
        ("routing: { policies: { cheapest: { prefer: cheapest } } }", "a policy cannot be called \"cheapest\""),
        ("routing: { policies: { p: { prefer: cheepest } } }", "did you mean \"cheapest\"?"),
        ("routing: { policies: { p: { models: [smart] } } }", "\"routing.policies.p.prefer\" is missing"),
        ("routing: { policies: { p: { prefer: cheapest, models: [smrt] } } }", "did you mean \"smart\"?"),
        ("routing: { policies: { p: { prefer: cheapest, modles: [smart] } } }", "did you mean \"models\"?"),
        ("routing: { policies: [a] }", "must be names with a group of settings each"),
        ("routing: { rules: [ { when: { task: code }, use: smart } ] }", "only with \"routing.classify: true\""),
        ("routing: { rules: [ { when: {}, use: smart } ] }", "names nothing that a call could be like"),
        ("routing: { rules: [ { when: { model: a }, use: nobody/x } ] }", "no provider is called \"nobody\""),
        (
            "routing: { rules: [ { when: { model: a }, use: smrt } ] }",
            "no model is called \"smrt\": did you mean \"smart\"?"
        ),
    ])
    func `what is wrong is named`(_ yaml: String, _ message: String) {
        let problems = ConfigurationUnderTest(Self.models + yaml).problems
        #expect(problems.contains { $0.contains(message) }, "\(problems)")
    }

    @Test(arguments: [
        ("policy: low_cots", "did you mean \"low_cost\"?"), ("sticky: { by: header }", "needs the \"header\""),
        ("sticky: { by: key, header: x }", "has no effect"), ("sticky: { header: x }", "needs \"by: header\""),
    ])
    func `what is wrong with a model is named`(_ setting: String, _ message: String) {
        let problems = ConfigurationUnderTest("models: [ { name: a, targets: [ { model: mock/echo } ], \(setting) } ]")
            .problems
        #expect(problems.contains { $0.contains(message) }, "\(problems)")
    }
}
