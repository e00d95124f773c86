import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// Requests that are refused by their bytes: one reply each, and the connection closes.
struct RefusalTests {
    private static let heads =
        RefusedRequest.transferEncoding + RefusedRequest.contentLength + RefusedRequest.host + RefusedRequest.lines
        + RefusedRequest.requestLine

    @Test(arguments: [heads, RefusedRequest.chunks, RefusedRequest.limits])
    func `a hostile request gets exactly one reply and the connection closes`(_ vectors: [RefusedRequest]) async throws
    {
        try await TestGateway.run {
            $0.auth = .init(mode: .none, keys: [])
        } _: { gateway in
            for vector in vectors {
                let client = try await gateway.client()
                let replies = await client.exchange(vector.input)
                #expect(replies.statuses == [vector.status], "\(vector)")
                #expect(!replies.isBroken && replies.cut == nil, "\(vector)")
                #expect(replies.ending == .closed, "\(vector)")
                #expect(replies.first?.fields.values("connection") == ["close"], "\(vector)")
                #expect(replies.first?.member("request_id")?.count == 32, "\(vector)")
            }
        }
    }

    /// What is refused before it is read must not be answered twice when its body turns out to be malformed later.
    @Test(arguments: ["POST /nowhere", "POST /v1/chat/completions", "GET /livez", "DELETE /v1/models"])
    func `a malformed body behind an answered head brings no second reply`(_ start: String) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send("\(start) HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n")
            let first = await client.replies(1)
            #expect(first.whole.count == 1)
            let all = await client.exchange("nonsense\r\n\r\nGET /livez HTTP/1.1\r\nhost: a\r\n\r\n")
            #expect(all.whole.count == 1)
            #expect(!all.isBroken)
        }
    }

    @Test(arguments: ["POST /nowhere", "POST /v1/chat/completions", "GET /livez", "DELETE /v1/models"])
    func `a malformed body that came with its head is the reply, on every route`(_ start: String) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let replies = await client.exchange(
                "\(start) HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n")
            #expect(replies.statuses == [400])
        }
    }

    @Test(arguments: ["CONNECT a:443", "TRACE /"])
    func `CONNECT and TRACE are told what is allowed`(_ start: String) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let replies = await client.exchange("\(start) HTTP/1.1\r\nhost: a:443\r\n\r\n")
            #expect(replies.statuses == [405])
            #expect(replies.first?.fields.first("allow") == "GET, HEAD, POST")
        }
    }

    @Test func `one connection over the limit is answered 503 and closed`() async throws {
        try await TestGateway.run {
            $0.listener.maxConnections = 1
        } _: { gateway in
            let first = try await gateway.client()
            await first.send(Ask.get("/livez"))
            #expect(await first.replies(1).statuses == [200])
            let second = try await gateway.client()
            let refused = await second.exchange("")
            #expect(refused.statuses == [503])
            #expect(refused.first?.fields.first("retry-after") == "1")
            #expect(refused.first?.member("request_id")?.count == 32)
            await first.close()
            await second.close()
            try await eventually {
                let third = try await gateway.client()
                return await third.exchange(Ask.get("/livez", fields: "connection: close\r\n")).statuses == [200]
            }
        }
    }
}

/// Tries until it holds.
func eventually(
    within time: TimeAmount = .seconds(60), _ isMet: () async throws -> Bool,
    _ location: SourceLocation = #_sourceLocation
) async throws {
    let deadline = NIODeadline.now() + time
    while try await !isMet() {
        guard NIODeadline.now() < deadline else {
            Issue.record("did not come about in time", sourceLocation: location)
            return
        }
        try await Task.sleep(for: .milliseconds(5))
    }
}
