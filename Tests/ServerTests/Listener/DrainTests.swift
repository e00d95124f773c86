import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// The end of the process.
struct DrainTests {
    @Test func `idle, the process ends at once, whatever the grace`() async throws {
        try await TestGateway.run {
            $0.listener.drainGrace = .minutes(10)
        } _: { gateway in
            let silent = try await gateway.client()
            let idle = try await gateway.client()
            await idle.send(Ask.get("/livez"))
            #expect(await idle.replies(1).statuses == [200])
            await gateway.shutDown()
            #expect(await gateway.hasEnded())
            #expect(await idle.ended())
            #expect(await silent.ended())
            #expect(await idle.replies(2).ending == .closed)
            #expect(silent.inbox.content.bytes.readableBytes == 0)
        }
    }

    @Test func `readyz says no at once, while the listener still accepts`() async throws {
        try await TestGateway.run {
            $0.listener.drainDelay = .minutes(10)
        } _: { gateway in
            let before = try await gateway.client()
            await before.send(Ask.get("/readyz"))
            #expect(await before.replies(1).statuses == [200])
            await gateway.shutDown()
            try await eventually {
                let client = try await gateway.client()
                await client.send(Ask.get("/readyz"))
                return await client.replies(1).statuses == [503]
            }
            let later = try await gateway.client()
            #expect(await later.exchange(Ask.get("/livez")).statuses == [200])
            let call = try await gateway.client()
            let served = await call.exchange(Ask.chat())
            #expect(served.statuses == [200])
            #expect(served.first?.fields.values("connection") == ["close"])
            await before.send(Ask.get("/readyz"))
            #expect(await before.replies(2).statuses == [200, 503])
        }
    }

    @Test func `when the delay is over, the process ends`() async throws {
        try await TestGateway.run {
            $0.listener.drainDelay = .milliseconds(100)
            $0.listener.drainGrace = .minutes(10)
        } _: { gateway in
            let idle = try await gateway.client()
            await idle.send(Ask.get("/livez"))
            #expect(await idle.replies(1).statuses == [200])
            await gateway.shutDown()
            #expect(await gateway.hasEnded())
        }
    }

    @Test func `a stream under way comes to its end`() async throws {
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.streamHead + UpstreamText.chunk(UpstreamText.event("hel"))),
            .pause(.milliseconds(300)),
            .send(UpstreamText.chunk(UpstreamText.event("lo", finish: "stop") + UpstreamText.done) + UpstreamText.end),
        ])
        try await TestGateway.run {
            $0.listener.drainGrace = .minutes(10)
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", stream: true))
            #expect(await client.inbox.wait { $0.text.contains("hel") })
            await gateway.shutDown()
            #expect(await client.ended())
            let replies = await client.replies(1)
            #expect(replies.first?.text == UpstreamText.events)
            #expect(replies.ending == .closed)
            #expect(await gateway.hasEnded())
        }
    }

    @Test(arguments: [ProviderKind.openAICompatible, .anthropic])
    func `a stream that outlives the grace ends with a typed error`(_ kind: ProviderKind) async throws {
        let start =
            kind.name == "anthropic"
            ? "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\","
                + "\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n"
            : UpstreamText.event("hel")
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.streamHead + UpstreamText.chunk(start)),
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port, kind: kind)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", stream: true))
            #expect(await client.inbox.wait { $0.text.contains("data: ") })
            await gateway.shutDown()
            #expect(await client.ended())
            let reply = try #require(await client.replies(1).first)
            #expect(reply.text.contains(#"data: {"error":"#))
            #expect(reply.text.contains("gateway_overloaded"))
            #expect(!reply.text.contains("[DONE]"))
            #expect(await gateway.hasEnded())
            #expect(await upstream.connection(0)?.inbox.wait { $0.ending != nil } == true)
        }
    }

    @Test(arguments: ["a/m", "mock/hang"])
    func `a call without an answer when the grace is over gets 503`(_ model: String) async throws {
        let upstream = try await SocketUpstream.start([.request])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            // The second is begun as soon as the first is answered.
            await client.send(Ask.get("/livez") + Ask.chat(model: model))
            #expect(await client.replies(1).statuses == [200])
            if model == "a/m" { _ = await upstream.connection(0)?.inbox.wait { $0.bytes.readableBytes > 0 } }
            await gateway.shutDown()
            #expect(await client.ended())
            let replies = await client.replies(2)
            #expect(replies.statuses == [200, 503])
            #expect(replies.whole.last?.fields.first("retry-after") == "1")
            #expect(await gateway.hasEnded())
        }
    }

    @Test func `a body still coming when the grace is over gets 503`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(
                Ask.post("", fields: Ask.authorized + "expect: 100-continue\r\n")
                    .replacing("length: 0", with: "length: 100"))
            #expect(await client.inbox.wait { $0.text.hasPrefix("HTTP/1.1 100") })
            await gateway.shutDown()
            #expect(await client.ended())
            #expect(await client.replies(1).statuses == [503])
        }
    }
}
