import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing

/// What providers bill and what the ledger says, with everything at once: whole answers, streams, failovers, attempts
/// again, hedges, resets, streams that break off and callers who leave, all on one budget that is too small for them.
struct BillTests {
    /// Prices that are no whole billionths of a dollar for a token.
    private static let (input, output) = ("0.0375", "0.1230")

    /// What tokens cost at these prices, reckoned without the gateway: in ten-thousandths of a nano-dollar, rounded once,
    /// up.
    private static func bill(input: Int, output: Int) -> Int64 { Int64((input * 375 + output * 1_230 + 9) / 10) }

    /// A provider, and what it bills for a request that it has seen.
    private struct Biller {
        let id: String
        let upstream: SocketUpstream
        /// Tokens in and out, by the bytes of the request's body.
        let usage: @Sendable (Int) -> (input: Int, output: Int)

        init(
            _ id: String, _ steps: [SocketUpstream.Step],
            _ usage: @escaping @Sendable (Int) -> (input: Int, output: Int)
        ) async throws {
            self.id = id
            upstream = try await SocketUpstream.start([.request] + steps)
            self.usage = usage
        }

        var billed: Int64 {
            upstream.requests.reduce(0) { sum, request in
                let (input, output) = usage(request.body.readableBytes)
                return sum + BillTests.bill(input: input, output: output)
            }
        }
    }

    private static let mostTokens = 100
    private static let text = UpstreamText.event("hello") + UpstreamText.event(" you")
    private static let usageEvent =
        #"data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"#
        + #""usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}"# + "\n\n"

    private static func billers() async throws -> [Biller] {
        let stream = UpstreamText.chunk(
            text + UpstreamText.event("", finish: "stop") + usageEvent + UpstreamText.done)
        // Nothing is said of these: the provider bills all that it can have read and written.
        let worst: @Sendable (Int) -> (input: Int, output: Int) = { ($0, mostTokens) }
        // Nine bytes of text were seen, and what was on its way was made too.
        let seen: @Sendable (Int) -> (input: Int, output: Int) = { ($0, 9 + 60) }
        return try await [
            Biller("good", [.send(UpstreamText.answer(UpstreamText.completion)), .again]) { _ in (3, 1) },
            Biller("streams", [.send(UpstreamText.streamHead + stream + UpstreamText.end), .again]) { _ in (5, 7) },
            Biller("fails", [.send(UpstreamText.answer("{}", status: 500)), .again]) { _ in (0, 0) },
            Biller("busy", [.send(UpstreamText.answer("{}", status: 503)), .again]) { _ in (0, 0) },
            Biller("silent", [], worst),
            Biller("resets", [.reset], worst),
            Biller("cuts", [.send(UpstreamText.streamHead + UpstreamText.chunk(text)), .close], seen),
            Biller("endless", [.send(UpstreamText.streamHead + UpstreamText.chunk(text))], seen),
        ]
    }

    private static let models: [ConfiguredModel] = {
        func model(_ name: String, _ targets: String...) -> ConfiguredModel {
            ConfiguredModel(
                name: name, policy: .priority, targets: targets.map { .init(provider: $0, model: "m") })
        }
        var hedged = model("hedged", "silent", "good")
        hedged.hedge = HedgeRule(delay: .after(.milliseconds(5)))
        return [
            model("plain", "good"), model("streamed", "streams"), model("failover", "fails", "good"), hedged,
            model("again", "busy"), model("reset", "resets", "good"), model("cut", "cuts"), model("left", "endless"),
        ]
    }()

    private static func options(
        _ options: inout TestGateway.Options, _ ledger: InMemoryBudgetLedger, _ billers: [Biller], budget: Money,
        price: PriceRow
    ) {
        options.auth = .init(
            mode: .gateway,
            keys: [
                .init(
                    name: "app", secret: Secret(TestGateway.key),
                    policy: KeyPolicy(budgets: [Budget(most: budget, period: .total)]))
            ])
        options.ledger = ledger
        options.providers = billers.map { .local($0.id, port: $0.upstream.port) }
        options.models = models
        options.prices = PriceBook(configured: .init(uniqueKeysWithValues: billers.map { ("\($0.id)/m", price) }))
        options.resilience.retries.most = 1
        // It is the bill that is looked at: no breaker spares a provider.
        options.resilience.breaker.isOn = false
        // A hedge that has no place in the budget leaves its call to the first target.
        options.timeouts.firstByte = .seconds(3)
        (options.resilience.budget.percent, options.resilience.budget.perSecond) = (1_000, 1_000)
    }

