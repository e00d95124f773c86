import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Requests one after another on a connection, however their bytes arrive.
struct ConnectionTests {
    @Test func `requests sent ahead are answered in their order, once each`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let sent = [
                Ask.chat(), Ask.get("/livez"), Ask.get("/nowhere"), Ask.get("/v1/models", method: "HEAD"),
                Ask.chat(key: "wrong-key-wrong-key"), Ask.chat(stream: true), Ask.get("/readyz"),
            ]
            let methods: [HTTPMethod] = [.post, .get, .get, .head, .post, .post, .get]
            await client.send(sent.joined())
            let replies = await client.replies(7, to: methods)
            #expect(replies.statuses == [200, 200, 404, 401, 401, 200, 200])
            #expect(replies.first?.text.contains("one two three") == true)
            #expect(replies.whole.dropFirst(5).first?.text.hasSuffix("data: [DONE]\n\n") == true)
            #expect(Set(replies.whole.compactMap { $0.fields.first("x-request-id") }).count == 7)
            #expect(replies.ending == nil)
        }
    }

    @Test(arguments: [1, 2, 7])
    func `the cuts between packets change nothing`(_ size: Int) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat() + Ask.get("/livez"), inPiecesOf: size)
            #expect(await client.replies(2).statuses == [200, 200])
        }
    }

    /// Reading stops when much is sent ahead; it must go on for a body whose head had come already.
    @Test func `a large request sent behind another is read to its end`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let large = Ask.post(
                #"{"model":"mock/echo","messages":[{"role":"user","content":"\#(String(repeating: "word ", count: 60_000))"}]}"#,
                fields: Ask.authorized)
            await client.send(Ask.chat(model: "mock/slow") + large + Ask.get("/livez"))
            #expect(await client.replies(3).statuses == [200, 200, 200])
        }
    }

    @Test func `a chunked body is read, its extensions and trailers dropped`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let body = #"{"model":"mock/echo","messages":[{"role":"user","content":"in chunks"}]}"#
            let cut = body.index(body.startIndex, offsetBy: 20)
            var request =
                "POST /chat/completions HTTP/1.1\r\nhost: a\r\n\(Ask.authorized)Transfer-Encoding: CHUNKED\r\n\r\n"
            request += "14;name=value\r\n\(body[..<cut])\r\n"
            request += "\(String(body.utf8.count - 20, radix: 16))\r\n\(body[cut...])\r\n0\r\nx-trailer: 1\r\n\r\n"
            await client.send(request + Ask.get("/livez"))
            let replies = await client.replies(2)
            #expect(replies.statuses == [200, 200])
            #expect(replies.first?.text.contains("in chunks") == true)
        }
    }

    /// JDK clients offer HTTP/2 with each first request.
    @Test func `an offer of h2c is passed over and the connection stays usable`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let offer =
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABk\r\n"
            for round in 1...5 {
                await client.send(Ask.chat(fields: offer))
                let replies = await client.replies(round)
                #expect(replies.statuses == Array(repeating: 200, count: round))
                #expect(replies.whole.last?.fields.contains("upgrade") == false)
            }
        }
    }

    @Test func `HTTP 1 0 closes unless it is asked to stay`() async throws {
        try await TestGateway.run { gateway in
            let plain = try await gateway.client()
            let closed = await plain.exchange("GET /livez HTTP/1.0\r\n\r\n")
            #expect(closed.statuses == [200])
            #expect(closed.first?.fields.values("connection") == ["close"])
            let stays = try await gateway.client()
            await stays.send("GET /livez HTTP/1.0\r\nconnection: keep-alive\r\n\r\n")
            #expect(await stays.replies(1).first?.fields.values("connection") == ["keep-alive"])
            await stays.send(Ask.get("/livez"))
            #expect(await stays.replies(2).statuses == [200, 200])
        }
    }

    @Test func `a stream for HTTP 1 0 ends with the connection, in no chunks`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let request = Ask.chat(stream: true).replacing(" HTTP/1.1", with: " HTTP/1.0")
            let replies = await client.exchange(request)
            #expect(replies.statuses == [200])
            #expect(replies.first?.fields.contains("transfer-encoding") == false)
            #expect(replies.first?.text.hasSuffix("data: [DONE]\n\n") == true)
        }
    }

    @Test func `connection close is kept, and what is sent behind it is not served`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let replies = await client.exchange(Ask.chat(fields: "connection: close\r\n") + Ask.get("/livez"))
            #expect(replies.statuses == [200])
            #expect(replies.first?.fields.values("connection") == ["close"])
            #expect(replies.ending == .closed)
        }
    }

    @Test func `HEAD has the fields of GET and no body`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.get("/v1/models", fields: Ask.authorized))
            let get = try #require(await client.replies(1).first)
            await client.send(Ask.get("/v1/models", method: "HEAD", fields: Ask.authorized) + Ask.get("/livez"))
            let head = try #require(await client.replies(3, to: [.get, .head, .get]).whole.dropFirst().first)
            #expect(head.status == 200)
            #expect(head.fields.first("content-length") == get.fields.first("content-length"))
            #expect(head.body.readableBytes == 0 && get.body.readableBytes > 0)
        }
    }

    @Test func `a caller that only waits for an answer of ours may end its sending side`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.get("/v1/models", fields: Ask.authorized))
            await client.closeOutput()
            #expect(await client.ended())
            #expect(await client.replies(1).statuses == [200])
        }
    }

    /// The end of the caller's side must not throw away what still waits to be sent to it.
    @Test func `a reply not yet taken survives the end of the caller's sending side`() async throws {
        let content = String(repeating: "x", count: 900_000)
        let body = UpstreamText.completion.replacing("hello", with: content)
        let upstream = try await SocketUpstream.start([.request, .send(UpstreamText.answer(body))])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client(receiveBuffer: 4_096)
            await client.setReading(false)
            await client.send(Ask.chat(model: "a/m"))
            try await eventually { gateway.log.recent.count == 1 }
            await client.closeOutput()
            try await Task.sleep(for: .milliseconds(50))
            await client.setReading(true)
            #expect(await client.ended())
            let replies = await client.replies(1)
            #expect(replies.statuses == [200])
            #expect(replies.first?.text == body)
        }
    }
}
