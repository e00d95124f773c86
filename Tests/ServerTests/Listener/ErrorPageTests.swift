import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What `doc_url` says, and that it can be opened.
struct ErrorPageTests {
    /// The error as it came in the last event of a stream.
    private func streamed(_ reply: Replies.Reply) throws -> JSONValue {
        let event = try #require(reply.text.split(separator: "\n").last { $0.hasPrefix("data: {\"error\"") })
        let document = try JSONDocument(validating: ByteBuffer(substring: event.dropFirst("data: ".count)))
        return JSONValue(try #require(document.root["error"]?["doc_url"]))
    }

    @Test func `the address in an error opens without a key, and explains it`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.get("/v1/models"))
            let url = try #require(await client.replies(1, to: [.get]).whole.first?.member("doc_url"))
            #expect(url == "http://gateway/errors/invalid_api_key")
            await client.send(Ask.get(String(url.dropFirst("http://gateway".count))))
            let page = try #require(await client.replies(2, to: [.get, .get]).whole.last)
            #expect(page.status == 200)
            #expect(page.fields.first("content-type") == "text/plain; charset=utf-8")
            #expect(page.fields.first("x-request-id")?.count == 32)
            #expect(page.text.hasPrefix("# invalid_api_key\n\n401. \(ErrorCode.invalidAPIKey.meaning)\n"))
            #expect(page.text.contains(ErrorCode.invalidAPIKey.hint))
        }
    }

    @Test func `every code has its page, under its own name only`() async throws {
        let codes = ErrorCode.allCases.map { "/errors/\($0.rawValue)" }
        let others = [
            "/errors", "/errors/", "/errors/nothing", "/v1/errors/internal_error", "/errors/internal_error/x",
        ]
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let paths = codes + others
            for path in paths { await client.send(Ask.get(path)) }
            let replies = await client.replies(paths.count, to: paths.map { _ in .get })
            #expect(replies.statuses == codes.map { _ in 200 } + others.map { _ in 404 })
            await client.send(Ask.get(codes[0], method: "HEAD") + Ask.get(codes[0], method: "DELETE"))
            let methods = paths.map { _ in HTTPMethod.get } + [.head, .get]
            let more = await client.replies(paths.count + 2, to: methods).whole.suffix(2)
            #expect(more.map(\.status) == [200, 405])
            #expect(more.first?.text == "" && more.last?.fields.first("allow") == "GET, HEAD")
        }
    }

    @Test func `an error inside a stream has the address too`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "mock/cut", stream: true))
            let reply = try #require(await client.replies(1).whole.first)
            #expect(try streamed(reply).string == "http://gateway/errors/upstream_error")
        }
    }

    /// An address that leads nowhere is worse than none.
    @Test func `a caller that names no host is given no address`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send("GET /v1/models HTTP/1.0\r\n\r\n")
            let reply = try #require(await client.replies(1, to: [.get]).whole.first)
            #expect(reply.status == 401)
            #expect(reply.member("doc_url") == nil)
            #expect(!reply.text.contains("errors/"))
        }
    }

    @Test func `behind TLS the address says so`() {
        var fields = HeaderFields()
        fields.append("host", "gw.example:8443")
        let head = RequestHead(method: .get, target: "/", fields: fields)
        #expect(
            ErrorPages(head: head, isTLS: true)?.address(of: .overloaded)
                == "https://gw.example:8443/errors/gateway_overloaded")
        #expect(ErrorPages(head: nil, isTLS: true) == nil)
    }
}
