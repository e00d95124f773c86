import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What no session comes of, and what is refused within one.
struct RealtimeRefusalTests {
    private static let browser = "sec-websocket-protocol: realtime, openai-insecure-api-key."

    @Test(arguments: [
        (RealtimeAsk.open(upgrade: ""), 426, "upgrade_required"),
        (RealtimeAsk.open(upgrade: "connection: upgrade\r\nupgrade: h2c\r\n"), 426, "upgrade_required"),
        (RealtimeAsk.open(upgrade: "upgrade: websocket\r\n"), 426, "upgrade_required"),
        (
            RealtimeAsk.open(socket: "sec-websocket-version: 8\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
            426,
            "upgrade_required"
        ),
        (RealtimeAsk.open(socket: "sec-websocket-version: 13\r\n"), 400, "invalid_request"),
        (
            RealtimeAsk.open(socket: "sec-websocket-version: 13\r\nsec-websocket-key: c2hvcnQ=\r\n"), 400,
            "invalid_request"
        ),
        (RealtimeAsk.open(fields: Ask.authorized + "content-length: 2\r\n") + "{}", 400, "invalid_request"),
        (RealtimeAsk.open("/v1/realtime"), 400, "invalid_request"),
        (RealtimeAsk.open("/v1/realtime?model=a/m&call_id=c"), 400, "unsupported_parameter"),
        (RealtimeAsk.open("/v1/realtime?model=mock/echo"), 400, "unsupported_parameter"),
        (RealtimeAsk.open("/v1/realtime?model=nobody"), 404, "model_not_found"),
        (RealtimeAsk.open("/v1/realtime/calls?model=a/m"), 404, "path_not_found"),
        (RealtimeAsk.open(fields: ""), 401, "invalid_api_key"),
        (RealtimeAsk.open(fields: "authorization: Bearer wrong\r\n"), 401, "invalid_api_key"),
        (RealtimeAsk.open(fields: browser + "wrong\r\n"), 401, "invalid_api_key"),
        (RealtimeAsk.open(fields: browser + "\r\n"), 401, "invalid_api_key"),
        (RealtimeAsk.open(method: "POST"), 405, "method_not_allowed"),
    ])
    func `what opens no session is told by a status, with a hint`(
        _ request: String, _ status: Int, _ code: String
    ) async throws {
        let upstream = try await SocketUpstream.start([.request])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(request)
            let reply = try #require(await client.replies(1, to: [.get]).first)
            #expect(reply.status == status)
            #expect(reply.errorCode == code)
            #expect(reply.member("hint") != nil)
            #expect(reply.fields.first("sec-websocket-version") == (status == 426 ? "13" : nil))
            #expect(reply.fields.first("upgrade") == (status == 426 ? "websocket" : nil))
            #expect(upstream.connections.isEmpty)
        }
    }

