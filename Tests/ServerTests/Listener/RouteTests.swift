import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What is served where, and what needs a key.
struct RouteTests {
    struct Row: Sendable, CustomStringConvertible {
        var method: String
        var path: String
        var status: Int
        var allow: String?

        var description: String { "\(method) \(path) \(status)" }

        init(_ method: String, _ path: String, _ status: Int, allow: String? = nil) {
            self.method = method
            self.path = path
            self.status = status
            self.allow = allow
        }
    }

    /// With a slash at the end.
    static let slashed = [
        Row("GET", "/livez/", 200), Row("GET", "/v1/models/", 401),
        Row("GET", "/v1/chat/completions/", 405, allow: "POST"),
    ]

    static let health: [Row] = ["/livez", "/readyz", "/startupz", "/healthz", "/health"].flatMap { rows(of: $0) }

    private static func rows(of path: String) -> [Row] {
        [
            Row("GET", path, 200), Row("HEAD", path, 200), Row("GET", path + "?x=1", 200),
            Row("POST", path, 405, allow: "GET, HEAD"), Row("DELETE", path, 405, allow: "GET, HEAD"),
        ]
    }

    static let prefixed: [Row] = ["/v1", "", "/openai/v1", "/openai"].flatMap { rows(under: $0) }

    private static func rows(under prefix: String) -> [Row] {
        [
            Row("GET", prefix + "/models", 401), Row("GET", prefix + "/models/mock/echo", 401),
            Row("GET", prefix + "/models/mock%2Fecho", 401), Row("POST", prefix + "/chat/completions", 401),
            Row("GET", prefix + "/chat/completions", 405, allow: "POST"),
            Row("HEAD", prefix + "/chat/completions", 405, allow: "POST"),
            Row("OPTIONS", prefix + "/chat/completions", 405, allow: "POST"),
            Row("POST", prefix + "/models", 405, allow: "GET, HEAD"), Row("GET", prefix + "/realtime?model=m", 401),
            Row("POST", prefix + "/realtime", 405, allow: "GET, HEAD"), Row("POST", prefix + "/realtime/calls", 404),
            Row("BREW", prefix + "/models/x", 405, allow: "GET, HEAD"),
        ] + jobs(under: prefix)
    }

    private static func jobs(under prefix: String) -> [Row] {
        ["/files", "/batches"].flatMap { (path: String) in
            [
                Row("GET", prefix + path, 401), Row("POST", prefix + path, 401), Row("GET", prefix + path + "/a", 401),
                Row("PUT", prefix + path, 405, allow: "GET, HEAD, POST"),
            ]
        } + [
            Row("DELETE", prefix + "/files/a", 401), Row("GET", prefix + "/files/a/content", 401),
            Row("POST", prefix + "/files/a", 405, allow: "GET, HEAD, DELETE"),
            Row("POST", prefix + "/batches/a/cancel", 401),
            Row("GET", prefix + "/batches/a/cancel", 405, allow: "POST"),
            Row("DELETE", prefix + "/batches/a", 405, allow: "GET, HEAD"), Row("GET", prefix + "/files//content", 404),
        ]
    }

    /// Anthropic's, Gemini's and Azure's paths.
    static let foreign: [Row] =
        anthropic + gemini + [
            Row("POST", "/openai/deployments/d/chat/completions?api-version=2024-10-21", 401),
            Row("GET", "/v1beta/models", 401), Row("GET", "/v1beta/models/a/b", 401),
            Row("GET", "/anthropic/v1/models", 401), Row("POST", "/v1beta/models/a:other", 405, allow: "GET, HEAD"),
        ]

    private static let anthropic: [Row] = ["/v1", "", "/anthropic/v1", "/anthropic"].flatMap { (prefix: String) in
        let path = prefix + "/messages"
        return [Row("POST", path, 401), Row("GET", path, 405, allow: "POST")]
    }

    private static let gemini: [Row] = ["/v1beta", "/v1", "", "/genai/v1beta", "/genai"].flatMap { (prefix: String) in
        let path = prefix + "/models/"
        return [
            Row("POST", path + "a/b:generateContent", 401),
            Row("POST", path + "a%2Fb:c:streamGenerateContent?alt=sse", 401),
            Row("GET", path + "a:generateContent", 405, allow: "POST"),
        ]
    }

    /// Neither a neighbour of a health path nor a path under one passes for it: authorisation goes by the row.
    static let strange: [Row] =
        unknown.map { Row("GET", $0, 404) } + [
            Row("OPTIONS", "*", 404), Row("GET", "http://gateway/livez", 200), Row("GET", "/metrics", 401),
        ]