    private static func ask(_ model: String) -> String {
        let isStream = ["streamed", "cut", "left"].contains(model)
        // All are as long, and so cost as much at the most: when one is refused all are.
        let pad = String(repeating: ".", count: 30 - model.utf8.count - "\(isStream)".utf8.count)
        return Ask.post(
            #"{"model":"\#(model)","stream":\#(isStream),"max_tokens":\#(mostTokens),"messages":[{"role":"user","#
                + #""content":"Which of these is the right one?\#(pad)"}]}"#, fields: Ask.authorized)
    }

    /// The status that each of `count` callers at once was told, each with the next model.
    private static func statuses(
        _ count: Int, _ gateway: TestGateway, of models: [String]
    ) async throws -> [(model: String, status: Int)] {
        try await withThrowingTaskGroup(of: (model: String, status: Int).self) { group in
            for index in 0..<count {
                let model = models[index % models.count]
                group.addTask {
                    let client = try await gateway.client()
                    await client.send(ask(model))
                    guard model == "left" else { return (model, await client.replies(1).statuses.first ?? 0) }
                    _ = await client.inbox.wait { content in
                        let text = String(buffer: content.bytes)
                        return text.contains(" you") || text.contains("budget_exceeded")
                    }
                    let hasBegun = String(buffer: client.inbox.content.bytes).contains(" you")
                    await client.close()
                    return (model, hasBegun ? 200 : 402)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func row(perToken: Bool) -> PriceRow {
        guard perToken else {
            return PriceRow(classes: .init(), request: Price(usdPerPiece: "0.05"), isConfigured: true)
        }
        var classes = PriceRow.Classes()
        classes.input = Price(usdPerMillionTokens: input)
        classes.output = Price(usdPerMillionTokens: output)
        return PriceRow(classes: classes, isConfigured: true)
    }

    private static func counted(_ rows: [LedgerRow]) -> Int64 { rows.reduce(0) { $0 + $1.counted.nanoUSD } }

    @Test
    func `what providers have billed is in the ledger to the billionth, and no more than the budget`() async throws {
        let ledger = InMemoryBudgetLedger()
        let billers = try await Self.billers()
        let budget = Money(nanoUSD: 3_000_000)
        try await TestGateway.run {
            Self.options(&$0, ledger, billers, budget: budget, price: Self.row(perToken: true))
        } _: { gateway in
            // Every provider once, while there is money for all.
            let models = Self.models.map(\.name)
            let told = try await Self.statuses(8, gateway, of: models) + Self.statuses(400, gateway, of: models)
            #expect(
                Set(told.map(\.status)).isSubset(of: [200, 402, 502, 503, 504]), "\(told.filter { $0.status == 0 })")
            #expect(told.contains { $0.status == 200 })
            try await eventually { ledger.rows.allSatisfy { $0.settlement.certainty != .open } }
            let rows = ledger.rows
            #expect(Self.counted(rows) <= budget.nanoUSD)
            for biller in billers {
                let own = rows.filter { $0.intent.provider == biller.id }
                let sent = own.filter(\.isSent)
                #expect(!own.isEmpty, "\(biller.id) was asked")
                #expect(sent.count >= biller.upstream.requests.count, "\(biller.id) saw nothing that is not written")
                #expect(Self.counted(own) >= biller.billed, "\(biller.id)")
                let measured = own.filter { $0.settlement.certainty == .measured }
                switch biller.id {
                case "good", "streams":
                    #expect(measured.count == own.count && Self.counted(own) == biller.billed, "\(biller.id)")
                case "fails", "busy":
                    #expect(own.allSatisfy { $0.settlement.certainty == .nothing }, "\(biller.id)")
                case "silent", "resets":
                    #expect(sent.allSatisfy { $0.settlement.certainty == .unknown }, "\(biller.id)")
                default: #expect(sent.allSatisfy { $0.settlement.certainty == .estimated }, "\(biller.id)")
                }
            }
            // Nothing is held any more: what is left can be spent, and then nobody is asked. A reset counts at its most.
            while try await Self.statuses(1, gateway, of: ["reset"]).first?.status != 402 {}
            let before = billers.map(\.upstream.requests.count)
            let refused = try await Self.statuses(16, gateway, of: Self.models.map(\.name))
            #expect(refused.allSatisfy { $0.status == 402 })
            #expect(billers.map(\.upstream.requests.count) == before)
            #expect(ledger.rows.reduce(Money.zero) { $0 + $1.counted } <= budget)
        }
    }

    @Test(arguments: [["failover"], ["hedged"], ["streamed", "plain"], ["reset", "left", "again", "plain"]])
    func `however calls go, the last dollar buys no twenty-first attempt`(_ models: [String]) async throws {
        let ledger = InMemoryBudgetLedger()
        let billers = try await Self.billers()
        let budget = Money(nanoUSD: 1_000_000_000)
        try await TestGateway.run {
            Self.options(&$0, ledger, billers, budget: budget, price: Self.row(perToken: false))
        } _: { gateway in
            _ = try await Self.statuses(200, gateway, of: models)
            try await eventually { ledger.rows.allSatisfy { $0.settlement.certainty != .open } }
            _ = try await Self.statuses(40, gateway, of: ["plain"])
            let seen = billers.filter { !["fails", "busy"].contains($0.id) }
                .reduce(0) { $0 + $1.upstream.requests.count }
            let counted = Self.counted(ledger.rows)
            #expect(counted == budget.nanoUSD, "all of it is spent, and not a cent more")
            #expect(Int64(seen) * 50_000_000 <= counted && seen <= 20)
            #expect(ledger.rows.count { $0.counted > .zero } == 20)
        }
    }
}
