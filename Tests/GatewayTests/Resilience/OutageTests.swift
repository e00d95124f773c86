import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Whole calls while providers fail, on a clock of the test's own.
struct OutageTests {
    /// A minute in which everything fails, at a hundred calls a second.
    private func outage(
        _ targets: [String], isBreakerOn: Bool, retries: Int = 1,
        _ react: @escaping @Sendable (String, String) -> FaultyUpstream.Reaction
    ) async -> FaultyGateway {
        let gateway = FaultyGateway(
            targets,
            rules: {
                $0.breaker.isOn = isBreakerOn
                $0.retries.most = retries
                $0.retries.base = .zero
            }, react)
        for _ in 0..<6_000 {
            let outcome = await gateway.call()
            #expect(outcome.status >= 502, "\(outcome.status)")
            gateway.clock.advance(.milliseconds(10))
        }
        return gateway
    }

    @Test(arguments: [true, false], [1, 3])
    func `a minute of 503 is not multiplied`(_ isBreakerOn: Bool, _ retries: Int) async {
        let gateway = await outage(["a/m"], isBreakerOn: isBreakerOn, retries: retries) { _, _ in .status(503) }
        let attempts = gateway.upstream.requests["a"] ?? 0
        #expect(attempts <= 6_000 * 12 / 10 + 10 * 60, "\(attempts)")
        #expect(attempts >= 6_000)
        // With a breaker nothing is asked twice once it is open.
        if isBreakerOn { #expect(attempts <= 6_100, "\(attempts)") }
    }

    @Test func `further models of a provider draw on the same budget`() async {
        let gateway = await outage(["a/m", "a/n", "a/o"], isBreakerOn: false) { _, _ in .status(500) }
        let attempts = gateway.upstream.requests["a"] ?? 0
        #expect(attempts <= 6_000 * 12 / 10 + 10 * 60, "\(attempts)")
    }

    @Test func `another provider takes over at once, and is asked once a call`() async {
        let gateway = FaultyGateway(["a/m", "b/n"]) { host, _ in host == "a" ? .status(503) : .answer }
        for _ in 0..<1_000 {
            let outcome = await gateway.call()
            #expect(outcome.status == 200 && outcome.provider == "b")
            gateway.clock.advance(.milliseconds(10))
        }
        #expect(gateway.upstream.requests == ["a": 20, "b": 1_000])
        #expect(gateway.state("a/m") == "open")
        #expect(gateway.state("b/n") == "closed")
    }

    @Test func `a target that is well again is asked again`() async {
        let isWell = Switch(false)
        let gateway = FaultyGateway(["a/m", "b/n"]) { host, _ in host == "a" && !isWell.value ? .refuse : .answer }
        for _ in 0..<25 { _ = await gateway.call() }
        #expect(gateway.upstream.requests["a"] == 20)
        gateway.clock.advance(.seconds(30))
        // Still down: one call tries, and is answered by the other.
        for _ in 0..<5 { #expect(await gateway.call().status == 200) }
        #expect(gateway.upstream.requests["a"] == 21)
        isWell.set(true)
        gateway.clock.advance(.seconds(30))
        for _ in 0..<5 { #expect(await gateway.call().provider == "a") }
        #expect(gateway.state("a/m") == "closed")
    }

    @Test func `when all are open the one that closes first is asked all the same`() async {
        let gateway = FaultyGateway(["a/m", "b/n"]) { _, _ in .status(500) }
        for _ in 0..<20 { _ = await gateway.call() }
        #expect(gateway.state("a/m") == "open" && gateway.state("b/n") == "open")
        let outcome = await gateway.call()
        #expect(outcome.status == 502)
        #expect(outcome.attempts == ["a"])
    }

    @Test func `where it is so configured a call is refused when all are open`() async throws {
        let gateway = FaultyGateway(["a/m"], rules: { $0.breaker.lastResort = .refuse }) { _, _ in .status(500) }
        for _ in 0..<20 { #expect(await gateway.call().status == 502) }
        gateway.clock.advance(.milliseconds(10_500))
        let outcome = await gateway.call()
        #expect(outcome.status == 503)
        #expect(outcome.attempts == [])
        #expect(outcome.reply.head?.fields.first("retry-after") == "20")
        #expect(outcome.json?["error"]?["code"]?.string == "upstream_unavailable")
        #expect(gateway.upstream.requests["a"] == 20)
    }

    @Test func `limits do not open a breaker, and what was asked for is waited by others`() async {
        let gateway = FaultyGateway(["a/m", "b/n"]) { host, _ in host == "a" ? .status(429, retryAfter: 7) : .answer }
        for _ in 0..<50 { #expect(await gateway.call().provider == "b") }
        #expect(gateway.upstream.requests["a"] == 1)
        gateway.clock.advance(.seconds(7))
        _ = await gateway.call()
        #expect(gateway.upstream.requests["a"] == 2)
        #expect(gateway.state("a/m") == "closed")
    }

    @Test func `a limit with nowhere else to go is the caller's to know`() async {
        let gateway = FaultyGateway(["a/m"]) { _, _ in .status(429, retryAfter: 7) }
        for _ in 0..<3 {
            let outcome = await gateway.call()
            #expect(outcome.status == 429)
            #expect(outcome.reply.head?.fields.first("retry-after") == "7")
        }
        #expect(gateway.upstream.requests["a"] == 3)
    }

    @Test func `refusals of requests do not open a breaker`() async {
        let gateway = FaultyGateway(["a/m"]) { _, _ in .status(400) }
        for _ in 0..<50 { #expect(await gateway.call().attempts == ["a"]) }
        #expect(gateway.state("a/m") == "closed")
    }

    @Test func `callers in a hurry do not open a breaker`() async {
        let gateway = FaultyGateway(["a/m"], rules: { $0.retries.most = 0 }) { _, _ in .hang }
        for _ in 0..<50 {
            #expect(await gateway.call(fields: [("x-llmgateway-timeout-ms", "20")]).status == 504)
        }
        #expect(gateway.state("a/m") == "closed")
        var timeouts = Timeouts()
        timeouts.firstByte = .seconds(1)
        let slow = FaultyGateway(["a/m"], timeouts: timeouts, rules: { $0.retries.most = 0 }) { _, _ in .hang }
        for _ in 0..<20 { #expect(await slow.call().status == 504) }
        #expect(slow.state("a/m") == "open")
    }

    @Test func `streams that break off open a breaker`() async {
        let gateway = FaultyGateway(["a/m", "b/n"]) { host, _ in host == "a" ? .cut : .answer }
        for _ in 0..<20 { #expect(await gateway.call(stream: true).text.contains(#""error""#)) }
        #expect(gateway.state("a/m") == "open")
        #expect(await gateway.call(stream: true).provider == "b")
    }

    @Test func `what an operator closes nobody asks`() async {
        let gateway = FaultyGateway(["a/m"]) { _, _ in .answer }
        #expect(gateway.core.setBreaker(.open, provider: "a", model: "m"))
        let refused = await gateway.call()
        #expect(refused.status == 503 && refused.attempts == [])
        #expect(gateway.core.setBreaker(.automatic, provider: "a", model: "m"))
        #expect(await gateway.call().status == 200)
        #expect(!gateway.core.setBreaker(.open, provider: "nobody", model: "m"))
    }

    @Test func `a reload keeps what is known of a provider that stays`() async {
        let gateway = FaultyGateway(["a/m", "b/n"]) { host, _ in host == "a" ? .status(503) : .answer }
        for _ in 0..<20 { _ = await gateway.call() }
        let before = gateway.core.snapshot
        let again = before.providers.map { old in
            Provider(
                id: old.id, kind: old.kind,
                origin: old.id == "a" ? old.origin : Origin(isTLS: true, host: "c", port: 443),
                basePath: "/v1", authorization: .bearer, credential: nil, endpoints: old.kind.endpoints)
        }
        gateway.core.replace(
            Snapshot(auth: before.auth, providers: again, models: before.models, resilience: before.resilience))
        #expect(gateway.state("a/m") == "open")
        #expect(gateway.state("b/n") == nil)
    }
}
