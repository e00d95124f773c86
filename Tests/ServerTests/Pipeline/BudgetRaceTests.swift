import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing

/// The last dollar, asked for by many at once: what is admitted fits, and the rest is refused before a provider sees a byte.
struct BudgetRaceTests {
    private static func budgeted(
        _ usd: String, _ options: inout TestGateway.Options, _ ledger: InMemoryBudgetLedger
    ) throws {
        let budget = Budget(most: try #require(Money(usd: usd)), period: .total)
        options.auth = .init(
            mode: .gateway,
            keys: [.init(name: "app", secret: Secret(TestGateway.key), policy: KeyPolicy(budgets: [budget]))])
        options.ledger = ledger
        let request = PriceRow(classes: .init(), request: Price(usdPerPiece: "0.05"), isConfigured: true)
        var classes = PriceRow.Classes()
        classes.input = Price(usdPerMillionTokens: "2")
        classes.output = Price(usdPerMillionTokens: "10")
        let tokens = PriceRow(classes: classes, isConfigured: true)
        options.prices = PriceBook(configured: [
            "mock/echo": request, "a/m": request, "a/tokens": tokens, "b/m": request,
        ])
    }

    private static func statuses(
        _ count: Int, _ gateway: TestGateway, _ ask: @escaping @Sendable (Int) -> String
    ) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<count {
                group.addTask {
                    let client = try await gateway.client()
                    await client.send(ask(index))
                    return await client.replies(1).statuses.first ?? 0
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test(arguments: [false, true])
    func `of 200 at once on the last dollar exactly 20 pass`(_ isStream: Bool) async throws {
        let ledger = InMemoryBudgetLedger()
        try await TestGateway.run {
            try? Self.budgeted("1.00", &$0, ledger)
        } _: { gateway in
            let statuses = try await Self.statuses(200, gateway) { _ in Ask.chat(stream: isStream) }
            #expect(statuses.count { $0 == 200 } == 20 && statuses.count { $0 == 402 } == 180)
            #expect(ledger.rows.count == 20)
            #expect(ledger.rows.allSatisfy { $0.isSent && $0.settlement.certainty == .measured })
            #expect(ledger.rows.reduce(Money.zero) { $0 + $1.counted } == Money(nanoUSD: 1_000_000_000))
        }
    }

    @Test func `an attempt that failed over is held, and settled, apart from the one that answered`() async throws {
        let ledger = InMemoryBudgetLedger()
        let broken = try await SocketUpstream.start([.request, .send(UpstreamText.answer("{}", status: 500)), .again])
        let hanging = try await SocketUpstream.start([.request, .close])
        let good = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.completion)), .again,
        ])
        try await TestGateway.run {
            try? Self.budgeted("1.00", &$0, ledger)
            $0.providers = [
                .local("a", port: broken.port), .local("b", port: hanging.port), .local("c", port: good.port),
            ]
            $0.models = [
                ConfiguredModel(
                    name: "smart", policy: .priority,
                    targets: [
                        .init(provider: "a", model: "m"), .init(provider: "b", model: "m"),
                        .init(provider: "mock", model: "echo"),
                    ])
            ]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "smart"))
            #expect(await client.replies(1).statuses == [200])
            let certainties = ledger.rows.map(\.settlement.certainty)
            #expect(certainties == [.nothing, .unknown, .measured], "an error without usage, a reset, an answer")
            #expect(ledger.rows.map(\.counted.nanoUSD) == [0, 50_000_000, 50_000_000])
            #expect(ledger.rows.map(\.intent.ordinal) == [1, 2, 3])
        }
    }

    /// `smart`: a model of a provider that nobody reaches, then the mock.
    private static func route(_ model: String, at closed: ClosedPort, _ options: inout TestGateway.Options) {
        options.providers = [.local("a", port: closed.number)]
        options.models = [
            ConfiguredModel(
                name: "smart", policy: .priority,
                targets: [.init(provider: "a", model: model), .init(provider: "mock", model: "echo")])
        ]
    }

    /// What a hold that was refused had been reckoned with once priced the answer of the next target.
    @Test func `a target that does not fit leaves no price behind for the one that answers`() async throws {
        let ledger = InMemoryBudgetLedger()
        let closed = try ClosedPort()
        try await TestGateway.run {
            try? Self.budgeted("0.10", &$0, ledger)
            Self.route("tokens", at: closed, &$0)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.post(Self.long, fields: "authorization: Bearer \(TestGateway.key)\r\n"))
            #expect(await client.replies(1).statuses == [200])
            #expect(ledger.rows.map(\.intent.provider) == ["mock"])
            #expect(ledger.rows.map(\.counted.nanoUSD) == [50_000_000])
        }
        withExtendedLifetime(closed) {}
    }

    /// At ten dollars a million tokens, a dollar.
    private static let long =
        #"{"model":"smart","max_tokens":100000,"messages":[{"role":"user","content":"hi"}]}"#

    /// The caller of a model of two targets was told that one of them, which it had not named, has no price.
    @Test func `of targets of which none fits the one whose money is short is told`() async throws {
        let closed = try ClosedPort()
        try await TestGateway.run {
            try? Self.budgeted("0.01", &$0, InMemoryBudgetLedger())
            Self.route("without-price", at: closed, &$0)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "smart"))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 402)
            #expect(reply.text.contains("budget_exceeded"), "\(reply.text)")
        }
        withExtendedLifetime(closed) {}
    }

    @Test func `what does not answer and what does not listen cost what they may have cost`() async throws {
        let ledger = InMemoryBudgetLedger()
        // Bound: a port that is merely given up may be another test's by now.
        let closed = try ClosedPort()
        try await TestGateway.run {
            try? Self.budgeted("1.00", &$0, ledger)
            $0.providers = [.local("a", port: closed.number)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m"))
            #expect(await client.replies(1).statuses == [502])
            #expect(ledger.rows.map(\.settlement.certainty) == [.nothing])
            #expect(ledger.rows.map(\.isSent) == [false], "no byte of it left")
        }
        withExtendedLifetime(closed) {}
    }

    @Test func `a caller who leaves pays for what was seen, and at the most its ceiling`() async throws {
        let ledger = InMemoryBudgetLedger()
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.streamHead),
            .send(UpstreamText.chunk(UpstreamText.event("hello"))),
            .send(UpstreamText.chunk(UpstreamText.event("you"))),
        ])
        try await TestGateway.run {
            try? Self.budgeted("1.00", &$0, ledger)
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            let body =
                #"{"model":"a/tokens","stream":true,"max_tokens":1000,"messages":[{"role":"user","content":"hi"}]}"#
            await client.send(Ask.post(body, fields: Ask.authorized))
            _ = await client.inbox.wait { String(buffer: $0.bytes).contains("you") }
            #expect(ledger.rows.first?.settlement.certainty == .open)
            let ceiling = try #require(ledger.rows.first?.intent.ceiling)
            #expect(ceiling.nanoUSD == Int64(body.utf8.count + 64) * 2_000 + 1_000 * 10_000)
            await client.close()
            #expect(await settled(ledger))
            let row = try #require(ledger.rows.first)
            #expect(row.settlement.certainty == .estimated && row.settlement.code == .callerGone)
            // Eight bytes of text at the least, and what may have been on its way.
            let least = Int64(body.utf8.count + 64) * 2_000 + Int64(8 + 64) * 10_000
            #expect(row.counted.nanoUSD >= least && row.counted.nanoUSD < least + 40 * 10_000 && row.counted < ceiling)
        }
    }

    private func settled(_ ledger: InMemoryBudgetLedger) async -> Bool {
        for _ in 0..<600 {
            if ledger.rows.allSatisfy({ $0.settlement.certainty != .open }) { return true }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test func `a call whose cost cannot be bounded is refused where a budget bounds it`() async throws {
        let ledger = InMemoryBudgetLedger()
        try await TestGateway.run {
            try? Self.budgeted("1.00", &$0, ledger)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "mock/cut"))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 400 && reply.text.contains("price_unknown"))
            #expect(ledger.rows.isEmpty)
        }
    }

    @Test func `what is left is sent as the limit of output where that is configured`() async throws {
        let ledger = InMemoryBudgetLedger()
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.completion)), .again,
        ])
        try await TestGateway.run {
            try? Self.budgeted("0.01", &$0, ledger)
            $0.providers = [.local("a", port: upstream.port)]
            $0.spending.clampsOutput = true
        } _: { gateway in
            let client = try await gateway.client()
            let body = #"{"model":"a/tokens","max_tokens":5000,"messages":[{"role":"user","content":"hi"}]}"#
            await client.send(Ask.post(body, fields: Ask.authorized))
            #expect(await client.replies(1).statuses == [200])
            let most = (10_000_000 - Int64(body.utf8.count + 64) * 2_000) / 10_000
            #expect(upstream.requests.first?.text.contains("\"max_tokens\":\(most),") == true)
            let cost = try #require(ledger.rows.first?.settlement.cost)
            #expect(cost == Money(nanoUSD: 3 * 2_000 + 1 * 10_000))
        }
    }

    @Test func `without a limit of its own a request is sent with one, where a budget bounds it`() async throws {
        let ledger = InMemoryBudgetLedger()
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.completion)), .again,
        ])
        try await TestGateway.run {
            try? Self.budgeted("1.00", &$0, ledger)
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/tokens"))
            #expect(await client.replies(1).statuses == [200])
            #expect(upstream.requests.first?.text.contains("16384") == true)
            let other = try await gateway.client()
            await other.send(Ask.chat(model: "a/tokens", fields: "x-llmgateway-max-cost-usd: 0.0001\r\n"))
            let refused = try #require(await other.replies(1).first)
            #expect(refused.status == 402 && refused.text.contains("budget_exceeded"))
        }
    }
}
