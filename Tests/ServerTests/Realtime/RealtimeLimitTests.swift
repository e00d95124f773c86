import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// Limits of time and size, and the end of the process.
struct RealtimeLimitTests {
    private func run(
        _ script: SocketUpstream.Step..., change: (inout TestGateway.Options) -> Void = { _ in },
        _ body: (TestGateway, RawClient, SocketUpstream) async throws -> Void
    ) async throws {
        let upstream = try await SocketUpstream.start([.request, .openSocket(""), .say(RealtimeAsk.created)] + script)
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            change(&$0)
        } _: { gateway in
            let client = try await gateway.client()
            _ = try #require(await client.openSession())
            try await body(gateway, client, upstream)
        }
    }

    private func expectEnd(
        _ client: RawClient, _ upstream: SocketUpstream, code: UInt16, error: String
    ) async throws {
        #expect(await client.ended())
        #expect(client.transcript.closeCode == code)
        #expect(client.transcript.texts.last?.contains(#""code":"\#(error)""#) == true)
        let connection = try #require(await upstream.connection(0))
        #expect(await connection.inbox.wait { $0.ending != nil })
        #expect(connection.transcript.closeCode == 1001)
    }

    @Test func `silence both ways ends a session`() async throws {
        try await run {
            $0.timeouts.idle = .seconds(3)
        } _: { gateway, client, upstream in
            try await expectEnd(client, upstream, code: 1001, error: "request_timeout")
            try await eventually { gateway.log.recent.first?.code == .requestTimeout }
            #expect(gateway.log.recent.first?.status == 101)
        }
    }

    @Test func `pings keep a session open`() async throws {
        try await run {
            $0.timeouts.idle = .seconds(5)
        } _: { gateway, client, upstream in
            let connection = try #require(await upstream.connection(0))
            for count in 1...7 {
                await client.send(Frame.frame(ByteBuffer(), .ping))
                #expect(await connection.messages(count).count == count)
                try await Task.sleep(for: .seconds(1))
            }
            #expect(client.transcript.closeCode == nil)
        }
    }

    @Test func `a session ends when its time is over, however busy it is`() async throws {
        let ping = Frame.frame(ByteBuffer(), .ping, masked: false)
        let busy = (0..<200).flatMap { _ in [SocketUpstream.Step.sendBytes(ping), .pause(.milliseconds(50))] }
        let upstream = try await SocketUpstream.start([.request, .openSocket(""), .say(RealtimeAsk.created)] + busy)
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.timeouts.total = .seconds(4)
        } _: { gateway in
            let client = try await gateway.client()
            _ = try #require(await client.openSession())
            try await expectEnd(client, upstream, code: 1001, error: "request_timeout")
        }
    }

    @Test func `a message over the limit ends a session with 1009`() async throws {
        try await run {
            $0.limits.body = 1_000
        } _: { gateway, client, upstream in
            await client.send(Frame.frame(ByteBuffer(repeating: 1, count: 1_000), .binary))
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.messages(1).count == 1)
            await client.send(Frame.frame(ByteBuffer(repeating: 1, count: 1_001), .binary))
            try await expectEnd(client, upstream, code: 1009, error: "body_too_large")
        }
    }

    @Test func `what is no frame ends a session with 1002`() async throws {
        try await run { gateway, client, upstream in
            await client.send("hello, this is not a frame")
            try await expectEnd(client, upstream, code: 1002, error: "invalid_request")
        }
    }

    @Test func `at the end of the process sessions have the grace`() async throws {
        try await run(.told, .sendBytes(Frame.close(1000, masked: false)), .close) {
            $0.listener.drainGrace = .minutes(10)
        } _: { gateway, client, upstream in
            await gateway.shutDown()
            await client.send(Frame.text("{}"))
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.messages(1).count == 1)
            connection.proceed()
            #expect(await client.ended())
            #expect(client.transcript.closeCode == 1000)
            #expect(await gateway.hasEnded())
        }
    }

    @Test func `when the grace is over sessions close with 1001`() async throws {
        try await run { gateway, client, upstream in
            await gateway.shutDown()
            try await expectEnd(client, upstream, code: 1001, error: "gateway_overloaded")
            #expect(await gateway.hasEnded())
        }
    }

    @Test func `a session of a revoked key could not be ended`() async throws {
        try await run { gateway, untouched, upstream in
            let person = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web"}"#)
            let client = try await gateway.client()
            let fields = "authorization: Bearer \(made.secret)\r\n"
            _ = try #require(await client.openSession(RealtimeAsk.open(fields: fields)))
            #expect(await client.messages(1).count == 1)
            let revoked = try await person.ask("POST", "/keys/\(made.id)/revoke", #"{"end_calls":true}"#)
            #expect(revoked["ended_calls"] == 1)
            #expect(await client.ended())
            #expect(client.transcript.closeCode == 1008)
            #expect(client.transcript.texts.last?.contains(#""code":"invalid_api_key""#) == true)
            let connection = try #require(await upstream.connection(1))
            #expect(await connection.inbox.wait { $0.ending != nil })
            #expect(untouched.transcript.closeCode == nil)
        }
    }

    @Test func `an end falls between frames`() async throws {
        // The head of a frame of five bytes, and two of them.
        let begun = ByteBuffer(bytes: [0x81, 0x05, 0x68, 0x65])
        try await run(.sendBytes(begun), .told, .send("llo")) {
            $0.timeouts.idle = .seconds(60)
        } _: { gateway, client, upstream in
            _ = await client.inbox.wait { $0.hasSuffix("he") }
            await client.send(Frame.text(#"{"session":{"model":"other"}}"#))
            await upstream.connection(0)?.proceed()
            #expect(await client.ended())
            #expect(client.transcript.texts.dropFirst().first == "hello")
            #expect(client.transcript.closeCode == 1008)
        }
    }

    @Test func `a session counts among the calls of its key until it ends`() async throws {
        try await run {
            $0.auth.keys[0].policy.limits.concurrent = 1
        } _: { gateway, client, upstream in
            let second = try await gateway.client()
            await second.send(RealtimeAsk.open())
            #expect(await second.replies(1, to: [.get]).statuses == [429])
            await client.close()
            try await eventually { try await gateway.client().openSession() != nil }
        }
    }
}
