import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Callers that leave: the provider's socket closes at once, and nothing goes on behind it. Without that it would stay
/// for minutes, so the bound here is generous to a busy machine.
struct DisconnectTests {
    enum Leaving: CaseIterable { case close, reset, half }

    private func leave(_ client: RawClient, _ leaving: Leaving) async {
        switch leaving {
        case .close: await client.close()
        case .reset: client.reset()
        case .half: await client.closeOutput()
        }
    }

    private func expectClosed(_ upstream: SocketUpstream, _ gateway: TestGateway) async throws {
        let connection = try #require(await upstream.connection(0))
        #expect(await connection.inbox.wait(within: .seconds(20)) { $0.ending != nil })
        try await eventually { gateway.log.recent.count == 1 }
        #expect(gateway.log.recent.first?.code == .callerGone)
        #expect(gateway.log.recent.first?.status == 499)
        #expect(upstream.connections.count == 1)
    }

    @Test(arguments: Leaving.allCases)
    func `before the first byte`(_ leaving: Leaving) async throws {
        let upstream = try await SocketUpstream.start([.request])
        let second = try await SocketUpstream.start([.request, .send(UpstreamText.answer(UpstreamText.completion))])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port), .local("b", port: second.port)]
            $0.models = [.both]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.inbox.wait { ReceivedRequest.all(in: $0.bytes).count == 1 })
            await leave(client, leaving)
            try await expectClosed(upstream, gateway)
            #expect(second.connections.isEmpty)
        }
    }

    @Test(arguments: Leaving.allCases, [ProviderKind.openAICompatible, .gemini])
    func `in the middle of a stream`(_ leaving: Leaving, _ kind: ProviderKind) async throws {
        let first =
            kind.name == "gemini"
            ? #"data: {"candidates":[{"content":{"role":"model","parts":[{"text":"hel"}]}}]}"# + "\r\n\r\n"
            : UpstreamText.event("hel")
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.streamHead + UpstreamText.chunk(first)),
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port, kind: kind)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", stream: true))
            #expect(await client.inbox.wait { $0.text.contains("hel") })
            await leave(client, leaving)
            try await expectClosed(upstream, gateway)
        }
    }

    /// Reading from the caller has stopped by then, and its leaving must be seen all the same.
    @Test(arguments: Leaving.allCases)
    func `with much sent ahead`(_ leaving: Leaving) async throws {
        let upstream = try await SocketUpstream.start([.request])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m") + String(repeating: Ask.get("/livez"), count: 5_000))
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.inbox.wait { ReceivedRequest.all(in: $0.bytes).count == 1 })
            await leave(client, leaving)
            try await expectClosed(upstream, gateway)
        }
    }

    @Test func `while the connection to the provider is being made`() async throws {
        let upstream = try await SocketUpstream.start([])
        let tls = Provider(
            id: "a", kind: .openAICompatible, origin: Origin(isTLS: true, host: "127.0.0.1", port: upstream.port),
            basePath: "/v1", authorization: .bearer, credential: nil, endpoints: ProviderKind.openAICompatible.endpoints
        )
        try await TestGateway.run {
            $0.providers = [tls]
            $0.timeouts.connect = .seconds(30)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m"))
            _ = try #require(await upstream.connection(0))
            await client.close()
            try await eventually(within: .seconds(4)) { gateway.log.recent.first?.code == .callerGone }
        }
    }

    @Test func `within its own body, nothing goes upstream`() async throws {
        let upstream = try await SocketUpstream.start([.request])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            let request = Ask.chat(model: "a/m")
            await client.send(String(request.dropLast(5)))
            await client.close()
            let next = try await gateway.client()
            await next.send(Ask.get("/livez"))
            #expect(await next.replies(1).statuses == [200])
            #expect(upstream.connections.isEmpty)
        }
    }
}

extension ConfiguredModel {
    /// `both`: provider `a` first, then `b`.
    static let both = ConfiguredModel(
        name: "both", policy: .priority,
        targets: [.init(provider: "a", model: "m"), .init(provider: "b", model: "n")])
}
