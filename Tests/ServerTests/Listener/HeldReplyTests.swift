import GatewayTesting
import Server
import Testing
import Wire

/// Replies and requests that wait for others to leave with: whatever happens in between, they leave, once and in order.
struct HeldReplyTests {
    private static func run(_ body: (TestGateway) async throws -> Void) async throws {
        try await TestGateway.run({ $0.listener.fullLoad = 0 }, body)
    }

    @Test func `replies to requests sent ahead leave in their order, held ones and streams`() async throws {
        try await Self.run { gateway in
            let client = try await gateway.client()
            let sent = [
                Ask.chat(), Ask.chat(stream: true), Ask.chat(), Ask.get("/livez"),
                Ask.get("/v1/models", method: "HEAD"),
                Ask.chat(),
            ]
            await client.send(sent.joined())
            let replies = await client.replies(6, to: [.post, .post, .post, .get, .head, .post])
            #expect(replies.statuses == [200, 200, 200, 200, 401, 200])
            #expect(replies.ending == nil)
        }
    }

    @Test func `a held reply leaves before its connection closes`() async throws {
        try await Self.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(fields: "connection: close\r\n"))
            #expect(await client.ended())
            #expect(await client.replies(1).statuses == [200])
        }
    }

    @Test func `a request held for its provider leaves, one after the other on the same connection`() async throws {
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.completion)), .again,
        ])
        try await TestGateway.run {
            $0.listener.fullLoad = 0
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            for round in 1...3 {
                await client.send(Ask.chat(model: "a/m"))
                #expect(await client.replies(round).statuses == Array(repeating: 200, count: round))
            }
            #expect(upstream.requests.count == 3)
            #expect(upstream.connections.count == 1)
        }
    }
}