    @Test(arguments: [
        "/realtime?model=a/m", "/openai/v1/realtime?model=a/m",
        "/openai/realtime?api-version=2025-04-01-preview&deployment=a/m", "/v1/realtime/?model=voice",
    ])
    func `every path and name opens one, with the key of a browser`(_ target: String) async throws {
        let upstream = try await SocketUpstream.start([.request, .openSocket(""), .say(RealtimeAsk.created)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.models = [.init(name: "voice", policy: .priority, targets: [.init(provider: "a", model: "m")])]
        } _: { gateway in
            let client = try await gateway.client()
            let protocols = Self.browser + TestGateway.key + ", openai-beta.realtime-v1\r\n"
            let opened = try #require(await client.openSession(RealtimeAsk.open(target, fields: protocols)))
            #expect(opened.fields.values("sec-websocket-protocol") == ["realtime"])
            #expect(!client.inbox.content.text.contains(TestGateway.key))
            let asked = try #require(upstream.requests.first?.head)
            #expect(asked.target == "/v1/realtime?model=m")
            #expect(asked.fields.first("openai-beta") == "realtime=v1")
            #expect(upstream.connections.first?.inbox.content.text.contains(TestGateway.key) == false)
        }
    }

    @Test func `an Upgrade elsewhere, and a key in a subprotocol there, mean nothing`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let upgrade = "connection: upgrade\r\nupgrade: websocket\r\n"
            await client.send(Ask.get("/livez", fields: upgrade))
            #expect(await client.replies(1).statuses == [200])
            await client.send(Ask.get("/v1/models", fields: upgrade + Self.browser + TestGateway.key + "\r\n"))
            #expect(await client.replies(2).statuses == [200, 401])
        }
    }

    private static func azure(at port: Int, version: String?) -> Provider {
        Provider(
            id: "az", kind: .azureOpenAI, origin: Origin(isTLS: false, host: "127.0.0.1", port: port), basePath: "",
            authorization: .field("api-key"), credential: Secret("sk-azure"),
            endpoints: Endpoint.azure(version: version))
    }

    @Test func `Azure's SDK has its key in the query, which goes no further`() async throws {
        let upstream = try await SocketUpstream.start([.request, .openSocket(""), .say(RealtimeAsk.created)])
        try await TestGateway.run {
            $0.providers = [Self.azure(at: upstream.port, version: "2025-04-01")]
        } _: { gateway in
            let client = try await gateway.client()
            let target = "/openai/realtime?api-version=x&deployment=az/d%2Fe&api-key=\(TestGateway.key)"
            _ = try #require(await client.openSession(RealtimeAsk.open(target, fields: "")))
            let asked = try #require(upstream.requests.first?.head)
            #expect(asked.target == "/openai/realtime?api-version=2025-04-01&deployment=d%2Fe")
            #expect(asked.fields.first("api-key") == "sk-azure")
        }
    }

    @Test(arguments: [nil, "2025-04-01"])
    func `Azure's paths for a session that only transcribes`(_ version: String?) async throws {
        let upstream = try await SocketUpstream.start([.request, .openSocket(""), .say(RealtimeAsk.created)])
        try await TestGateway.run {
            $0.providers = [Self.azure(at: upstream.port, version: version)]
        } _: { gateway in
            let client = try await gateway.client()
            let target = "/openai/v1/realtime?model=az/d&intent=transcription"
            _ = try #require(await client.openSession(RealtimeAsk.open(target)))
            #expect(
                upstream.requests.first?.head.target
                    == version.map { "/openai/realtime?api-version=\($0)&intent=transcription&deployment=d" }
                    ?? "/openai/v1/realtime?intent=transcription")
        }
    }

    @Test func `a key is held to its models`() async throws {
        let upstream = try await SocketUpstream.start([.request, .openSocket(""), .say(RealtimeAsk.created)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.auth.keys[0].policy.models = ["a/m"]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(RealtimeAsk.open("/v1/realtime?model=a/other"))
            #expect(await client.replies(1).statuses == [403])
            _ = try #require(await gateway.client().openSession())
        }
    }

    @Test func `a session that would become one of another model ends with 1008, and the provider hears nothing of it`()
        async throws
    {
        let upstream = try await SocketUpstream.start([.request, .openSocket(""), .say(RealtimeAsk.created)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            _ = try #require(await client.openSession())
            await client.send(Frame.text(#"{"type":"session.update","session":{"model":"a/m","voice":"v"}}"#))
            await client.send(Frame.text(#"{"type":"session.update","session":{"model":"other"}}"#))
            #expect(await client.ended())
            #expect(client.transcript.closeCode == 1008)
            #expect(client.transcript.texts.last?.contains("model_not_allowed") == true)
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.inbox.wait { $0.ending != nil })
            #expect(connection.transcript.texts == [#"{"type":"session.update","session":{"model":"m","voice":"v"}}"#])
            try await eventually { gateway.log.recent.first?.code == .modelNotAllowed }
        }
    }

    @Test func `a session that only transcribes names its model in its settings alone`() async throws {
        let upstream = try await SocketUpstream.start([.request, .openSocket(""), .say(RealtimeAsk.created)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            _ = try #require(
                await client.openSession(RealtimeAsk.open("/v1/realtime?intent=transcription&model=a/scribe")))
            #expect(upstream.requests.first?.head.target == "/v1/realtime?intent=transcription")
            let update = #"{"session":{"audio":{"input":{"transcription":{"model":"MODEL"}}}}}"#
            await client.send(Frame.text(update.replacing("MODEL", with: "a/scribe")))
            let connection = try #require(await upstream.connection(0))
            let passed = update.replacing("MODEL", with: "scribe")
            #expect(await connection.messages(1) == [.text(ByteBuffer(string: passed))])
            await client.send(Frame.text(update.replacing("MODEL", with: "other")))
            #expect(await client.ended())
            #expect(client.transcript.closeCode == 1008)
        }
    }

    @Test(arguments: [Snapshot.Auth.Mode.client, .hybrid])
    func `the caller's own key goes on as its own`(_ mode: Snapshot.Auth.Mode) async throws {
        let upstream = try await SocketUpstream.start([.request, .openSocket(""), .say(RealtimeAsk.created)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.auth.mode = mode
        } _: { gateway in
            let client = try await gateway.client()
            let fields = Self.browser + "sk-own, openai-organization.org\r\n"
            _ = try #require(await client.openSession(RealtimeAsk.open(fields: fields)))
            let asked = try #require(upstream.requests.first?.head.fields)
            #expect(asked.first("authorization") == "Bearer sk-own")
            #expect(asked.first("openai-organization") == "org")
        }
    }
}
