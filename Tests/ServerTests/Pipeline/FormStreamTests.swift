import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// Forms with files, passed on while they come.
struct FormStreamTests {
    private static let opening =
        "--b\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\na/whisper\r\n"
        + "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n"
    private static let ending = "\r\n--b--\r\n"
    private static let answer = UpstreamText.answer(#"{"text":"hello"}"#)

    private func head(_ length: Int?, path: String = "/v1/audio/transcriptions") -> String {
        let framing = length.map { "content-length: \($0)" } ?? "transfer-encoding: chunked"
        return "POST \(path) HTTP/1.1\r\nhost: gateway\r\n\(Ask.authorized)"
            + "content-type: multipart/form-data; boundary=b\r\n\(framing)\r\n\r\n"
    }

    private func run(
        _ script: [SocketUpstream.Step], _ limit: Int = 32 << 20,
        _ body: (TestGateway, SocketUpstream) async throws -> Void
    ) async throws {
        let upstream = try await SocketUpstream.start(script)
        let second = try await SocketUpstream.start([.request, .send(Self.answer)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port), .local("b", port: second.port)]
            $0.limits.body = limit
        } _: { gateway in
            try await body(gateway, upstream)
            #expect(second.connections.isEmpty)
        }
    }

    @Test func `the provider has the beginning before the caller has sent the end`() async throws {
        try await run([.request, .send(Self.answer)]) { gateway, upstream in
            let client = try await gateway.client()
            let file = String(repeating: "x", count: 200_000)
            let length = Self.opening.utf8.count + file.utf8.count + Self.ending.utf8.count
            await client.send(head(length) + Self.opening + file.prefix(100_000))
            let connection = try #require(await upstream.connection(0))
            // The model's name is shorter by its provider's.
            #expect(await connection.inbox.wait { $0.text.contains("content-length: \(length - 2)\r\n") })
            #expect(await connection.inbox.wait { $0.text.utf8.count > 100_000 })
            await client.send(file.dropFirst(100_000) + Self.ending)
            #expect(await client.replies(1).statuses == [200])
            let sent = try #require(connection.requests.first)
            #expect(
                String(buffer: sent.body) == Self.opening.replacing("a/whisper", with: "whisper") + file + Self.ending)
            // Both connections serve on.
            await client.send(Ask.chat())
            #expect(await client.replies(2).statuses == [200, 200])
        }
    }

    @Test func `a form above the rate goes on past the grace, though what has come is passed on`() async throws {
        let upstream = try await SocketUpstream.start([.request, .send(Self.answer)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.tickOften()
            $0.listener.bodyGrace = .milliseconds(100)
            $0.listener.bodyRate = 10
        } _: { gateway in
            let client = try await gateway.client()
            let file = String(repeating: "x", count: 4_000)
            let length = Self.opening.utf8.count + file.utf8.count + Self.ending.utf8.count
            await client.send(head(length) + Self.opening + file.prefix(2_000))
            // Ticks pass while all that has come is with the provider.
            try await Task.sleep(for: .milliseconds(300))
            await client.send(file.dropFirst(2_000) + Self.ending)
            #expect(await client.replies(1).statuses == [200])
        }
    }

    @Test func `a form of unknown length goes on in chunks`() async throws {
        try await run([.request, .send(Self.answer)]) { gateway, upstream in
            let client = try await gateway.client()
            await client.send(head(nil) + UpstreamText.chunk(Self.opening + "abc"))
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.inbox.wait { $0.text.contains("transfer-encoding: chunked") })
            await client.send(UpstreamText.chunk("def") + UpstreamText.chunk(Self.ending) + UpstreamText.end)
            #expect(await client.replies(1).statuses == [200])
            #expect(
                connection.requests.first.map { String(buffer: $0.body) }?.contains("\r\n\r\nabcdef\r\n--b--") == true)
        }
    }

    @Test func `a field that counts may not stand behind the file`() async throws {
        try await run([.told]) { gateway, upstream in
            let client = try await gateway.client()
            let late = "\r\n--b\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\nb/other" + Self.ending
            await client.send(head(Self.opening.utf8.count + 3 + late.utf8.count) + Self.opening + "abc")
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.inbox.wait { $0.text.contains("abc") })
            await client.send(late)
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 400)
            #expect(reply.text.contains("behind the file"))
            // What was not checked was not sent, and the body was cut short.
            #expect(await connection.inbox.wait { $0.ending != nil })
            #expect(!connection.inbox.content.text.contains("b/other"))
        }
    }

    @Test func `a provider that answers early ends the call`() async throws {
        let refusal = UpstreamText.answer(UpstreamText.error("too long"), status: 413)
        try await run([.bytes(10), .send(refusal)]) { gateway, _ in
            let client = try await gateway.client()
            await client.send(head(1_000_000) + Self.opening + "abc")
            await client.send("def")
            #expect(await client.replies(1).statuses == [413])
        }
    }

    @Test func `a form that grows beyond the limit is cut off`() async throws {
        try await run([.told], 1_000) { gateway, upstream in
            let client = try await gateway.client()
            await client.send(head(nil) + UpstreamText.chunk(Self.opening + "abc"))
            let connection = try #require(await upstream.connection(0))
            await client.send(UpstreamText.chunk(String(repeating: "x", count: 2_000)))
            #expect(await client.replies(1).statuses == [413])
            #expect(await connection.inbox.wait { $0.ending != nil })
        }
    }

    @Test func `a caller that leaves takes the provider's connection with it`() async throws {
        try await run([.told]) { gateway, upstream in
            let client = try await gateway.client()
            await client.send(head(1_000_000) + Self.opening + "abc")
            let connection = try #require(await upstream.connection(0))
            #expect(await connection.inbox.wait { $0.text.contains("abc") })
            await client.close()
            #expect(await connection.inbox.wait { $0.ending != nil })
            try await eventually { gateway.log.recent.count == 1 }
            #expect(gateway.log.recent.first?.code == .callerGone)
        }
    }

    @Test func `a slow provider holds the caller back`() async throws {
        try await run([.bytes(10), .stopReading, .told]) { gateway, upstream in
            let client = try await gateway.client()
            await client.send(head(30 << 20) + Self.opening)
            _ = try #require(await upstream.connection(0))
            let piece = String(repeating: "x", count: 1 << 20)
            let sent = Inbox()
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    for _ in 0..<24 { await client.send(piece) }
                    sent.end(.closed)
                }
                // What the system's buffers take is less than that.
                #expect(await sent.wait(within: .milliseconds(300)) { $0.ending != nil } == false)
                await client.close()
            }
        }
    }

    @Test(arguments: [true, false])
    func `a form failed over went out as a half one that looked whole`(isChunked: Bool) async throws {
        let second = try await SocketUpstream.start([.request, .send(Self.answer)])
        try await TestGateway.run {
            $0.providers = [.local("dead", port: 1), .local("up", port: second.port)]
            $0.models = [
                ConfiguredModel(
                    name: "stt", policy: .priority,
                    targets: [.init(provider: "dead", model: "w"), .init(provider: "up", model: "w")])
            ]
        } _: { gateway in
            let client = try await gateway.client()
            let opening = Self.opening.replacing("a/whisper", with: "stt")
            let rest = "abc" + Self.ending
            if isChunked {
                await client.send(head(nil) + UpstreamText.chunk(opening + "x"))
            } else {
                await client.send(head(opening.utf8.count + 1 + rest.utf8.count) + opening + "x")
            }
            let connection = try #require(await second.connection(0))
            #expect(await connection.inbox.wait { $0.text.contains("\r\n\r\nx") })
            await client.send(isChunked ? UpstreamText.chunk(rest) + UpstreamText.end : rest)
            #expect(await client.replies(1).statuses == [200])
            let sent = try #require(connection.requests.first)
            #expect(String(buffer: sent.body).hasSuffix("\r\n\r\nxabc" + Self.ending))
        }
    }
}
