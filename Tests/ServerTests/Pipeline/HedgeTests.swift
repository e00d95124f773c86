import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// A second attempt beside one that is slow to answer, at the real listener.
struct HedgeTests {
    private static let whole = UpstreamText.answer(UpstreamText.completion)

    /// Two targets; the first one is waited for `delay`.
    private func race(
        _ first: [SocketUpstream.Step], _ second: [SocketUpstream.Step], after delay: TimeAmount = .milliseconds(50),
        _ change: (inout TestGateway.Options) -> Void = { _ in },
        _ body: (TestGateway, SocketUpstream, SocketUpstream) async throws -> Void
    ) async throws {
        let a = try await SocketUpstream.start([.request] + first)
        let b = try await SocketUpstream.start([.request] + second)
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("b", port: b.port)]
            var model = ConfiguredModel.both
            model.hedge = HedgeRule(delay: .after(delay))
            $0.models = [model]
            change(&$0)
        } _: { gateway in
            try await body(gateway, a, b)
        }
    }

    private func entry(_ gateway: TestGateway) async throws -> RequestLogEntry {
        try await eventually { !gateway.log.recent.isEmpty }
        return try #require(gateway.log.recent.first)
    }

    @Test(arguments: [false, true])
    func `a slow first target is overtaken, and its socket closed`(_ isStream: Bool) async throws {
        try await race([], [.send(isStream ? UpstreamText.stream : Self.whole)]) { gateway, a, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both", stream: isStream))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 200)
            #expect(reply.text == (isStream ? UpstreamText.events : UpstreamText.completion))
            #expect(reply.fields.first("x-llmgateway-provider") == "b")
            #expect(reply.fields.first("x-llmgateway-attempts") == "2")
            #expect(reply.fields.first("x-llmgateway-route")?.contains("; chosen=b/n; beside=a/m") == true)
            #expect(await a.connection(0)?.inbox.wait { $0.ending != nil } == true)
            let entry = try await entry(gateway)
            #expect(entry.attempts.map(\.provider) == ["a", "b"])
            #expect(entry.attempts.map(\.code) == [.hedgeLost, nil])
            #expect(entry.provider == "b" && entry.usage?.input == (isStream ? nil : 3))
            #expect(entry.route == reply.fields.first("x-llmgateway-route"), "the log says what the reply says")
            #expect(b.requests.first?.text.contains(#""model":"n""#) == true)
        }
    }

    @Test(arguments: [false, true])
    func `a first target that answers after all wins, and the second is given up`(_ isStream: Bool) async throws {
        let answer: [SocketUpstream.Step] = [.told, .send(isStream ? UpstreamText.stream : Self.whole)]
        try await race(answer, []) { gateway, a, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both", stream: isStream))
            let second = try #require(await b.connection(0))
            #expect(await second.inbox.wait { !ReceivedRequest.all(in: $0.bytes).isEmpty })
            await a.connection(0)?.proceed()
            let reply = try #require(await client.replies(1).first)
            #expect(reply.text == (isStream ? UpstreamText.events : UpstreamText.completion))
            #expect(reply.fields.first("x-llmgateway-provider") == "a")
            #expect(reply.fields.first("x-llmgateway-attempts") == "2")
            #expect(await second.inbox.wait { $0.ending != nil })
            let entry = try await entry(gateway)
            #expect(entry.attempts.map(\.provider) == ["b", "a"])
            #expect(entry.attempts.map(\.code) == [.hedgeLost, nil])
            #expect(entry.provider == "a")
        }
    }

    @Test func `the time that a first target was waited for is not the gateway's own`() async throws {
        try await race([], [.send(Self.whole)], after: .milliseconds(400)) { gateway, _, _ in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            let reply = try #require(await client.replies(1).first)
            let overhead = try #require(reply.fields.first("x-llmgateway-overhead-ms").flatMap(Double.init))
            // However long it took: 400 ms of it are the provider's.
            let whole = Double(try await entry(gateway).duration.nanoseconds) / 1_000_000
            #expect(overhead <= whole - 400, "\(overhead) of \(whole)")
        }
    }

    @Test func `a first target that is fast enough has no second beside it`() async throws {
        try await race([.send(Self.whole)], [], after: .seconds(30)) { gateway, _, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both") + Ask.get("/livez"))
            let replies = await client.replies(2)
            #expect(replies.statuses == [200, 200])
            #expect(replies.first?.fields.first("x-llmgateway-attempts") == "1")
            #expect(b.connections.isEmpty)
        }
    }

    @Test func `a first target that fails is followed at once, without the wait`() async throws {
        let failure = UpstreamText.answer(UpstreamText.error("no"), status: 500)
        try await race([.send(failure)], [.send(Self.whole)], after: .hours(1)) { gateway, _, _ in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.text == UpstreamText.completion)
            #expect(reply.fields.first("x-llmgateway-attempts") == "2")
            let entry = try await entry(gateway)
            #expect(entry.attempts.map(\.provider) == ["a", "b"] && entry.attempts.map(\.status) == [500, 200])
        }
    }

    @Test func `a refusal of the request is told at once`() async throws {
        let refusal = UpstreamText.answer(UpstreamText.error("no"), status: 400)
        try await race([.send(refusal)], [], after: .hours(1)) { gateway, _, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            #expect(await client.replies(1).statuses == [400])
            #expect(b.connections.isEmpty)
        }
    }

    @Test func `a request that is too long goes to its chain, and to no other target`() async throws {
        let tooLong = #"{"error":{"message":"too long","code":"context_length_exceeded"}}"#
        let large = try await SocketUpstream.start([.request, .send(Self.whole)])
        try await race(
            [.send(UpstreamText.answer(tooLong, status: 400))], [], after: .hours(1),
            {
                $0.providers.append(.local("large", port: large.port))
                $0.models[0].fallbacks = FallbackChains(
                    byClass: [.contextTooLong: [.init(provider: "large", model: "m")]])
            }
        ) { gateway, _, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.fields.first("x-llmgateway-provider") == "large")
            #expect(b.connections.isEmpty)
        }
    }

    @Test func `both failing, the last one's failure is told`() async throws {
        let failure = { (status: Int) in UpstreamText.answer(UpstreamText.error("no"), status: status) }
        try await race([.told, .send(failure(500))], [.send(failure(429))]) { gateway, a, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            let second = try #require(await b.connection(0))
            #expect(await second.inbox.wait { !ReceivedRequest.all(in: $0.bytes).isEmpty })
            await a.connection(0)?.proceed()
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 429)
            #expect(reply.fields.first("x-llmgateway-attempts") == "2")
        }
    }

    @Test func `a caller who leaves ends both`() async throws {
        try await race([], []) { gateway, a, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            let (first, second) = (try #require(await a.connection(0)), try #require(await b.connection(0)))
            #expect(await second.inbox.wait { !ReceivedRequest.all(in: $0.bytes).isEmpty })
            await client.close()
            for connection in [first, second] { #expect(await connection.inbox.wait { $0.ending != nil }) }
            let entry = try await entry(gateway)
            #expect(entry.code == .callerGone && entry.attempts.map(\.provider).sorted() == ["a", "b"])
        }
    }

    @Test func `without a budget there is no second attempt`() async throws {
        try await race(
            [.told, .send(Self.whole)], [],
            {
                ($0.resilience.budget.percent, $0.resilience.budget.perSecond) = (0, 0)
                $0.timeouts.firstByte = .milliseconds(500)
            }
        ) { gateway, a, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            // The first one's time is over, and the second follows as it would without a hedge.
            #expect(await b.connection(0) != nil)
            #expect(await a.connection(0)?.inbox.wait { $0.ending != nil } == true)
        }
    }

    @Test func `every attempt is settled once in the ledger`() async throws {
        let ledger = InMemoryBudgetLedger()
        try await race([], [.send(Self.whole)], { $0.ledger = ledger }) { gateway, _, _ in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            let reply = try #require(await client.replies(1).first)
            _ = try await entry(gateway)
            let id = try #require(reply.fields.first("x-request-id"))
            let rows = try await ledger.attempts(ofCall: id)
            #expect(rows.map(\.intent.provider) == ["a", "b"])
            #expect(rows.map(\.intent.ordinal) == [1, 2])
            #expect(rows.allSatisfy { $0.settlement.certainty != .open })
            #expect(rows.map(\.settlement.code) == [.hedgeLost, nil], "the one that was given up has not failed")
            let usage = try await ledger.usage(UsageQuery(time: 0..<2_000_000_000))
            #expect(usage.first?.attempts == 2 && usage.first?.failed == 0)
        }
    }
}
