import Gateway
import NIOCore
import Testing

@testable import llmgateway

/// The settings of what happens when providers fail.
struct ResilienceSettingsTests {
    private func load(_ yaml: String) throws -> Snapshot { try ConfigurationUnderTest(yaml).load().snapshot }

    @Test func `without settings the last target is asked again once`() throws {
        let resilience = try load("{}").resilience
        var expected = Resilience()
        expected.retries.most = 1
        #expect(resilience == expected)
        #expect(resilience.breaker.failurePercent == 50 && resilience.breaker.timeoutPercent == 30)
        #expect(resilience.breaker.leastCalls == 20 && resilience.breaker.window == .minutes(1))
        #expect(resilience.breaker.openFor == .seconds(30) && resilience.breaker.lastResort == .ask)
        #expect(resilience.budget.percent == 20 && resilience.budget.perSecond == 10)
        #expect(resilience.health.interval == .seconds(30) && !resilience.health.probesAll)
    }

    @Test func `every setting reaches the snapshot`() throws {
        let resilience = try load(
            """
            resilience:
              breaker: { enabled: false, failures_percent: 1, timeouts_percent: 2, min_calls: 3, window: 4s, open_for: 5s, all_open: refuse }
              retries: { max: 6, on: [rate_limit, broken], base: 7ms, longest: 8s }
              budget: { percent: 9, per_second: 10 }
            health: { probe: true, interval: 11s }
            """
        ).resilience
        #expect(!resilience.breaker.isOn && resilience.breaker.failurePercent == 1)
        #expect(resilience.breaker.timeoutPercent == 2 && resilience.breaker.leastCalls == 3)
        #expect(resilience.breaker.window == .seconds(4) && resilience.breaker.openFor == .seconds(5))
        #expect(resilience.breaker.lastResort == .refuse)
        #expect(resilience.retries.most == 6 && resilience.retries.classes == [.rateLimit, .broken])
        #expect(resilience.retries.base == .milliseconds(7) && resilience.retries.longest == .seconds(8))
        #expect(resilience.budget.percent == 9 && resilience.budget.perSecond == 10)
        #expect(resilience.health.probesAll && resilience.health.interval == .seconds(11))
        #expect(try load("resilience: { retries: { on: [] } }").resilience.retries.classes == [])
    }

    @Test func `a provider's own bounds stand in place of those of all`() throws {
        let snapshot = try load(
            """
            timeouts: { connect: 1s, idle: 2s }
            providers:
              - { id: a, kind: openai, api_key: k, timeouts: { first_byte: 3s, idle: 4s }, max_concurrent: 5 }
              - { id: b, kind: openai, api_key: k }
            """)
        let a = try #require(snapshot.providersByID["a"])
        #expect(a.timeouts?.connect == .seconds(1) && a.timeouts?.idle == .seconds(4))
        #expect(a.timeouts?.firstByte == .seconds(3) && a.timeouts?.total == .hours(1))
        #expect(a.maxConcurrent == 5)
        let b = try #require(snapshot.providersByID["b"])
        #expect(b.timeouts == nil && b.maxConcurrent == nil)
    }

    @Test func `a model has chains and a hedge`() throws {
        let yaml = """
            models:
              - name: smart
                targets: [ { model: mock/echo } ]
                fallbacks: { context_too_long: [mock/a], rate_limit: [mock/b], any: [mock/c/d] }
                hedge: { after: 800ms }
              - { name: quick, targets: [ { model: mock/echo } ], hedge: { after: p95, max: 1 } }
              - { name: plain, targets: [ { model: mock/echo } ], hedge: { after: 1s, max: 0 } }
            """
        let models = try load(yaml).models
        #expect(
            models[0].fallbacks.targets.map { "\($0.provider)/\($0.model)" }.sorted() == [
                "mock/a", "mock/b", "mock/c/d",
            ])
        #expect(
            models.map(\.hedge) == [HedgeRule(delay: .after(.milliseconds(800))), HedgeRule(delay: .p95), nil])
        #expect(models[1].fallbacks.isEmpty)
    }

    @Test(arguments: [
        ("resilience: { retries: { on: [all] } }", "\"resilience.retries.on[0]\" must be one of connect, unavailable"),
        ("resilience: { breaker: { all_open: maybe } }", "\"resilience.breaker.all_open\" must be one of try, refuse"),
        (
            "models: [ { name: a, targets: [ { model: mock/echo } ], fallbacks: { any: [nobody/x] } } ]",
            "no provider is called \"nobody\""
        ),
        (
            "models: [ { name: a, targets: [ { model: mock/echo } ], fallbacks: { any: [mock] } } ]",
            "a target is written provider/model"
        ),
        (
            "models: [ { name: a, targets: [ { model: mock/echo } ], hedge: { after: soon } } ]",
            "\"hedge.after\" of the model \"a\" must be a duration"
        ),
        (
            "models: [ { name: a, targets: [ { model: mock/echo } ], hedge: { after: 1s, max: 2 } } ]",
            "\"models[0].hedge.max\" must be 0 or 1, found \"2\""
        ),
        ("providers: [ { id: a, kind: openai, api_key: k, max_concurrent: 0 } ]", "must be a whole number from 1"),
    ])
    func `what is wrong is named`(_ yaml: String, _ problem: String) {
        let problems = ConfigurationUnderTest(yaml).problems
        #expect(problems.count == 1 && problems.first?.contains(problem) == true, "\(problems)")
    }

    @Test func `a hedge that does not say when was passed over without a word`() throws {
        let yaml = "models: [ { name: a, targets: [ { model: mock/echo } ], hedge: { max: 1 } } ]"
        let warnings = try ConfigurationUnderTest(yaml).load().warnings
        #expect(warnings.contains { $0.contains("\"hedge.max\" of the model \"a\" has no effect") }, "\(warnings)")
        let off = try ConfigurationUnderTest(yaml.replacing("max: 1", with: "max: 0")).load().warnings
        #expect(!off.contains { $0.contains("hedge") }, "\(off)")
    }
}
