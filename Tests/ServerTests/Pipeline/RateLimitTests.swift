import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// Limits through the listener: sockets, loops and threads are the real ones.
struct RateLimitTests {
    private static func keys(_ limits: RateLimits) -> Snapshot.Auth {
        .init(
            mode: .gateway,
            keys: [.init(name: "app", secret: Secret(TestGateway.key), policy: KeyPolicy(limits: limits))])
    }

    /// The time stands, so that none comes free meanwhile, however slow the machine.
    private static let standing: @Sendable () -> NIODeadline = {
        let now = NIODeadline.now()
        return { now }
    }()

    @Test(arguments: [RateLimits(requestsPerMinute: 100), RateLimits(tokensPerMinute: 1_000_000, concurrent: 1_000)])
    func `of a thousand calls at once exactly as many pass as may`(_ limits: RateLimits) async throws {
        try await TestGateway.run {
            $0.auth = Self.keys(limits)
            $0.limits.requestsPerMinute = limits.requestsPerMinute == nil ? 100 : nil
            $0.monotonic = Self.standing
        } _: { gateway in
            let statuses = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        let client = try await gateway.client()
                        await client.send(String(repeating: Ask.chat(), count: 20))
                        return await client.replies(20).statuses
                    }
                }
                return try await group.reduce(into: [Int: Int]()) { counts, statuses in
                    for status in statuses { counts[status, default: 0] += 1 }
                }
            }
            #expect(statuses == [200: 100, 429: 900])
        }
    }

    @Test func `fields stand on whole answers, on streams and on refusals, in the form of each door`() async throws {
        try await TestGateway.run {
            $0.auth = Self.keys(RateLimits(requestsPerMinute: 3, tokensPerMinute: 6_000))
            $0.monotonic = Self.standing
        } _: { gateway in
            let client = try await gateway.client()
            let message =
                #"{"model":"mock/echo","max_tokens":9,"messages":[{"role":"user","content":"one two three"}]}"#
            await client.send(
                Ask.chat() + Ask.chat(stream: true) + Ask.post(message, path: "/v1/messages", fields: Ask.authorized)
                    + Ask.post(message, path: "/v1/messages", fields: Ask.authorized) + Ask.chat())
            let replies = await client.replies(5)
            #expect(replies.statuses == [200, 200, 200, 429, 429])
            let left = replies.whole.map { $0.fields.first("x-ratelimit-remaining-requests") }
            #expect(left == ["2", "1", "0", "0", "0"])
            #expect(replies.whole.allSatisfy { $0.fields.first("x-ratelimit-limit-tokens") == "6000" })
            #expect(replies.whole.map { $0.fields.first("retry-after") } == [nil, nil, nil, "20", "20"])
            #expect(replies.whole[3].text.contains(#""type":"rate_limit_error""#))
        }
    }

    @Test func `lists and health are not limited`() async throws {
        try await TestGateway.run {
            $0.auth = Self.keys(RateLimits(requestsPerMinute: 1))
            $0.monotonic = Self.standing
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(
                Ask.chat() + Ask.chat() + Ask.get("/v1/models", fields: Ask.authorized) + Ask.get("/livez")
                    + Ask.get("/v1/models/mock%2Fecho", fields: Ask.authorized) + Ask.get("/readyz"))
            let replies = await client.replies(6)
            #expect(replies.statuses == [200, 429, 200, 200, 200, 200])
            #expect(replies.whole[2].fields.first("x-ratelimit-limit-requests") == nil)
        }
    }

    @Test func `an address is limited over all its connections`() async throws {
        try await TestGateway.run {
            $0.limits.address = RateLimits(requestsPerMinute: 2)
            $0.monotonic = Self.standing
        } _: { gateway in
            for expected in [200, 200, 429] {
                let client = try await gateway.client()
                await client.send(Ask.chat())
                let reply = try #require(await client.replies(1).first)
                #expect(reply.status == expected)
                if expected == 429 { #expect(reply.text.contains("The address 127.0.0.1 has used up its 2 requests")) }
            }
        }
    }

    @Test func `what a stream took is put right when its caller leaves`() async throws {
        let said = UpstreamText.streamHead + UpstreamText.chunk(UpstreamText.event("hel"))
        let upstream = try await SocketUpstream.start([.request, .send(said)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.auth = Self.keys(RateLimits(tokensPerMinute: 6_000, concurrent: 1))
            $0.monotonic = Self.standing
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", stream: true))
            #expect(await client.inbox.wait { String(buffer: $0.bytes).contains("hel") })
            await client.close()
            try await eventually { gateway.log.recent.count == 1 }
            // Nobody knows what it used: the estimate stands. Its place is free.
            let second = try await gateway.client()
            await second.send(Ask.chat())
            let reply = try #require(await second.replies(1).first)
            #expect(reply.status == 200)
            let bytes = [Ask.chat(model: "a/m", stream: true), Ask.chat()].map { $0.utf8.count - $0.firstBody }
            let charged = bytes.map { ($0 + 3) / 4 }.reduce(0, +)
            #expect(reply.fields.first("x-ratelimit-remaining-tokens") == "\(6_000 - charged)")
        }
    }
}

extension String {
    /// Where the body of a request begins.
    fileprivate var firstBody: Int { range(of: "\r\n\r\n") ?? 0 }

    private func range(of text: String) -> Int? {
        let (bytes, wanted) = (Array(utf8), Array(text.utf8))
        return bytes.indices.first { bytes[$0...].starts(with: wanted) }.map { $0 + wanted.count }
    }
}
