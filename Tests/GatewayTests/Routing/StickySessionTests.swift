import Dialects
import GatewayTesting
import Testing
import Wire

@testable import Gateway

/// Sessions keep to one target.
struct StickySessionTests {
    private static let targets = ["a/m", "b/m", "c/m"]

    private func gateway(
        _ key: StickyRule.Key, _ policy: RoutingPolicy = .roundRobin, _ script: ScriptedUpstream.Script = .answer()
    ) -> RoutedGateway {
        RoutedGateway([RoutedGateway.model("any", Self.targets, policy) { $0.sticky = StickyRule(key) }], script)
    }

    @Test func `the calls of a session go to one target, those of many to all`() async {
        let gateway = gateway(.header("X-Session"))
        var homes: [String: Set<String>] = [:]
        for session in 0..<30 {
            for _ in 0..<3 {
                let outcome = await gateway.run("any", fields: [("x-session", "s\(session)")])
                homes["s\(session)", default: []].insert(outcome.asked)
            }
        }
        #expect(homes.values.allSatisfy { $0.count == 1 })
        #expect(Set(homes.values.flatMap(\.self)) == Set(Self.targets))
    }

    @Test func `a call without a session goes as the policy says`() async {
        let gateway = gateway(.header("x-session"))
        var asked: [String] = []
        for _ in 0..<3 { asked.append(await gateway.run("any").asked) }
        #expect(asked == Self.targets)
    }

    @Test func `another gateway sends a session to the same target`() async {
        for session in 0..<10 {
            let fields = [("x-session", "s\(session)")]
            let one = await gateway(.header("x-session")).run("any", fields: fields)
            let other = await gateway(.header("x-session"), .leastBusy).run("any", fields: fields)
            #expect(one.asked == other.asked)
        }
    }

    @Test func `users, keys and the beginning of a prompt tell sessions apart`() async {
        func asked(_ gateway: RoutedGateway, _ body: String, key: String = "app") async -> String {
            await gateway.run(gateway.call(body, principal: Principal(name: key))).asked
        }
        let (byUser, byKey, byPrompt) = (gateway(.user), gateway(.key), gateway(.promptPrefix))
        var (users, keys, prompts): (Set<String>, Set<String>, Set<String>) = ([], [], [])
        for number in 0..<20 {
            let user = #","user":"u\#(number)""#
            let one = await asked(byUser, RoutedGateway.chat("any", "one", more: user))
            #expect(await asked(byUser, RoutedGateway.chat("any", "two", more: user)) == one)
            users.insert(one)
            let own = await asked(byKey, RoutedGateway.chat("any", "one"), key: "k\(number)")
            #expect(await asked(byKey, RoutedGateway.chat("any", "two"), key: "k\(number)") == own)
            keys.insert(own)
            let begun = await asked(byPrompt, RoutedGateway.chat("any", "question \(number)"))
            let goesOn =
                #"{"model":"any","messages":[{"role":"user","content":"question \#(number)"},"#
                + #"{"role":"assistant","content":"yes"},{"role":"user","content":"and \#(number)?"}]}"#
            #expect(await asked(byPrompt, goesOn) == begun)
            prompts.insert(begun)
        }
        #expect(users.count == 3 && keys.count == 3 && prompts.count == 3)
    }

    @Test func `a session whose target fails goes on at its next one, and always the same`() async throws {
        let gateway = gateway(.header("x-session"), .roundRobin, .json(#"{"error":{"message":"no"}}"#, status: 500))
        let fields = [("x-session", "one")]
        for _ in 0..<2 { _ = await gateway.run("any", fields: fields) }
        let hosts = gateway.upstream.requests.map(\.origin.host)
        #expect(hosts.count == 6 && Set(hosts).count == 3)
        #expect(Array(hosts[..<3]) == Array(hosts[3...]))
    }

    @Test func `a target that is taken out moves its own sessions alone`() {
        func homes(_ ids: [String]) -> [String] {
            let candidates = ids.map { RouteCandidate(Target(provider: RoutedGateway.provider($0), model: "m")) }
            return (0..<300).map { session in
                StickySession("s\(session)".utf8).order(candidates, weighted: false)[0].target.provider.id
            }
        }
        let (all, fewer) = (homes(["a", "b", "c"]), homes(["a", "c"]))
        for (before, after) in zip(all, fewer) where before != "b" { #expect(before == after) }
        for id in ["a", "b", "c"] { #expect(all.filter { $0 == id }.count > 70) }
    }

    @Test func `a target of three times the weight has three times the sessions`() {
        let candidates = [("a", 3), ("b", 1)].map {
            RouteCandidate(Target(provider: RoutedGateway.provider($0.0), model: "m"), weight: $0.1)
        }
        let first = (0..<4_000).filter { session in
            StickySession("s\(session)".utf8).order(candidates, weighted: true)[0].target.provider.id == "a"
        }
        #expect(abs(first.count - 3_000) < 120, "\(first.count)")
    }

    @Test func `the logarithm is that of mathematics`() {
        for (number, expected) in [
            (1.0, 0.0), (0.5, -0.693147180559945), (0x1p-53, -36.7368005696771), (0.9, -0.105360515657826),
        ] {
            #expect(abs(StickySession.logarithm(number) - expected) < 1e-11)
        }
    }
}
