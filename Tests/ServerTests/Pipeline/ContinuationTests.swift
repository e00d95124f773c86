import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Streams that break off and go on at the model's next target.
struct ContinuationTests {
    private static let half =
        UpstreamText.streamHead + UpstreamText.chunk(UpstreamText.event("Once upon ") + UpstreamText.event("a ti"))
    private static let rest =
        UpstreamText.streamHead
        + UpstreamText.chunk(
            UpstreamText.event("me.") + UpstreamText.event("", finish: "stop") + usage + UpstreamText.done)
        + UpstreamText.end
    private static let usage =
        #"data: {"id":"c2","object":"chat.completion.chunk","created":2,"model":"m","choices":[],"#
        + #""usage":{"prompt_tokens":30,"completion_tokens":2,"total_tokens":32}}"# + "\n\n"

    private func run(
        _ first: [SocketUpstream.Step], _ second: [SocketUpstream.Step], continues: Bool = true,
        ledger: InMemoryBudgetLedger = InMemoryBudgetLedger(),
        _ body: (TestGateway, SocketUpstream, SocketUpstream) async throws -> Void
    ) async throws {
        let a = try await SocketUpstream.start([.request] + first)
        let b = try await SocketUpstream.start([.request] + second)
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("b", port: b.port)]
            var model = ConfiguredModel.both
            model.continues = continues
            $0.models = [model]
            $0.ledger = ledger
            var classes = PriceRow.Classes()
            classes.input = Price(usdPerMillionTokens: "2")
            classes.output = Price(usdPerMillionTokens: "10")
            let row = PriceRow(classes: classes, isConfigured: true)
            $0.prices = PriceBook(configured: ["a/m": row, "b/n": row])
        } _: { gateway in
            try await body(gateway, a, b)
        }
    }

    private static let ask = Ask.post(
        #"{"model":"both","stream":true,"max_tokens":100,"messages":[{"role":"user","content":"Tell."}]}"#,
        fields: Ask.authorized)

    @Test(arguments: [SocketUpstream.Step.close, .reset, .send(UpstreamText.end)])
    func `what broke off goes on at the next target as one answer, and both are billed`(
        _ end: SocketUpstream.Step
    ) async throws {
        let ledger = InMemoryBudgetLedger()
        try await run([.send(Self.half), end], [.send(Self.rest)], ledger: ledger) { gateway, _, b in
            let client = try await gateway.client()
            await client.send(Self.ask)
            let reply = try #require(await client.replies(1).first)
            let fold = ResponseFold(events(of: reply, .openAIChat))
            #expect(fold.isWhole && fold.response.candidates.map(\.text) == ["Once upon a time."])
            #expect(fold.response.candidates.first?.finish == .stop)
            #expect(reply.text.split(separator: "[DONE]").count == 2 && !reply.text.contains(#""error""#))
            #expect(reply.text.split(separator: #""role":"assistant""#).count == 2, "\(reply.text)")
            let ids = Set(
                reply.text.split(separator: "\n\n").compactMap { $0.firstRange(of: #""id":""#) != nil ? $0 : nil }
                    .map { $0.split(separator: #""id":""#)[1].prefix { $0 != "\"" } })
            #expect(ids.count == 1)
            let asked = try #require(b.requests.first?.text)
            #expect(asked.contains("Once upon a ti") && asked.contains("Go on with it"))
            #expect(asked.contains(#""max_tokens":95"#) || asked.contains(#""max_completion_tokens":95"#), "\(asked)")
            try await eventually { ledger.rows.allSatisfy { $0.settlement.certainty != .open } }
            #expect(ledger.rows.map(\.intent.provider) == ["a", "b"])
            #expect(ledger.rows.map(\.settlement.certainty) == [.estimated, .measured])
            #expect(ledger.rows.last?.settlement.cost == Money(nanoUSD: 30 * 2_000 + 2 * 10_000))
            try await eventually { gateway.log.recent.count == 1 }
            let entry = try #require(gateway.log.recent.first)
            #expect(entry.attempts.map(\.provider) == ["a", "b"] && entry.code == nil)
        }
    }

    @Test(arguments: [Dialect.anthropicMessages, .geminiGenerate, .openAIResponses, .gatewayChat, .cohereChat])
    func `it is one answer at every door`(_ door: Dialect) async throws {
        try await run([.send(Self.half), .close], [.send(Self.rest)]) { gateway, _, _ in
            let client = try await gateway.client()
            await client.send(Self.ask(at: door))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 200, "\(reply.text)")
            let fold = ResponseFold(events(of: reply, door))
            #expect(fold.isWhole && fold.failure == nil, "\(reply.text)")
            #expect(fold.response.candidates.map(\.text) == ["Once upon a time."], "\(reply.text)")
        }
    }

    private static func ask(at door: Dialect) -> String {
        let messages = #""messages":[{"role":"user","content":"Tell."}]"#
        switch door {
        case .anthropicMessages:
            return Ask.post(
                #"{"model":"both","stream":true,"max_tokens":100,\#(messages)}"#, path: "/v1/messages",
                fields: Ask.authorized)
        case .geminiGenerate:
            return Ask.post(
                #"{"contents":[{"role":"user","parts":[{"text":"Tell."}]}]}"#,
                path: "/v1beta/models/both:streamGenerateContent?alt=sse", fields: Ask.authorized)
        case .openAIResponses:
            return Ask.post(
                #"{"model":"both","stream":true,"store":false,"input":"Tell."}"#, path: "/v1/responses",
                fields: Ask.authorized)
        case .cohereChat:
            return Ask.post(
                #"{"model":"both","stream":true,\#(messages)}"#, path: "/v2/chat", fields: Ask.authorized)
        default:
            return Ask.post(
                #"{"model":"both",\#(messages)}"#, path: "/v1/gateway/stream", fields: Ask.authorized)
        }
    }

    private func events(of reply: Replies.Reply, _ door: Dialect) -> [GenerationEvent] {
        var parser = door.codec.streamFraming.makeParser()
        var decoder = door.codec.makeStreamDecoder()
        var events: [GenerationEvent] = []
        parser.feed(reply.body)
        while let event = try? parser.next() { decoder.decode(event, into: &events) }
        decoder.finish(into: &events)
        return events
    }

    @Test func `when nobody goes on the stream ends with the error, and never as if it were whole`() async throws {
        let failure = UpstreamText.answer(UpstreamText.error("no"), status: 500)
        try await run([.send(Self.half), .close], [.send(failure)]) { gateway, _, _ in
            let client = try await gateway.client()
            await client.send(Self.ask)
            let reply = try #require(await client.replies(1).first)
            #expect(reply.text.contains("Once upon ") && reply.text.contains(#""error""#))
            #expect(!reply.text.contains("[DONE]") && !reply.text.contains(#""finish_reason":"stop""#))
            try await eventually { !gateway.log.recent.isEmpty }
            #expect(gateway.log.recent.first?.code != nil)
        }
    }

    @Test func `a second leg that breaks off too is told as broken`() async throws {
        try await run([.send(Self.half), .close], [.send(Self.half), .close]) { gateway, _, _ in
            let client = try await gateway.client()
            await client.send(Self.ask)
            let reply = try #require(await client.replies(1).first)
            #expect(reply.text.contains(#""error""#) && !reply.text.contains("[DONE]"))
            let said = ResponseFold(events(of: reply, .openAIChat)).response.candidates.first?.text
            #expect(said == "Once upon a tiOnce upon a ti")
        }
    }

    @Test func `without the wish, and with tools, a stream ends where it breaks off`() async throws {
        try await run([.send(Self.half), .close], [.send(Self.rest)], continues: false) { gateway, _, b in
            let client = try await gateway.client()
            await client.send(Self.ask)
            #expect(await client.replies(1).first?.text.contains(#""error""#) == true)
            #expect(b.connections.isEmpty)
        }
        try await run([.send(Self.half), .close], [.send(Self.rest)]) { gateway, _, b in
            let client = try await gateway.client()
            let tool = #"{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}"#
            await client.send(
                Ask.post(
                    #"{"model":"both","stream":true,"tools":[\#(tool)],"messages":[{"role":"user","content":"Tell."}]}"#,
                    fields: Ask.authorized))
            #expect(await client.replies(1).first?.text.contains(#""error""#) == true)
            #expect(b.connections.isEmpty)
        }
    }
}

extension Candidate {
    fileprivate var text: String {
        parts.reduce(into: "") { text, part in if case .text(let said) = part { text += said.text } }
    }
}
