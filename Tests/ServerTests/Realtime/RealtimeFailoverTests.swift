import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Before the caller has its 101 the next target may be tried, and a refusal is a real status.
struct RealtimeFailoverTests {
    private static func error(_ code: String, _ type: String = "invalid_request_error") -> SocketUpstream.Step {
        .say(
            #"{"type":"error","error":{"type":"\#(type)","code":"\#(code)","message":"said sk-prov…ret","param":null}}"#
        )
    }

    private static let open: [SocketUpstream.Step] = [.request, .openSocket("")]

    private func run(
        _ first: [SocketUpstream.Step], _ body: (TestGateway, RawClient, SocketUpstream) async throws -> Void
    ) async throws {
        let a = try await SocketUpstream.start(first)
        let b = try await SocketUpstream.start(Self.open + [.say(RealtimeAsk.created)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("b", port: b.port)]
            $0.models = [.both]
            $0.timeouts.firstByte = .seconds(20)
        } _: { gateway in
            try await body(gateway, try await gateway.client(), b)
        }
    }

    static let passedOn: [[SocketUpstream.Step]] = [
        [.close], [.request, .close], [.request, .send(UpstreamText.answer("{}", status: 429))],
        [.request, .send(UpstreamText.answer("{}", status: 500))],
        [.request, .send(UpstreamText.answer("{}", status: 401))],
        [.request, .send(UpstreamText.answer("{}"))], [.request, .send(UpstreamText.socketOpened(accept: "wrong"))],
        [.request, .openSocket("sec-websocket-extensions: permessage-deflate\r\n")], open + [.close],
        open + [.sendBytes(Frame.close(1013, "busy", masked: false)), .close],
        open + [error("invalid_api_key"), .close],
        open + [error("insufficient_quota")], open + [error("rate_limit_exceeded")],
        open + [error("x", "server_error")],
    ]

    @Test(arguments: passedOn.indices)
    func `the next target is tried`(_ index: Int) async throws {
        try await run(Self.passedOn[index]) { gateway, client, b in
            let opened = try #require(await client.openSession(RealtimeAsk.open("/v1/realtime?model=both")))
            #expect(opened.fields.first("x-llmgateway-provider") == "b")
            #expect(opened.fields.first("x-llmgateway-attempts") == "2")
            #expect(await client.messages(1) == [.text(ByteBuffer(string: RealtimeAsk.created))])
            #expect(b.requests.first?.head.target == "/v1/realtime?model=n")
        }
    }

    @Test(
        arguments: [
            ([.request, .send(UpstreamText.answer(UpstreamText.error("no"), status: 400))], 400, "c"),
            ([.request, .send(UpstreamText.answer(UpstreamText.error("no"), status: 404))], 404, "c"),
            (open + [error("invalid_value"), .close], 400, "invalid_value"),
            (open + [error("model_not_found")], 404, "model_not_found"),
        ] as [([SocketUpstream.Step], Int, String)])
    func `another refusal is told at once`(_ script: [SocketUpstream.Step], _ status: Int, _ code: String) async throws
    {
        try await run(script) { gateway, client, b in
            await client.send(RealtimeAsk.open("/v1/realtime?model=both"))
            let reply = try #require(await client.replies(1, to: [.get]).first)
            #expect(reply.status == status)
            #expect(reply.errorCode == code)
            #expect(reply.member("source") == "provider:a")
            #expect(b.connections.isEmpty)
            // The connection is one for HTTP still.
            await client.send(Ask.get("/livez"))
            #expect(await client.replies(2, to: [.get]).statuses == [status, 200])
            try await eventually { gateway.log.recent.first?.attempts.first?.cost == .nothing }
        }
    }

    /// The 101 of the provider is there, its first event is not.
    @Test(arguments: DisconnectTests.Leaving.allCases)
    func `a caller that leaves before its 101 is not served by the next target`(
        _ leaving: DisconnectTests.Leaving
    ) async throws {
        let a = try await SocketUpstream.start(Self.open)
        let b = try await SocketUpstream.start(Self.open)
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("b", port: b.port)]
            $0.models = [.both]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(RealtimeAsk.open("/v1/realtime?model=both"))
            let connection = try #require(await a.connection(0))
            #expect(await connection.inbox.wait { ReceivedRequest.all(in: $0.bytes).count == 1 })
            switch leaving {
            case .close: await client.close()
            case .reset: client.reset()
            case .half: await client.closeOutput()
            }
            #expect(await connection.inbox.wait(within: .seconds(20)) { $0.ending != nil })
            try await eventually { gateway.log.recent.first?.code == .callerGone }
            #expect(b.connections.isEmpty)
        }
    }

    @Test func `a provider that refuses the gateway's key after its 101 does not show it to the caller`() async throws {
        try await run(Self.open + [Self.error("invalid_api_key"), .close]) { gateway, client, _ in
            await client.send(RealtimeAsk.open())
            let reply = try #require(await client.replies(1, to: [.get]).first)
            #expect(reply.status == 502)
            #expect(reply.errorCode == "provider_auth_error")
            #expect(!reply.text.contains("sk-prov"))
        }
    }
}
