import GatewayTesting
import Testing
import Wire

@testable import Gateway

/// The decision on one line.
struct RouteLineTests {
    private func decision(_ asked: String, _ targets: [String], passed: [(String, PassReason)] = []) -> RouteDecision {
        func target(_ name: String) -> Target {
            let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
            return Target(provider: RoutedGateway.provider(parts[0]), model: parts[1])
        }
        var decision = RouteDecision(asked: asked, policy: "priority")
        decision.candidates = targets.map { RouteCandidate(target($0)) }
        decision.passed = passed.map { .init(target: target($0.0), reason: $0.1) }
        return decision
    }

    @Test func `it says who is asked, who failed, who stands behind and who was passed over`() {
        let line = decision("smart", ["a/x", "b/x", "c/x", "d/x"], passed: [("e/x", .noImages)]).line(
            chosen: "b/x", failed: [("a/x", .upstreamTimeout)], skipped: [("c/x", .breakerOpen)])
        #expect(
            line
                == "smart; policy=priority; chosen=b/x; failed=a/x:upstream_timeout; behind=d/x; "
                + "passed=e/x:no_images,c/x:breaker_open")
    }

    @Test func `names that would part the line are written with percent signs`() {
        let line = decision("a;b, c", ["a/llama3:8b", "b/ä"]).line(chosen: "a/llama3:8b")
        #expect(line == "a%3Bb%2C%20c; policy=priority; chosen=a/llama3:8b; behind=b/%C3%A4")
    }

    @Test func `it is bounded, and what has no room is counted`() {
        let targets = (0..<400).map { "a/model-with-a-long-name-\($0)" }
        let line = decision(
            String(repeating: "x", count: 5_000), targets,
            passed: targets.map { ($0, .contextTooSmall(tokens: 2, window: 1)) }
        ).line(chosen: targets[0])
        #expect(line.utf8.count <= RouteDecision.mostBytes)
        #expect(line.contains(",+3") && line.contains("passed=+400"), "\(line)")
    }

    @Test func `it is told where there was a choice, and otherwise on request`() async {
        let gateway = RoutedGateway([RoutedGateway.model("two", ["a/x", "b/x"])])
        #expect(await gateway.run("two").route == "two; policy=priority; chosen=a/x; behind=b/x")
        #expect(await gateway.run("a/x").route == nil)
        let explained = await gateway.run("a/x", fields: [("x-llmgateway-explain", "true")])
        #expect(explained.route == "a/x; policy=direct; chosen=a/x")
        #expect(
            gateway.log.recent.map(\.route) == ["two; policy=priority; chosen=a/x; behind=b/x", nil, explained.route])
    }

    @Test func `a target that failed stands beside the one that answered for it, on streams too`() async {
        for stream in [false, true] {
            let gateway = FaultyGateway(["a/m", "b/m", "c/m"]) { host, _ in host == "a" ? .status(500) : .answer }
            let outcome = await gateway.call(stream: stream)
            #expect(
                outcome.reply.field("x-llmgateway-route")
                    == "any; policy=priority; chosen=b/m; failed=a/m:upstream_error; behind=c/m")
        }
    }

    @Test func `targets that failed stand on the line of the error`() async {
        let gateway = RoutedGateway(
            [RoutedGateway.model("two", ["a/x", "b/x"])], .json(#"{"error":{"message":"no"}}"#, status: 503))
        let outcome = await gateway.run("two")
        #expect(
            outcome.route == "two; policy=priority; failed=a/x:upstream_overloaded,b/x:upstream_overloaded",
            "\(outcome.route ?? "none")")
    }
}
