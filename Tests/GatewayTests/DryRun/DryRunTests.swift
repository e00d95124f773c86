import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// A dry run says what a call would do, and does nothing.
struct DryRunTests {
    private static let turn = #""messages":[{"role":"user","content":"Hi"}]"#

    static let doors: [(dialect: Dialect, operation: Operation, path: PathFacts, body: String)] = [
        (.openAIChat, .generate, .none, #"{"model":"MODEL","odd":[1, 2],\#(turn)}"#),
        (.openAIChat, .generate, .none, #"{"model":"MODEL","stream":true,\#(turn)}"#),
        (.anthropicMessages, .generate, .none, #"{"model":"MODEL","max_tokens":9,"top_k":3,\#(turn)}"#),
        (
            .geminiGenerate, .generate, PathFacts(model: "MODEL"),
            #"{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}"#
        ),
        (.openAIResponses, .generate, .none, #"{"model":"MODEL","input":"Hi","store":false}"#),
        (.openAICompletions, .generate, .none, #"{"model":"MODEL","prompt":"Hi"}"#),
        (.ollamaChat, .generate, .none, #"{"model":"MODEL","stream":false,\#(turn)}"#),
        (.cohereChat, .generate, .none, #"{"model":"MODEL",\#(turn)}"#),
        (.gatewayChat, .generate, .none, #"{"model":"MODEL","max_cost_usd":0.5,\#(turn)}"#),
        (
            .bedrockConverse, .generate, PathFacts(model: "MODEL"),
            #"{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}"#
        ),
        (.openAIChat, .embed, .none, #"{"model":"MODEL","input":["one","two"]}"#),
        (.openAIChat, .moderate, .none, #"{"model":"MODEL","input":"Hi"}"#),
        (.anthropicMessages, .countTokens, .none, #"{"model":"MODEL",\#(turn)}"#),
    ]

    /// Two providers of different dialects, so that each door is a relay to one and a translation to the other.
    private func gateway() -> RoutedGateway {
        RoutedGateway(
            [RoutedGateway.model("two", ["a/deaf", "n/other"])],
            providers: [
                RoutedGateway.provider("a"), RoutedGateway.provider("n", .anthropic),
                RoutedGateway.provider("g", .gemini), RoutedGateway.provider("o", .ollama),
            ])
    }

    @Test(arguments: doors, ["a/deaf", "n/other", "g/gemini-x", "o/m", "two"])
    func `what it says would be sent is what is sent`(
        _ door: (dialect: Dialect, operation: Operation, path: PathFacts, body: String), _ model: String
    ) async throws {
        let gateway = gateway()
        var path = door.path
        if path.model != nil { path.model = model }
        func call() -> Call {
            gateway.call(
                door.body.replacing("MODEL", with: model), dialect: door.dialect, operation: door.operation, path: path,
                fields: [("anthropic-beta", "x")])
        }
        let report = await gateway.core.dryRun(call())
        #expect(gateway.upstream.requests.isEmpty)
        _ = await gateway.run(call())
        guard let sent = gateway.upstream.requests.first else {
            #expect(report["request"]?.isNull == true, "\(report.text)")
            return
        }
        let request = try #require(report["request"], "\(report.text)")
        #expect(request["body"]?.string == String(buffer: sent.body))
        #expect(request["url"]?.string == "https://\(sent.origin.authority)\(sent.path)")
        #expect(request["method"]?.string == sent.method.text)
        var fields: [String] = []
        sent.fields.forEach { name, _ in fields.append(name) }
        #expect(request["headers"]?.array?.compactMap { $0["name"]?.string } == fields)
        // No secret of the gateway's stands in it.
        #expect(!report.text.contains("sk-"))
    }

    @Test func `it names each target with the reason why it is asked or passed over`() async throws {
        let gateway = RoutedGateway([RoutedGateway.model("any", ["a/blind", "a/deaf", "c/any"], .cheapest)])
        let report = await gateway.core.dryRun(gateway.call(RoutedGateway.picture("any")))
        let rows = try #require(report["candidates"]?.array)
        #expect(rows.map { $0["target"]?.string } == ["a/deaf", "c/any", "a/blind"])
        #expect(rows.map { $0["verdict"]?.string } == ["chosen", "behind", "passed"])
        #expect(rows[0]["why"]?.string?.hasPrefix("cheapest: about 0.0") == true, "\(report.text)")
        #expect(rows[1]["why"]?.string == "cheapest: no known price")
        #expect(rows[2]["reason"]?.string == "no_images")
        #expect(rows[0]["price"]?["input_usd"]?.string == "10" && rows[0]["price"]?["from"]?.string == "configuration")
        #expect(
            report["route"]?.string == "any; policy=cheapest; chosen=a/deaf; behind=c/any; passed=a/blind:no_images")
        #expect(report["would_send"]?.bool == true)
        #expect(report["plan"]?["way"]?.string == "relay")
        #expect(report["key"]?["name"]?.string == "app")
    }

    @Test func `what a translation would drop stands in the plan`() async {
        let gateway = gateway()
        let body = #"{"model":"n/other","logit_bias":{"1":2},\#(Self.turn)}"#
        let report = await gateway.core.dryRun(gateway.call(body))
        #expect(report["plan"]?["way"]?.string == "translate")
        #expect(report["plan"]?["dropped"]?.array?.map { $0["path"]?.string } == ["logit_bias"])
        let strict = await gateway.core.dryRun(gateway.call(body, fields: [("x-llmgateway-strict", "true")]))
        #expect(strict["would_send"]?.bool == false)
        #expect(strict["error"]?["code"]?.string == "unsupported_parameter")
    }

    @Test func `a budget that is short is named, and nothing is held of one that is not`() async throws {
        func gateway(_ usd: String) -> RoutedGateway {
            let budget = Budget(most: Money(usd: usd) ?? .zero, period: .total)
            return RoutedGateway([], budgets: BudgetTable([(BudgetScope(.gateway), budget)]))
        }
        let rich = gateway("10")
        let report = await rich.core.dryRun(rich.call(RoutedGateway.chat("a/deaf")))
        #expect(report["would_send"]?.bool == true)
        #expect(report["budget"]?["pass"]?.bool == true)
        let ceiling = try #require(report["budget"]?["ceiling_usd"]?.string)
        let claims = rich.core.snapshot.budgets.claims
        #expect(try await rich.ledger.balances(of: claims, at: 1_700_000_000).first?.committed == .zero)
        // The real one holds the same.
        _ = await rich.run("a/deaf")
        #expect(try await rich.ledger.attempts(ofCall: "r").first?.intent.ceiling?.usd == ceiling)

        let poor = gateway("0.0001")
        let refused = await poor.core.dryRun(poor.call(RoutedGateway.chat("a/deaf")))
        #expect(refused["would_send"]?.bool == false)
        #expect(refused["error"]?["status"]?.int == 402)
        let row = refused["budget"]?["budgets"]?.array?.first
        #expect(
            row?["scope"]?.string == "gateway" && row?["pass"]?.bool == false && row?["left_usd"]?.string == "0.0001")
        // What would be sent, were there money for it.
        #expect(refused["request"]?["body"]?.string == #"{"model":"deaf","messages":[{"role":"user","content":"Hi"}]}"#)
        let real = await poor.run("a/deaf")
        #expect(real.reply.status == 402)
        #expect(real.reply.error?["message"]?.string == refused["error"]?["message"]?.string)
    }

    @Test func `limits are looked at, and not taken from`() async {
        var limits = Snapshot.Limits()
        limits.requestsPerMinute = 1
        let gateway = RoutedGateway([], limits: limits)
        for _ in 0..<5 {
            let report = await gateway.core.dryRun(gateway.call(RoutedGateway.chat("a/x")))
            #expect(report["limits"]?["pass"]?.bool == true)
            #expect(report["limits"]?["requests"]?["left_after_this"]?.int == 0)
        }
        #expect(await gateway.run("a/x").reply.status == 200)
        let report = await gateway.core.dryRun(gateway.call(RoutedGateway.chat("a/x")))
        #expect(report["limits"]?["pass"]?.bool == false)
        #expect(report["error"]?["status"]?.int == 429)
        #expect(report["would_send"]?.bool == false)
    }

    @Test func `it takes nobody's turn`() async {
        let gateway = RoutedGateway([RoutedGateway.model("any", ["a/x", "b/x"], .roundRobin)])
        for _ in 0..<3 {
            let report = await gateway.core.dryRun(gateway.call(RoutedGateway.chat("any")))
            #expect(report["candidates"]?.array?.first?["target"]?.string == "a/x")
        }
        #expect(await gateway.run("any").asked == "a/x")
        #expect(await gateway.run("any").asked == "b/x")
    }

    @Test func `a target whose breaker is open is passed over, and its state is told`() async {
        let gateway = RoutedGateway([RoutedGateway.model("any", ["a/x", "b/x"])])
        #expect(gateway.core.setBreaker(.open, provider: "a", model: "x"))
        let report = await gateway.core.dryRun(gateway.call(RoutedGateway.chat("any")))
        let rows = report["candidates"]?.array ?? []
        #expect(rows.first?["reason"]?.string == "breaker_open" && rows.first?["breaker"]?.string == "forced_open")
        #expect(rows.last?["verdict"]?.string == "chosen")
        let route = await gateway.run("any").route
        #expect(route == "any; policy=priority; chosen=b/x; passed=a/x:breaker_open")
    }

    @Test func `where none of a model's own targets would be asked its fallbacks stand in the report`() async {
        let gateway = RoutedGateway([
            RoutedGateway.model("any", ["a/x"]) { $0.fallbacks = FallbackChains(any: [RoutedGateway.target("b/y")]) }
        ])
        #expect(gateway.core.setBreaker(.open, provider: "a", model: "x"))
        let report = await gateway.core.dryRun(gateway.call(RoutedGateway.chat("any")))
        #expect(report["candidates"]?.array?.map { $0["target"]?.string } == ["a/x", "b/y"])
        #expect(report["request"]?["url"]?.string?.hasPrefix("https://b.example/") == true)
        #expect(await gateway.run("any").asked == "b/y")
    }

    @Test func `it says why each rule before the one that fits does not`() async {
        func rule(_ change: (inout RoutingRule) -> Void) -> RoutingRule {
            var rule = RoutingRule(use: "b/y")
            change(&rule)
            return rule
        }
        let gateway = RoutedGateway(
            [],
            routing: RoutingRules(rules: [
                rule { $0.operation = .embed }, rule { $0.model = "z" }, rule { $0.headers = [("x-team", "a")] },
                rule { $0.metadata = [("tier", "free")] }, rule { $0.tokensAbove = 99 }, rule { $0.task = .code },
                rule { $0.model = "a/*" }, rule { $0.model = "*" },
            ]))
        let report = await gateway.core.dryRun(gateway.call(RoutedGateway.chat("a/x")))
        #expect(
            report["rules"]?.array?.map { $0["why"]?.string } == [
                "it is for another operation", "it is for another model",
                "the header x-team is another, or is not there",
                "the metadata tier is another, or is not there", "the prompt has no more than 99 tokens",
                "the prompt asks for chat", nil,
            ])
        #expect(report["decision"]?["rule"]?["number"]?.int == 7)
        #expect(report["candidates"]?.array?.first?["target"]?.string == "b/y")
    }

    @Test func `what refuses a call is told, whatever it is`() async {
        let gateway = RoutedGateway([RoutedGateway.model("any", ["a/blind", "b/blind"])])
        for (body, principal, code) in [
            ("{", Principal(name: "app"), "invalid_json"),
            (RoutedGateway.chat("nobody"), Principal(name: "app"), "model_not_found"),
            (RoutedGateway.chat("any"), Principal(name: "app", models: ["x"]), "model_not_allowed"),
            (RoutedGateway.picture("any"), Principal(name: "app"), "no_capable_target"),
        ] {
            let report = await gateway.core.dryRun(gateway.call(body, principal: principal))
            #expect(report["error"]?["code"]?.string == code, "\(report.text)")
            #expect(report["would_send"]?.bool == false)
        }
    }

    @Test func `the next target is shown where the first cannot take the call`() async {
        let gateway = gateway()
        let body = #"{"model":"two","n":3,\#(Self.turn)}"#
        let call = gateway.call(body.replacing("a/deaf", with: "n/other"))
        let report = await gateway.core.dryRun(call)
        #expect(report["would_send"]?.bool == true)
        #expect(report["request"]?["url"]?.string?.hasPrefix("https://a.example/") == true)
    }

    @Test func `a caller's own key is not told`() async {
        let gateway = RoutedGateway([], mode: .client)
        let own = Principal(name: "client", ownCredential: Secret("the-callers-own-key-1234"))
        let report = await gateway.core.dryRun(gateway.call(RoutedGateway.chat("a/x"), principal: own))
        #expect(report["request"]?["headers"]?.array?.contains { $0["name"]?.string == "authorization" } == true)
        #expect(!report.text.contains("the-callers-own-key-1234"))
        #expect(report["key"]?["own_credential"]?.bool == true)
    }
}
