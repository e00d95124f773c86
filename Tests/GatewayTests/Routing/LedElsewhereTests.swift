import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Where a rule has led a call, what the model there leads to besides is not for everybody.
struct LedElsewhereTests {
    private func gateway(mode: Snapshot.Auth.Mode) -> RoutedGateway {
        let smart = RoutedGateway.model("smart", ["b/small", "a/deaf"]) {
            $0.fallbacks = FallbackChains(any: [RoutedGateway.target("b/blind")])
        }
        return RoutedGateway(
            [smart], routing: RoutingRules(rules: [RoutingRule(use: "smart")]), mode: mode,
            .json(#"{"error":{"message":"no"}}"#, status: 503))
    }

    @Test func `a caller's own key does not follow the chain of a model that a rule led it to`() async {
        let gateway = gateway(mode: .client)
        let principal = Principal(name: "own", ownCredential: Secret("sk-of-the-caller-0123"))
        _ = await gateway.run("a/deaf", principal: principal)
        #expect(gateway.upstream.requests.map(\.origin.host) == ["a.example"])
    }

    @Test func `a key that may use a part of a model does not follow its chain to the rest`() async {
        let gateway = gateway(mode: .gateway)
        let principal = Principal(name: "app", policy: KeyPolicy(models: ["a/*"]))
        _ = await gateway.run("a/blind", principal: principal)
        #expect(Set(gateway.upstream.requests.map(\.origin.host)) == ["a.example"])
    }
}
