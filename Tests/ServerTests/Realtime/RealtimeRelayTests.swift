import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// A session over real sockets: what goes through, and how it ends.
struct RealtimeRelayTests {
    private func run(
        _ script: SocketUpstream.Step..., change: (inout TestGateway.Options) -> Void = { _ in },
        _ body: (TestGateway, RawClient, SocketUpstream) async throws -> Void
    ) async throws {
        let upstream = try await SocketUpstream.start([.request, .openSocket("openai-version: v7\r\n")] + script)
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            change(&$0)
        } _: { gateway in
            try await body(gateway, try await gateway.client(), upstream)
        }
    }

    private func entry(_ gateway: TestGateway) async throws -> RequestLogEntry {
        try await eventually { gateway.log.recent.count == 1 }
        return try #require(gateway.log.recent.first)
    }

    @Test func `the handshake is answered, and the provider asked with its own key and name`() async throws {
        try await run(.say(RealtimeAsk.created)) { gateway, client, upstream in
            let fields =
                Ask.authorized + "openai-beta: realtime=v1\r\nopenai-safety-identifier: u1\r\ncookie: c\r\n"
                + "sec-websocket-extensions: permessage-deflate\r\n"
            let opened = try #require(
                await client.openSession(
                    RealtimeAsk.open("/v1/realtime?model=a/m%20x&voice=alloy&key=k&api-version=1", fields: fields)))
            #expect(opened.fields.first("sec-websocket-accept") == RealtimeAsk.accept)
            #expect(opened.fields.first("upgrade") == "websocket")
            #expect(opened.fields.values("connection") == ["Upgrade"])
            #expect(opened.fields.first("x-request-id")?.count == 32)
            #expect(opened.fields.first("x-llmgateway-provider") == "a")
            #expect(opened.fields.first("x-llmgateway-model") == "m x")
            #expect(opened.fields.first("openai-version") == "v7")
            #expect(!opened.fields.contains("sec-websocket-protocol"))
            #expect(!opened.fields.contains("sec-websocket-extensions"))
            let asked = try #require(upstream.requests.first?.head)
            #expect(asked.target == "/v1/realtime?voice=alloy&model=m%20x")
            #expect(asked.fields.first("authorization") == "Bearer sk-provider-secret")
            #expect(asked.fields.first("upgrade") == "websocket")
            #expect(asked.fields.first("sec-websocket-version") == "13")
            #expect(asked.fields.first("sec-websocket-key") != "dGhlIHNhbXBsZSBub25jZQ==")
            #expect(asked.fields.first("openai-beta") == "realtime=v1")
            #expect(asked.fields.first("openai-safety-identifier") == "u1")
            for name: StaticString in ["sec-websocket-extensions", "cookie", "content-type", "sec-websocket-protocol"] {
                #expect(!asked.fields.contains(name))
            }
            #expect(await client.messages(1) == [.text(ByteBuffer(string: RealtimeAsk.created))])
        }
    }

    @Test func `frames of every kind go both ways, byte for byte`() async throws {
        let big = Frame.frame(ByteBuffer(repeating: 0x62, count: 3 << 20), .binary)
        let frames = [
            Frame.text(#"{"type":"input_audio_buffer.append","audio":"AAAA"}"#),
            Frame.frame(ByteBuffer(string: "p"), .ping),
            Frame.frame(ByteBuffer(string: "{"), .text, isFinal: false),
            Frame.frame(ByteBuffer(string: "}"), .continuation),
            big,
        ]
        let down = [
            Frame.text(RealtimeAsk.created, masked: false), Frame.frame(ByteBuffer(string: "q"), .pong, masked: false),
            Frame.frame(ByteBuffer(repeating: 0x63, count: 2 << 20), .binary, isFinal: false, masked: false),
            Frame.frame(ByteBuffer(string: "end"), .continuation, masked: false),
        ]
        let sum = down.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) }
        try await run(.sendBytes(sum)) { gateway, client, upstream in
            _ = try #require(await client.openSession())
            for frame in frames { await client.send(frame) }
            let connection = try #require(await upstream.connection(0))
            let expected = frames.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) }
            #expect(await connection.inbox.wait { $0.bytes.readableBytes > expected.readableBytes })
            #expect(await client.inbox.wait { $0.bytes.readableBytes > sum.readableBytes })
            try await eventually { client.transcript.bytes == sum }
            try await eventually { connection.transcript.bytes == expected }
        }
    }

    @Test func `the caller closes, the provider answers, and both are closed`() async throws {
        let close = Frame.close(1000, "done", masked: false)
        try await run(.say(RealtimeAsk.created), .told, .sendBytes(close), .close) { gateway, client, upstream in
            _ = try #require(await client.openSession())
            await client.send(Frame.close(1000, "done"))
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.messages(1) == [.close(code: 1000, reason: "done")])
            connection.proceed()
            #expect(await client.ended())
            #expect(client.transcript.messages.last == .close(code: 1000, reason: "done"))
            let entry = try await entry(gateway)
            #expect(entry.status == 101)
            #expect(entry.code == nil)
            #expect(entry.isStream)
        }
    }

    @Test func `a close that the provider does not answer is answered all the same`() async throws {
        try await run(.say(RealtimeAsk.created), .told, .close) { gateway, client, upstream in
            _ = try #require(await client.openSession())
            await client.send(Frame.close(1000))
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.messages(1).count == 1)
            connection.proceed()
            #expect(await client.ended())
            #expect(client.transcript.messages.last == .close(code: 1000, reason: ""))
            #expect(try await entry(gateway).code == nil)
        }
    }

    @Test(arguments: [(1000, nil), (1001, nil), (1011, ErrorCode.upstreamError)] as [(UInt16, ErrorCode?)])
    func `the provider closes, and its code reaches the caller`(_ code: UInt16, _ logged: ErrorCode?) async throws {
        let close = Frame.close(code, "why", masked: false)
        try await run(.say(RealtimeAsk.created), .told, .sendBytes(close), .close) { gateway, client, upstream in
            _ = try #require(await client.openSession())
            await upstream.connection(0)?.proceed()
            #expect(await client.messages(2).last == .close(code: code, reason: "why"))
            #expect(await client.ended())
            let entry = try await entry(gateway)
            #expect(entry.status == 101)
            #expect(entry.code == logged)
            #expect(entry.cause == (logged == nil ? nil : "closed with \(code) why"))
        }
    }

    @Test(arguments: [false, true])
    func `a provider that vanishes is told as an error and 1011`(_ isReset: Bool) async throws {
        try await run(.say(RealtimeAsk.created), .told, isReset ? .reset : .close) { gateway, client, upstream in
            _ = try #require(await client.openSession())
            await upstream.connection(0)?.proceed()
            #expect(await client.ended())
            let said = client.transcript
            #expect(said.closeCode == 1011)
            let event = try JSONDocument(validating: try #require(said.texts.last)).root
            #expect(event["type"]?.string == "error")
            #expect(event["error"]?["code"]?.string == "upstream_error")
            #expect(event["error"]?["source"]?.string == "provider:a")
            #expect(event["error"]?["hint"]?.string != nil)
            #expect(try await entry(gateway).code == .upstreamError)
        }
    }

    @Test(arguments: DisconnectTests.Leaving.allCases)
    func `a caller that leaves closes the provider's socket at once`(_ leaving: DisconnectTests.Leaving) async throws {
        try await run(.say(RealtimeAsk.created)) { gateway, client, upstream in
            _ = try #require(await client.openSession())
            switch leaving {
            case .close: await client.close()
            case .reset: client.reset()
            case .half: await client.closeOutput()
            }
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.inbox.wait(within: .seconds(20)) { $0.ending != nil })
            #expect(try await entry(gateway).code == .callerGone)
        }
    }

    @Test func `a caller that closes and leaves has ended properly`() async throws {
        try await run(.say(RealtimeAsk.created)) { gateway, client, upstream in
            _ = try #require(await client.openSession())
            await client.send(Frame.close(1001))
            await client.close()
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.messages(1) == [.close(code: 1001, reason: "")])
            #expect(await connection.inbox.wait(within: .seconds(20)) { $0.ending != nil })
            #expect(try await entry(gateway).code == nil)
        }
    }

    @Test func `a caller that takes nothing stops the reading from the provider, and the other way round`() async throws
    {
        let block = Frame.frame(ByteBuffer(repeating: 0x61, count: 60_000), .binary, masked: false)
        let total = 300 * block.readableBytes
        try await run(.say(RealtimeAsk.created), .flood(block, times: 300)) { gateway, _, upstream in
            let client = try await gateway.client(receiveBuffer: 4_096)
            _ = try #require(await client.openSession())
            await client.setReading(false)
            let connection = try #require(await upstream.connection(0))
            var before = -1
            while before != connection.flooded || before == 0 {
                before = connection.flooded
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(before < 14 << 20 && before < total)
            await client.setReading(true)
            #expect(await client.inbox.wait { $0.bytes.readableBytes > total })
        }
        try await run(.say(RealtimeAsk.created), .stopReading) { gateway, client, upstream in
            _ = try #require(await client.openSession())
            let frame = Frame.frame(ByteBuffer(repeating: 0x61, count: 1 << 20), .binary)
            let taken = Inbox()
            let sending = Task {
                for _ in 0..<40 {
                    await client.send(frame)
                    taken.append(ByteBuffer(string: "."))
                }
            }
            #expect(await !taken.wait(within: .seconds(2)) { $0.bytes.readableBytes == 40 })
            // A proper end would stand behind what is not read.
            client.reset()
            await sending.value
            #expect(try await entry(gateway).code == .callerGone)
        }
    }

    @Test func `usage and cost stand in the log, summed over the answers`() async throws {
        let done =
            #"{"type":"response.done","response":{"id":"r","usage":{"input_tokens":100,"output_tokens":10,"#
            + #""input_token_details":{"cached_tokens":40,"audio_tokens":0}}}}"#
        let classes = {
            var classes = PriceRow.Classes()
            classes.input = Price(usdPerMillionTokens: "0.0001")
            classes.output = Price(usdPerMillionTokens: "0.0001")
            return classes
        }()
        try await run(
            .say(RealtimeAsk.created), .say(done), .say(done), .sendBytes(Frame.close(1000, masked: false)), .close
        ) {
            $0.prices = PriceBook(configured: ["a/m": PriceRow(classes: classes, isConfigured: false)])
        } _: { gateway, client, _ in
            _ = try #require(await client.openSession())
            #expect(await client.ended())
            let entry = try await entry(gateway)
            #expect(entry.usage?.input == 200)
            #expect(entry.usage?.cacheRead == 80)
            #expect(entry.attempts.count == 1)
            #expect(entry.attempts.first?.status == 101)
            // 220 tokens of 0.1 nano-USD: rounded once.
            #expect(entry.costNanoUSD == 22)
        }
    }

    @Test func `an error event is relayed, and its code stands in the log`() async throws {
        let error = #"{"type":"error","error":{"type":"invalid_request_error","code":"bad_voice","message":"m"}}"#
        try await run(
            .say(RealtimeAsk.created), .say(error), .sendBytes(Frame.close(1000, masked: false)), .close
        ) { gateway, client, _ in
            _ = try #require(await client.openSession())
            #expect(await client.ended())
            #expect(client.transcript.texts == [RealtimeAsk.created, error])
            #expect(try await entry(gateway).cause == "the session had an error: bad_voice")
        }
    }

    @Test func `TLS on both sides changes nothing`() async throws {
        let identity = TestCertificates.server
        let (certificate, key) = (
            try TestCertificates.file(identity.certificate), try TestCertificates.file(identity.key)
        )
        let roots = try TestCertificates.file(TestCertificates.authority)
        let upstream = try await SocketUpstream.start(
            [.request, .openSocket(""), .say(RealtimeAsk.created)], tls: identity.serverContext())
        try await TestGateway.run {
            $0.listener.tls = .init(certificateFile: certificate, keyFile: key)
            $0.providers = [
                Provider(
                    id: "a", kind: .openAI,
                    origin: Origin(isTLS: true, host: "localhost", port: upstream.port, roots: roots), basePath: "/v1",
                    authorization: .bearer, credential: Secret("sk"), endpoints: ProviderKind.openAI.endpoints)
            ]
        } _: { gateway in
            let client = try await RawClient.connect(to: gateway.port, tls: TestCertificates.clientContext())
            _ = try #require(await client.openSession())
            #expect(await client.messages(1) == [.text(ByteBuffer(string: RealtimeAsk.created))])
            let frame = Frame.frame(ByteBuffer(repeating: 0x61, count: 300_000), .binary)
            await client.send(frame)
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.messages(1).count == 1)
            #expect(connection.transcript.bytes == frame)
            await client.send(Frame.close(1000))
            #expect(await connection.messages(2).count == 2)
        }
    }

    @Test func `a provider that says nothing first is relayed all the same`() async throws {
        try await run(.bytes(400), .say("{}")) { gateway, client, upstream in
            _ = try #require(await client.openSession())
            await client.send(Frame.text(String(repeating: " ", count: 400)))
            #expect(await client.messages(1) == [.text(ByteBuffer(string: "{}"))])
        }
    }
}
