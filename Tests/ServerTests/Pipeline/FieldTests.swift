import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Which header fields cross the gateway, and which stay on their side.
struct FieldTests {
    private static let sent =
        "connection: x-private, keep-alive\r\nx-private: 1\r\nkeep-alive: timeout=5\r\nte: trailers\r\ntrailer: x\r\n"
        + "proxy-authorization: Basic eA==\r\nproxy-connection: x\r\ncookie: a=b\r\nx-forwarded-for: 1.2.3.4\r\n"
        + "forwarded: for=1.2.3.4\r\nx-api-key: \(TestGateway.key)\r\napi-key: \(TestGateway.key)\r\n"
        + "x-goog-api-key: \(TestGateway.key)\r\nuser-agent: sdk/1\r\nx-stainless-lang: python\r\norigin: https://x\r\n"
        + "referer: https://x\r\nopenai-organization: org\r\nopenai-project: p\r\nopenai-beta: assistants=v2\r\n"
        + "x-llmgateway-strict: false\r\nidempotency-key: 1\r\naccept-encoding: gzip, br\r\naccept: */*\r\n"
        + "content-type: application/json; charset=utf-8\r\nupgrade: h2c\r\nexpect: 100-continue\r\n"

    private func names(_ fields: HeaderFields) -> [String] {
        var names: [String] = []
        fields.forEach { name, _ in names.append(name) }
        return names.sorted()
    }

    @Test func `no credential and no hop-by-hop field of the caller goes upstream`() async throws {
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.completion)), .again,
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", fields: Self.sent))
            #expect(await client.replies(1).statuses == [200])
            let head = try #require(upstream.requests.first?.head)
            #expect(
                names(head.fields) == [
                    "accept-encoding", "authorization", "content-length", "content-type", "host", "openai-beta",
                    "user-agent",
                ])
            #expect(head.fields.values("authorization") == ["Bearer sk-provider-secret"])
            #expect(head.fields.values("accept-encoding") == ["identity"])
            #expect(head.fields.values("host") == ["127.0.0.1:\(upstream.port)"])
            #expect(!upstream.connections[0].inbox.content.text.contains(TestGateway.key))
        }
    }

    @Test func `the key of the query goes nowhere`() async throws {
        let upstream = try await SocketUpstream.start([.request, .send(UpstreamText.answer(UpstreamText.completion))])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            let body = #"{"model":"a/m","messages":[]}"#
            await client.send(Ask.post(body, path: "/v1/chat/completions?key=\(TestGateway.key)&x=y"))
            #expect(await client.replies(1).statuses == [200])
            #expect(upstream.requests.first?.head.target == "/v1/chat/completions")
            try await eventually { gateway.log.recent.first?.path == "/v1/chat/completions" }
        }
    }

    @Test func `in client mode the caller's own key goes upstream, and its organisation`() async throws {
        let upstream = try await SocketUpstream.start([.request, .send(UpstreamText.answer(UpstreamText.completion))])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.auth = .init(mode: .client, keys: [])
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", fields: "openai-organization: org\r\n", key: "sk-own"))
            #expect(await client.replies(1).statuses == [200])
            let fields = try #require(upstream.requests.first?.head.fields)
            #expect(fields.values("authorization") == ["Bearer sk-own"])
            #expect(fields.values("openai-organization") == ["org"])
        }
    }

    @Test(arguments: [false, true])
    func `fields that SDKs read come back, the rest does not`(_ isStream: Bool) async throws {
        let fields =
            "set-cookie: a=b\r\nset-cookie: c=d\r\nserver: x\r\nx-request-id: theirs\r\nkeep-alive: timeout=5\r\n"
            + "connection: keep-alive, x-private\r\nx-private: 1\r\nproxy-authenticate: x\r\nstrict-transport-security: x\r\n"
            + "alt-svc: h3\r\naccess-control-allow-origin: *\r\ncf-ray: 1\r\nopenai-processing-ms: 12\r\n"
            + "openai-version: 2020-10-01\r\nopenai-organization: org\r\nx-ratelimit-limit-requests: 10\r\n"
            + "x-ratelimit-remaining-tokens: 9\r\nrequest-id: req_1\r\nx-llmgateway-provider: forged\r\ndate: then\r\n"
        let text =
            isStream
            ? UpstreamText.stream.replacing("transfer-encoding", with: fields + "transfer-encoding")
            : UpstreamText.answer(UpstreamText.completion, fields: fields)
        let upstream = try await SocketUpstream.start([.request, .send(text)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", stream: isStream))
            let reply = try #require(await client.replies(1).first)
            for name in [
                "set-cookie", "server", "keep-alive", "connection", "x-private", "proxy-authenticate", "alt-svc",
            ] {
                #expect(!names(reply.fields).contains(name))
            }
            #expect(reply.fields.values("x-request-id").count == 1)
            #expect(reply.fields.first("x-request-id") != "theirs")
            #expect(reply.fields.values("x-llmgateway-provider") == ["a"])
            #expect(reply.fields.values("date").first?.hasSuffix("GMT") == true)
            #expect(reply.fields.first("openai-processing-ms") == "12")
            #expect(reply.fields.first("openai-organization") == "org")
            #expect(reply.fields.first("x-ratelimit-limit-requests") == "10")
            #expect(reply.fields.first("x-ratelimit-remaining-tokens") == "9")
            // The line is written once the answer has gone out.
            try await eventually { gateway.log.recent.count == 1 }
            #expect(gateway.log.recent.first?.upstreamRequestID == "theirs")
        }
    }
}
