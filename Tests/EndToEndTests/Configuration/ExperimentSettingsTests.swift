import Gateway
import NIOCore
import Testing

@testable import llmgateway

/// `experiments`, `models[].shadow` and `shadows`.
struct ExperimentSettingsTests {
    private static let head = "models: [ { name: smart, targets: [ { model: mock/echo } ] } ]\n"
    private static let variants =
        "variants: [ { name: control, model: mock/echo, weight: 90 }, { name: mini, model: mock/tools, weight: 10 } ]"

    @Test func `all that an experiment may say`() throws {
        let yaml =
            Self.head + """
                experiments:
                  - name: cheaper-summaries
                    model: smart
                    \(Self.variants)
                    by: header:X-Session
                    goal: feedback
                    significance: "0.01"
                    minimum: 500
                    max_error_increase: 0.5%
                    rollout: { steps: [10, 25, 100], every: 30m }
                """
        let snapshot = try ConfigurationUnderTest(yaml).load().snapshot
        let experiment = try #require(snapshot.experiments.experiment(on: "smart"))
        #expect(experiment.variants.map(\.name) == ["control", "mini"])
        #expect(experiment.variants.map(\.target.weight) == [90, 10])
        #expect(experiment.unit == .header("x-session") && experiment.goal == .feedback)
        #expect(experiment.significance == 0.01 && experiment.minimum == 500)
        #expect(experiment.errorMargin == Share(parts: 500))
        #expect(experiment.rollout == .init(steps: [10, 25, 100].map { Share(parts: $0 * 1_000) }, every: 1_800))
    }

    @Test func `what it does not say is usual`() throws {
        let yaml = Self.head + "experiments: [ { name: e, model: smart, goal: cost, \(Self.variants) } ]"
        let experiment = try #require(try ConfigurationUnderTest(yaml).load().snapshot.experiments.all.first)
        #expect(experiment.unit == .request && experiment.significance == 0.05 && experiment.minimum == 200)
        #expect(experiment.errorMargin == Share(parts: 1_000) && experiment.rollout == nil)
    }

    @Test func `a shadow, its share and its budget`() throws {
        let yaml = """
            models:
              - name: smart
                targets: [ { model: mock/echo } ]
                shadow: { model: mock/tools, share: 0.5%, budget: { usd: "5.00", per: day } }
            shadows: { concurrent: 4, max_bytes: 1MiB }
            """
        let snapshot = try ConfigurationUnderTest(yaml).load().snapshot
        let rule = try #require(snapshot.models.first?.shadow)
        #expect(rule.target == .init(provider: "mock", model: "tools") && rule.share == Share(parts: 500))
        #expect(rule.budgets == [Budget(most: Money(nanoUSD: 5_000_000_000), period: .day)])
        #expect(snapshot.shadowing.concurrent == 4 && snapshot.shadowing.bytes == 1 << 20)
    }

    static let cases: [(yaml: String, problem: String)] = [
        ("model: smat, goal: cost, \(variants)", #"2:34: no model is called "smat": did you mean "smart"?"#),
        (
            "model: smart, goal: cost, variants: [ { name: a, model: mock/echo } ]",
            #"2:63: the experiment "e" needs at least two variants"#
        ),
        (
            "model: smart, goal: cost, variants: [ { name: a, model: mock/echo }, { name: a, model: mock/echo } ]",
            #"2:104: another variant of "e" is called "a""#
        ),
        (
            "model: smart, goal: cost, variants: [ { name: a/b, model: mock/echo }, { name: c, model: mock/echo } ]",
            #"2:73: a name here is 1 to 64 letters, digits, "-", "_" and ".", found "a/b""#
        ),
        (
            "model: smart, goal: cost, by: header, \(variants)",
            #"2:57: "by" must be request, user, key or header:<name>, found "header""#
        ),
        (
            "model: smart, goal: cost, significance: 5%, \(variants)",
            #"2:67: "significance" must be a number from 0.000001 to below 0.5, found "5%""#
        ),
        (
            "model: smart, goal: cost, max_error_increase: 1, \(variants)",
            #"2:73: "max_error_increase" must be a share such as 5% or 0.5%, found "1""#
        ),
        (
            "model: smart, goal: cost, rollout: { steps: [50, 25, 100] }, \(variants)",
            #"2:71: "steps" must grow, and end with 100"#
        ),
        (
            "model: smart, goal: money, \(variants)",
            #"2:47: "experiments[0].goal" must be one of cost, latency, feedback, found "money""#
        ),
    ]

    @Test(arguments: cases)
    func `what is wrong is said, and where`(_ row: (yaml: String, problem: String)) {
        let yaml = Self.head + "experiments: [ { name: e, \(row.yaml) } ]"
        #expect(ConfigurationUnderTest(yaml).problems == ["gateway.yaml:" + row.problem])
    }

    @Test func `two experiments do not split one model, and are not called alike`() {
        let row = "{ name: e, model: smart, goal: cost, \(Self.variants) }"
        let problems = ConfigurationUnderTest(Self.head + "experiments:\n  - \(row)\n  - \(row)").problems
        #expect(
            problems == [
                #"gateway.yaml:4:13: another experiment is called "e""#,
                #"gateway.yaml:4:23: the experiment "e" splits "smart" already"#,
            ])
    }

    @Test func `an experiment on costs that nobody knows is warned of`() throws {
        let yaml = Self.head + "experiments: [ { name: e, model: smart, goal: cost, \(Self.variants) } ]\n"
        let warnings = try ConfigurationUnderTest(yaml).load().warnings
        #expect(warnings.count == 2 && warnings.allSatisfy { $0.contains("it will have no winner") }, "\(warnings)")
        let priced = "prices: [ { model: mock/echo, request_usd: 1 }, { model: mock/tools, request_usd: 2 } ]"
        #expect(try ConfigurationUnderTest(yaml + priced).load().warnings.isEmpty)
        #expect(try ConfigurationUnderTest(yaml.replacing("goal: cost", with: "goal: latency")).load().warnings.isEmpty)
    }

    @Test func `nobody's key may pass for a shadow's`() {
        let yaml = #"auth: { keys: [ { name: "shadow:smart", key: sk-0123456789abcdef } ] }"#
        #expect(
            ConfigurationUnderTest(yaml).problems == [
                #"gateway.yaml:1:25: "auth.keys[0].name" may not begin with shadow:, as those of shadows do"#
            ])
    }
}
