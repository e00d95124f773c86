import Gateway
import NIOCore
import Testing

@testable import llmgateway

/// `limits`, and what keys have of their own.
struct LimitSettingsTests {
    @Test func `every limit there is`() throws {
        let yaml = """
            auth:
              keys:
                - name: app
                  key: sk-0123456789abcdef
                  priority: high
                  limits: { requests_per_minute: 600, tokens_per_minute: 200000, concurrent: 20 }
                - { name: other, key: sk-0123456789abcdeg }
            limits:
              concurrent: 64
              requests_per_minute: 6000
              tokens_per_minute: 2000000
              teams: [ { name: research, requests_per_minute: 100 } ]
              models: [ { model: "openai/*", tokens_per_minute: 1000000 }, { model: smart, concurrent: 3 } ]
              address: { requests_per_minute: 60, concurrent: 4 }
              queue: { length: 100, wait: 5s }
              max_messages: 4096
              max_tools: 512
              max_choices: 8
              max_text: 10MiB
            """
        let snapshot = try ConfigurationUnderTest(yaml).load().snapshot
        let keys = snapshot.auth.keys.map(\.policy)
        #expect(
            keys.map(\.limits)
                == [RateLimits(requestsPerMinute: 600, tokensPerMinute: 200_000, concurrent: 20), .none])
        #expect(keys.map(\.priority) == [.high, .normal])
        let limits = snapshot.limits
        #expect(limits.concurrent == 64)
        #expect(limits.requestsPerMinute == 6_000 && limits.tokensPerMinute == 2_000_000)
        #expect(limits.teams == ["research": RateLimits(requestsPerMinute: 100)])
        #expect(
            limits.models == [
                .init(pattern: "openai/*", limits: RateLimits(tokensPerMinute: 1_000_000)),
                .init(pattern: "smart", limits: RateLimits(concurrent: 3)),
            ])
        #expect(limits.address == RateLimits(requestsPerMinute: 60, concurrent: 4))
        #expect(limits.queue == .init(length: 100, wait: .seconds(5)))
        #expect(limits.bounds.messages == 4_096 && limits.bounds.tools == 512)
        #expect(limits.bounds.choices == 8 && limits.bounds.text == 10 << 20)
    }

    @Test func `nothing is limited unless it is configured`() throws {
        let limits = try ConfigurationUnderTest("{}").load().snapshot.limits
        #expect(limits.concurrent == nil && limits.requestsPerMinute == nil && limits.tokensPerMinute == nil)
        #expect(limits.teams.isEmpty && limits.models.isEmpty && limits.address.isNone)
        #expect(limits.queue == nil && limits.bounds.isNone)
    }

    static let cases: [(yaml: String, problem: String)] = [
        (
            "limits: { requests_per_minute: 0 }",
            #"1:32: "limits.requests_per_minute" must be a whole number from 1 to 1000000000, found "0""#
        ),
        (
            "limits: { address: { request_per_minute: 1 } }",
            #"1:22: unknown key "request_per_minute": did you mean "requests_per_minute"?"#
        ),
        ("limits: { teams: [ { requests_per_minute: 1 } ] }", #"1:20: "limits.teams[0].name" is missing"#),
        (
            "limits: { teams: [ { name: a } ] }",
            #"1:20: "limits.teams[0]" limits nothing: it needs requests_per_minute, tokens_per_minute or concurrent"#
        ),
        (
            "limits:\n  models:\n    - { model: a, concurrent: 1 }\n    - { model: a, concurrent: 2 }",
            #"4:16: "limits.models[1]": another row is for "a""#
        ),
        (
            "limits: { queue: { length: 5 } }",
            #"1:28: "limits.queue" needs "limits.concurrent": calls wait for a place among those"#
        ),
        (
            "auth: { keys: [ { name: a, key: sk-0123456789abcdef, priority: urgent } ] }",
            #"1:64: "auth.keys[0].priority" must be one of low, normal, high, found "urgent""#
        ),
        (
            "auth: { keys: [ { name: a, key: sk-0123456789abcdef, limits: { tokens_per_minute: lots } } ] }",
            #"1:83: "auth.keys[0].limits.tokens_per_minute" must be a whole number from 1 to 1000000000, found "lots""#
        ),
    ]

    @Test(arguments: cases)
    func `what is wrong is said, and where`(_ row: (yaml: String, problem: String)) {
        #expect(ConfigurationUnderTest(row.yaml).problems == ["gateway.yaml:" + row.problem])
    }
}
