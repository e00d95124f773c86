import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Who is looked after beside the calls, and what that changes.
struct ProviderProbingTests {
    private func gateway(
        probesAll: Bool = false, _ react: @escaping @Sendable (String, String) -> FaultyUpstream.Reaction
    ) -> FaultyGateway {
        FaultyGateway(["a/m", "b/n"], rules: { $0.health.probesAll = probesAll }, react)
    }

    private func probe(_ gateway: FaultyGateway) async {
        await ProviderProbing(core: gateway.core, loop: TestCaller().loop).round()
    }

    @Test func `only providers that fail are asked, and an answer lets a call try again`() async {
        let isWell = Switch(false)
        let gateway = gateway { host, _ in host == "a" && !isWell.value ? .refuse : .answer }
        await probe(gateway)
        #expect(gateway.upstream.requests.isEmpty)
        for _ in 0..<20 { _ = await gateway.call() }
        #expect(gateway.state("a/m") == "open")
        await probe(gateway)
        #expect(gateway.upstream.requests == ["a": 21, "b": 20])
        #expect(gateway.state("a/m") == "open")
        isWell.set(true)
        await probe(gateway)
        #expect(gateway.state("a/m") == "half_open")
        #expect(await gateway.call().provider == "a")
        #expect(gateway.state("a/m") == "closed")
    }

    @Test(arguments: [200, 401, 404, 429, 500, 503])
    func `whatever is no failure of its own shows that a provider is there`(_ status: Int) async {
        let isProbed = Switch(false)
        let gateway = gateway { host, _ in host == "a" ? .status(isProbed.value ? status : 500) : .answer }
        for _ in 0..<20 { _ = await gateway.call() }
        isProbed.set(true)
        await probe(gateway)
        #expect(gateway.state("a/m") == (status < 500 ? "half_open" : "open"))
    }

    @Test func `where it is so configured all are asked`() async {
        let gateway = gateway(probesAll: true) { _, _ in .answer }
        await probe(gateway)
        #expect(gateway.upstream.requests == ["a": 1, "b": 1])
        // What an operator has closed off stays so.
        _ = gateway.core.setBreaker(.open, provider: "a", model: "m")
        await probe(gateway)
        #expect(gateway.state("a/m") == "forced_open")
    }
}

/// What is told of the providers' state, and to whom.
struct HealthReportTests {
    private func report(_ gateway: FaultyGateway, models: [String]? = nil) throws -> JSONValue {
        let principal = Principal(name: "app", models: models)
        let reply = gateway.core.health(for: principal, in: gateway.core.snapshot, id: "r")
        return try JSONValue(parsing: reply.body, maxDepth: 64)
    }

    @Test func `an open target is told with its numbers`() async throws {
        let gateway = FaultyGateway(["a/m", "b/n"]) { host, _ in host == "a" ? .status(503) : .answer }
        for _ in 0..<25 { _ = await gateway.call() }
        gateway.clock.advance(.seconds(12))
        let report = try report(gateway)
        #expect(report["status"]?.string == "degraded")
        let target = try #require(report["providers"]?.array?.first?["targets"]?.array?.first)
        #expect(target["state"]?.string == "open" && target["since"]?.int == 1_700_000_000 - 12)
        #expect(target["reopens_in_ms"]?.int == 18_000)
        #expect(target["window"]?["calls"]?.int == 20 && target["window"]?["failures"]?.int == 20)
        #expect(report["providers"]?.array?.last?["status"]?.string == "ok")
    }

    @Test func `a key sees what it may call`() async throws {
        let gateway = FaultyGateway(["a/m", "b/n"]) { host, _ in host == "a" ? .status(503) : .answer }
        _ = await gateway.call()
        func seen(_ models: [String]) throws -> [String] {
            try report(gateway, models: models)["providers"]?.array?.compactMap { $0["id"]?.string } ?? []
        }
        #expect(try seen(["b/*"]) == ["b"])
        #expect(try seen(["any"]) == ["a", "b"])
        #expect(try seen(["other"]) == [])
    }
}
