import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// What is just within a limit, and what is just over it.
struct LimitTests {
    private static let body = #"{"model":"mock/echo","messages":[{"role":"user","content":"x"}]}"#

    @Test(arguments: [(999, 200), (1_000, 200), (1_001, 413)], [true, false])
    func `the limit on bodies is exact, whatever the framing`(
        _ row: (size: Int, status: Int), _ isChunked: Bool
    )
        async throws
    {
        try await TestGateway.run {
            $0.limits.body = 1_000
        } _: { gateway in
            let client = try await gateway.client()
            let padded = Self.body + String(repeating: " ", count: row.size - Self.body.utf8.count)
            let head =
                "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n\(Ask.authorized)transfer-encoding: chunked\r\n\r\n"
            let half = padded.index(padded.startIndex, offsetBy: 500)
            let chunks = UpstreamText.chunk(String(padded[..<half])) + UpstreamText.chunk(String(padded[half...]))
            await client.send(
                isChunked ? head + chunks + UpstreamText.end : Ask.post(padded, fields: Ask.authorized))
            #expect(await client.replies(1).statuses == [row.status])
        }
    }

    @Test(arguments: [(63, 200), (64, 400)])
    func `the limit on depth is exact`(_ depth: Int, _ status: Int) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            await client.send(
                Ask.post(Self.body.dropLast() + #","metadata":\#(nested)}"#, fields: Ask.authorized))
            #expect(await client.replies(1).statuses == [status])
        }
    }

    @Test func `a key's place is given back when its caller leaves`() async throws {
        let upstream = try await SocketUpstream.start([.request])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.auth = .init(
                mode: .gateway,
                keys: [
                    .init(name: "app", secret: Secret(TestGateway.key), policy: KeyPolicy(limits: .init(concurrent: 1)))
                ])
        } _: { gateway in
            let first = try await gateway.client()
            await first.send(Ask.chat(model: "a/m"))
            _ = await upstream.connection(0)?.inbox.wait { $0.bytes.readableBytes > 0 }
            let second = try await gateway.client()
            await second.send(Ask.chat())
            let refused = try #require(await second.replies(1).first)
            #expect(refused.status == 429)
            #expect(refused.fields.first("retry-after") == "1")
            await first.close()
            try await eventually {
                let third = try await gateway.client()
                await third.send(Ask.chat())
                return await third.replies(1).statuses == [200]
            }
        }
    }

    @Test func `the limit on all calls is a 503`() async throws {
        try await TestGateway.run {
            $0.limits.concurrent = 0
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat() + Ask.get("/livez"))
            let replies = await client.replies(2)
            #expect(replies.statuses == [503, 200])
            #expect(replies.first?.errorCode == "gateway_overloaded")
        }
    }
}
