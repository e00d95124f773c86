import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// Slow callers.
struct DeadlineTests {
    @Test func `a connection that sends nothing is closed without a word`() async throws {
        try await TestGateway.run {
            $0.listener.headerTimeout = .milliseconds(100)
        } _: { gateway in
            let client = try await gateway.client()
            #expect(await client.ended())
            #expect(client.inbox.content.bytes.readableBytes == 0)
        }
    }

    @Test(arguments: [1, 2]) func `a head that does not come in time gets 408`(_ request: Int) async throws {
        try await TestGateway.run {
            $0.listener.headerTimeout = .seconds(3)
        } _: { gateway in
            let client = try await gateway.client()
            if request == 2 {
                await client.send(Ask.get("/livez"))
                #expect(await client.replies(1).statuses == [200])
            }
            // Each byte is progress, and none of it counts.
            await client.send("GET /livez HTTP/1.1\r\nhost: gateway\r\nx: ")
            for _ in 0..<1_200 where client.inbox.content.ending == nil {
                await client.send("y")
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(await client.ended())
            let replies = await client.replies(request)
            #expect(replies.statuses.last == 408)
            #expect(replies.whole.count == request)
            #expect(replies.whole.last?.fields.values("connection") == ["close"])
            #expect(replies.whole.last?.errorCode == "request_timeout")
        }
    }

    @Test func `an idle connection is closed without a word`() async throws {
        try await TestGateway.run {
            $0.listener.idleTimeout = .milliseconds(150)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.get("/livez"))
            #expect(await client.ended())
            let replies = await client.replies(1)
            #expect(replies.statuses == [200])
            #expect(!replies.isBroken)
        }
    }

    /// A tenth of a second of grace, then a thousand bytes a second.
    private func slowly(_ options: inout TestGateway.Options) {
        options.tickOften()
        options.listener.bodyGrace = .milliseconds(100)
        options.listener.bodyRate = 1_000
    }

    @Test(arguments: [0, 1]) func `a body that stops coming gets 408`(_ bytes: Int) async throws {
        try await TestGateway.run(slowly) { gateway in
            let client = try await gateway.client()
            let head = Ask.post("", fields: Ask.authorized).replacing("length: 0", with: "length: 1000")
            let replies = await client.exchange(head + String(repeating: " ", count: bytes))
            #expect(replies.statuses == [408])
            #expect(replies.ending == .closed)
        }
    }

    @Test func `a body slower than the rate gets 408, one byte at a time or not`() async throws {
        try await TestGateway.run(slowly) { gateway in
            let client = try await gateway.client()
            await client.send(Ask.post("", fields: Ask.authorized).replacing("length: 0", with: "length: 100000"))
            for _ in 0..<3_000 where client.inbox.content.ending == nil {
                await client.send("    ")
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(await client.replies(1).statuses == [408])
        }
    }

    @Test func `a slow body above the rate is read`() async throws {
        try await TestGateway.run {
            slowly(&$0)
            // Four hundred seconds' worth: no machine is that busy.
            $0.listener.bodyRate = 10
        } _: { gateway in
            let client = try await gateway.client()
            let padded =
                #"{"model":"mock/echo","messages":[{"role":"user","content":"x"}]}"#
                + String(repeating: " ", count: 4_000)
            let request = Ask.post(padded, fields: Ask.authorized)
            await client.send(String(request.prefix(2_000)))
            try await Task.sleep(for: .milliseconds(200))
            await client.send(String(request.dropFirst(2_000)), inPiecesOf: 400)
            #expect(await client.replies(1).statuses == [200])
        }
    }

    /// The time for what still comes used to run from the end of the call, and ended a reply not yet taken.
    @Test(arguments: [false, true])
    func `a slow reader that sent a stray line behind its body gets its reply whole`(_ ends: Bool) async throws {
        let content = String(repeating: "x", count: 900_000)
        let body = UpstreamText.completion.replacing("hello", with: content)
        let upstream = try await SocketUpstream.start([.request, .send(UpstreamText.answer(body))])
        try await TestGateway.run {
            $0.tickOften()
            $0.listener.lingerTime = .milliseconds(20)
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client(receiveBuffer: 4_096)
            await client.setReading(false)
            await client.send(Ask.chat(model: "a/m", fields: "connection: close\r\n") + "\r\n")
            try await eventually { gateway.log.recent.count == 1 }
            if ends { await client.closeOutput() }
            try await Task.sleep(for: .milliseconds(200))
            await client.setReading(true)
            #expect(await client.ended())
            let replies = await client.replies(1)
            #expect(replies.statuses == [200])
            #expect(replies.first?.text == body)
        }
    }

    @Test func `a caller that takes nothing is closed, and the provider with it`() async throws {
        let block = ByteBuffer(string: UpstreamText.chunk(UpstreamText.event(String(repeating: "x", count: 60_000))))
        let upstream = try await SocketUpstream.start(
            [.request, .send(UpstreamText.streamHead), .flood(block, times: 1_000)])
        try await TestGateway.run {
            $0.listener.writeStall = .milliseconds(200)
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client(receiveBuffer: 4_096)
            await client.setReading(false)
            await client.send(Ask.chat(model: "a/m", stream: true))
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.inbox.wait() { $0.ending != nil })
        }
    }
}
