import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What each door has of its own: errors, lists of models, the form of a stream.
struct DoorTests {
    private static let message = #"{"model":"a/m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}"#
    private static let contents = #"{"contents":[{"role":"user","parts":[{"text":"one two three"}]}]}"#

    private func json(_ reply: Replies.Reply) throws -> JSONValue { try JSONValue(parsing: reply.body) }

    @Test(arguments: [503, 529])
    func `a provider without room is a 529 at the Anthropic door`(_ status: Int) async throws {
        let upstream = try await SocketUpstream.start([
            .request,
            .send(UpstreamText.answer(UpstreamText.error("busy"), status: status, fields: "retry-after: 7\r\n")),
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.post(Self.message, path: "/v1/messages", fields: Ask.authorized))
            let reply = try #require(await client.replies(1).whole.first)
            #expect(reply.status == 529)
            #expect(reply.fields.first("retry-after") == "7")
            let body = try json(reply)
            #expect(body["type"] == "error")
            #expect(body["error"]?["type"] == "overloaded_error")
            #expect(body["error"]?["source"] == "provider:a")
        }
    }

    @Test(arguments: [
        ("/anthropic/v1/nothing", "type"), ("/v1/messages/nothing", "type"), ("/v1beta/nothing", "code"),
        ("/genai/v1beta/nothing", "code"),
    ])
    func `a path that is not served is refused in its door's form`(_ path: String, _ member: String) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.post("{}", path: path, fields: Ask.authorized))
            let reply = try #require(await client.replies(1).whole.first)
            #expect(reply.status == 404)
            let body = try json(reply)
            #expect(member == "type" ? body["type"] == "error" : body["error"]?["status"] == "NOT_FOUND")
        }
    }

    @Test func `a Gemini stream is events or one array, as it was asked for`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let path = "/v1beta/models/mock/echo:streamGenerateContent"
            await client.send(
                Ask.post(Self.contents, path: path + "?alt=sse&key=\(TestGateway.key)")
                    + Ask.post(Self.contents, path: path + "?key=\(TestGateway.key)"))
            let replies = await client.replies(2).whole
            try #require(replies.count == 2)
            let events = try Self.data(replies[0].text).map { try JSONValue(parsing: $0) }
            #expect(replies[0].fields.first("content-type")?.hasPrefix("text/event-stream") == true)
            #expect(events.count >= 3)
            #expect(replies[1].fields.first("content-type")?.hasPrefix("application/json") == true)
            #expect(try json(replies[1]).array?.count == events.count)
            #expect(try text(of: json(replies[1]).array ?? []) == text(of: events))
            try await eventually { gateway.log.recent.count == 2 }
            #expect(gateway.log.recent.allSatisfy { !$0.path.contains("key") })
        }
    }

    @Test func `a Gemini stream from another dialect is an array too, and one that breaks tells it`() async throws {
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.stream), .request,
            .send(UpstreamText.streamHead + UpstreamText.chunk(UpstreamText.event("hel"))), .close,
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            let path = "/v1beta/models/a/m:streamGenerateContent?key=\(TestGateway.key)"
            await client.send(Ask.post(Self.contents, path: path))
            let whole = try #require(await client.replies(1).whole.first)
            #expect(try text(of: json(whole).array ?? []) == "hello")
            await client.send(Ask.post(Self.contents, path: path))
            let broken = try json(try #require(await client.replies(2).whole.last))
            #expect(broken.array?.last?["error"]?["code"]?.int == 502)
        }
    }

    private static func data(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("data: ") }.map { String($0.dropFirst(6)) }
    }

    private func text(of events: [JSONValue]) -> String {
        events.map { $0["candidates"]?.array?.first?["content"]?["parts"]?.array?.first?["text"]?.string ?? "" }
            .joined()
    }

    @Test func `models are listed in the form of who asks`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let key = "x-api-key: \(TestGateway.key)\r\n"
            let asked = [
                ("/v1/models", ""), ("/v1/models", "anthropic-version: 2023-06-01\r\n"),
                ("/v1beta/models", ""), ("/v1/models/mock/echo", "anthropic-version: 2023-06-01\r\n"),
                ("/v1beta/models/models/mock/echo", ""),
            ]
            await client.send(asked.map { Ask.get($0.0, fields: key + $0.1) }.joined())
            let replies = try await client.replies(asked.count).whole.map { try json($0) }
            try #require(replies.count == asked.count)
            #expect(replies[0]["object"] == "list" && replies[0]["data"]?.array?.isEmpty == false)
            #expect(replies[1]["has_more"] == false && replies[1]["data"]?.array?.first?["type"] == "model")
            #expect(replies[2]["models"]?.array?.first?["name"]?.string?.hasPrefix("models/") == true)
            #expect(replies[3]["id"] == "mock/echo" && replies[3]["type"] == "model")
            #expect(replies[4]["name"] == "models/mock/echo")
        }
    }

    @Test func `an Azure deployment is the model, whatever the body says`() async throws {
        let upstream = try await SocketUpstream.start([.request, .send(UpstreamText.answer(UpstreamText.completion))])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            let path = "/openai/deployments/a%2Fm/chat/completions?api-version=2024-10-21"
            let body = #"{"messages":[{"role":"user","content":"Hi"}]}"#
            await client.send(Ask.post(body, path: path, fields: "api-key: \(TestGateway.key)\r\n"))
            #expect(await client.replies(1).statuses == [200])
            let connection = try #require(await upstream.connection(0))
            #expect(connection.inbox.content.text.contains(#""model":"m""#))
        }
    }
}
