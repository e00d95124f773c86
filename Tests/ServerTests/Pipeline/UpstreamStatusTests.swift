import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What a caller is told of a provider's refusal.
struct UpstreamStatusTests {
    struct Row: Sendable {
        var upstream: Int
        var status: Int
        var code: String
    }

    private static func row(_ upstream: Int, _ status: Int, _ code: String) -> Row {
        Row(upstream: upstream, status: status, code: code)
    }

    static let rows: [Row] =
        [400, 404, 409, 413, 415, 418, 422, 429].map { row($0, $0, "c") } + [
            row(401, 502, "provider_auth_error"), row(402, 502, "provider_auth_error"),
            row(403, 502, "provider_auth_error"), row(408, 504, "c"), row(500, 502, "c"), row(501, 502, "c"),
            row(502, 502, "c"), row(503, 503, "c"), row(504, 504, "c"), row(529, 503, "c"), row(302, 502, "c"),
            row(599, 502, "c"), row(700, 502, "c"),
        ]

    private func answer(
        _ text: String, auth: Snapshot.Auth? = nil, _ body: (Replies.Reply) throws -> Void
    ) async throws {
        let upstream = try await SocketUpstream.start([.request, .send(text)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            if let auth { $0.auth = auth }
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m"))
            try body(try #require(await client.replies(1).first))
        }
    }

    @Test(arguments: rows)
    func `a status is mapped by the table`(_ row: Row) async throws {
        try await answer(UpstreamText.answer(UpstreamText.error("sorry sk-provider-secret"), status: row.upstream)) {
            reply in
            #expect(reply.status == row.status, "\(row)")
            #expect(reply.errorCode == row.code, "\(row)")
            #expect(reply.member("source") == "provider:a")
            #expect(reply.member("hint")?.isEmpty == false)
            #expect(reply.member("request_id") == reply.fields.first("x-request-id"))
            if row.code == "c" {
                #expect(reply.text.contains(#""extra":{"kept":true}"#), "\(row): \(reply.text)")
                #expect(reply.member("type") == "t" && reply.member("param") == "p")
            } else {
                #expect(!reply.text.contains("secret"))
            }
        }
    }

    @Test(arguments: [401, 403])
    func `in client mode a refused credential is the caller's to know`(_ status: Int) async throws {
        let text = UpstreamText.answer(UpstreamText.error("wrong key"), status: status)
        try await answer(text, auth: .init(mode: .client, keys: [])) { reply in
            #expect(reply.status == status)
            #expect(reply.member("message") == "wrong key")
        }
    }

    @Test(arguments: [
        ("retry-after: 7", "7"), ("retry-after: 1.2", "2"), ("retry-after-ms: 1500", "2"),
        ("retry-after: Sun, 06 Nov 1994 08:49:47 GMT\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT", "10"),
        ("retry-after: soon", nil), ("retry-after: -1", nil), ("x: y", nil),
    ])
    func `retry-after is passed on in whole seconds`(_ field: String, _ seconds: String?) async throws {
        for status in [429, 503] {
            let text = UpstreamText.answer(UpstreamText.error("slow"), status: status, fields: field + "\r\n")
            try await answer(text) { #expect($0.fields.values("retry-after") == (seconds.map { [$0] } ?? [])) }
        }
    }

    @Test(arguments: ["", "<html>bad gateway</html>", "{\"error\":\"text\"}", "null", "[1]", "{\"detail\":{\"a\":1}}"])
    func `a refusal in any form is told in OpenAI's`(_ body: String) async throws {
        try await answer(UpstreamText.answer(body, status: 422)) { reply in
            #expect(reply.status == 422)
            #expect(reply.member("message")?.isEmpty == false)
            #expect(reply.fields.first("content-type") == "application/json")
        }
    }

    @Test func `a provider out of reach is a 502 that names no address`() async throws {
        try await TestGateway.run {
            $0.providers = [.local("a", port: 1)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m"))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 502)
            #expect(reply.errorCode == "upstream_error")
            #expect(!reply.text.contains("127.0.0.1"))
        }
    }

    @Test func `a provider that hangs is a 504`() async throws {
        let upstream = try await SocketUpstream.start([.request])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.timeouts.firstByte = .milliseconds(200)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m") + Ask.get("/livez"))
            let replies = await client.replies(2)
            #expect(replies.statuses == [504, 200])
            #expect(replies.first?.errorCode == "upstream_timeout")
            #expect(await upstream.connection(0)?.inbox.wait { $0.ending != nil } == true)
        }
    }
}