    private static let unknown = [
        "/", "//livez", "/livez/../v1/models", "/LIVEZ", "/livezz", "/%6civez", "/v1/livez", "/v1",
        "//v1/models", "/v1/models/%", "/v1/models/%zz", "/v1/models/%00",
        "/v1/models/%ff", "/v2/models", "/admin/api", "/health;/v1/models", "/?/livez",
    ]

    @Test(arguments: [health, prefixed, foreign, slashed, strange])
    func `a request without a key gets the status of its row`(_ rows: [Row]) async throws {
        try await TestGateway.run { gateway in
            for row in rows {
                let client = try await gateway.client()
                await client.send(Ask.get(row.path, method: row.method))
                let replies = await client.replies(1, to: [row.method == "HEAD" ? .head : .get])
                expect(try #require(replies.first, "\(row)"), row)
            }
        }
    }

    private func expect(_ reply: Replies.Reply, _ row: Row) {
        #expect(reply.status == row.status, "\(row)")
        #expect(reply.fields.first("allow") == row.allow, "\(row)")
        #expect(reply.fields.first("x-request-id")?.count == 32, "\(row)")
        guard row.status >= 400, row.method != "HEAD" else { return }
        #expect(reply.fields.first("content-type") == "application/json", "\(row)")
        guard !Self.foreign.contains(where: { $0.path == row.path }) else {
            // Their forms have other members.
            return #expect(reply.member("message")?.isEmpty == false, "\(row)")
        }
        #expect(reply.member("request_id") == reply.fields.first("x-request-id"), "\(row)")
        for member in ["message", "type", "code", "hint", "doc_url", "source"] {
            #expect(reply.member(member)?.isEmpty == false, "\(row): \(member)")
        }
    }

    @Test(arguments: [
        "authorization: Bearer \(TestGateway.key)", "Authorization: bearer \(TestGateway.key)",
        "x-api-key: \(TestGateway.key)", "api-key: \(TestGateway.key)", "x-goog-api-key: \(TestGateway.key)",
    ])
    func `the key is taken from the field`(_ field: String) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(
                Ask.get("/v1/models", fields: field + "\r\n") + Ask.get("/v1/models/mock/echo", fields: field + "\r\n"))
            #expect(await client.replies(2).statuses == [200, 200])
        }
    }

    @Test func `the key is taken from the query`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.get("/v1/models?key=\(TestGateway.key)"))
            #expect(await client.replies(1).statuses == [200])
        }
    }

    @Test func `wrong keys are counted by address`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            for _ in 0..<21 { await client.send(Ask.chat(key: "sk-wrong-wrong-wrong")) }
            let replies = await client.replies(21)
            #expect(replies.statuses == Array(repeating: 401, count: 20) + [429])
            #expect(Int(replies.whole.last?.fields.first("retry-after") ?? "") ?? 0 > 0)
            await client.send(Ask.chat())
            #expect(await client.replies(22).statuses.last == 200)
        }
    }

    @Test func `a slash at the end of a known path is taken`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.get("/v1/models/?key=\(TestGateway.key)") + Ask.get("/livez/"))
            #expect(await client.replies(2).statuses == [200, 200])
        }
    }

    @Test(arguments: [
        ("/v1/responses/compact", "This part of the Responses API"), ("/videos", "The Videos API"),
        ("/v1/files/a/b", "This part of the Files API"), ("/openai/v1/audio/voices", "This part of the Audio API"),
        ("/v1beta/cachedContents?key=k", "This part of the Gemini API"),
        ("/v1/messages/batches", "This part of Anthropic's API"),
    ])
    func `a well-known path that is not served is named`(_ path: String, _ name: String) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.get(path))
            let reply = try #require(await client.replies(1).whole.first)
            #expect(reply.status == 404)
            #expect(reply.member("message") == "\(name) is not served by this version.")
        }
    }

    /// The SDK added a version to a base URL that had one, and the refusal did not say so.
    @Test(arguments: [
        ("/v1/v1/chat/completions", "`/v1/chat/completions` is served: take `/v1` out of the base URL."),
        ("/v1/chat/completion", "Did you mean `/v1/chat/completions`?"),
        ("/v1/v1/messages", "`/v1/messages` is served: take `/v1` out of the base URL."),
        ("/proxy/team/v1/models", "`/v1/models` is served: take `/proxy/team` out of the base URL."),
    ])
    func `a base URL with too much is told`(_ path: String, _ hint: String) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.get(path))
            let reply = try #require(await client.replies(1).whole.first)
            #expect(reply.status == 404)
            #expect(reply.member("hint") == hint)
        }
    }

    @Test func `a wish to be strict that is neither yes nor no is refused`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            for word in ["maybe", "1", "TRUE", "off", ""] {
                await client.send(Ask.chat(fields: "x-llmgateway-strict: \(word)\r\n"))
            }
            #expect(await client.replies(5).statuses == [400, 200, 200, 200, 200])
        }
    }
}
