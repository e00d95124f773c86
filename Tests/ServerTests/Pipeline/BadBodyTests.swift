import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Bodies that are refused before a provider hears of them.
struct BadBodyTests {
    struct Body: Sendable, CustomStringConvertible {
        var description: String
        var bytes: ByteBuffer
        var status = 400
        var code = "invalid_request"
        var param: String?

        init(_ text: String, _ code: String = "invalid_request", param: String? = nil) {
            description = String(text.prefix(80))
            bytes = ByteBuffer(string: text)
            self.code = code
            self.param = param
        }
    }

    private static let rest = #""messages":[]"#

    static let bodies: [Body] = [
        Body("", "invalid_json"), Body(" ", "invalid_json"), Body("{", "invalid_json"), Body("{}}", "invalid_json"),
        Body("{'model':1}", "invalid_json"), Body(#"{"model":"a/m",}"#, "invalid_json"), Body("NaN", "invalid_json"),
        Body(#"{"model":"a/m","x":"\#u{0}"}"#, "invalid_json"),
        Body(String(repeating: "[", count: 1_000_000), "invalid_json"),
        Body(
            #"{"model":"a/m",\#(rest),"x":\#(String(repeating: "[", count: 64) + String(repeating: "]", count: 64))}"#,
            "invalid_json"),
        Body("[]"), Body("null"), Body("1"), Body(#""text""#),
        Body("{\(rest)}", param: "model"), Body(#"{"model":null,\#(rest)}"#, param: "model"),
        Body(#"{"model":"",\#(rest)}"#, param: "model"), Body(#"{"model":7,\#(rest)}"#, param: "model"),
        Body(#"{"model":["a/m"],\#(rest)}"#, param: "model"),
        Body(#"{"model":"a/m"}"#, param: "messages"), Body(#"{"model":"a/m","messages":null}"#, param: "messages"),
        Body(#"{"model":"a/m","messages":{}}"#, param: "messages"),
        Body(#"{"model":"a/m","messages":"hi"}"#, param: "messages"),
        Body(#"{"model":"a/m",\#(rest),"stream":"true"}"#, param: "stream"),
        Body(#"{"model":"a/m",\#(rest),"stream":1}"#, param: "stream"),
        Body(#"{"model":"a/m",\#(rest),"n":"2"}"#, param: "n"), Body(#"{"model":"a/m",\#(rest),"n":1.5}"#, param: "n"),
        Body(#"{"model":"a/m",\#(rest),"n":1e99}"#, param: "n"),
        Body(#"{"model":"a/m",\#(rest),"max_tokens":true}"#, param: "max_tokens"),
        Body(#"{"model":"a/m","model":"b/m",\#(rest)}"#, param: "model"),
        Body(#"{"model":"a/m","\u006dodel":"b/m",\#(rest)}"#, param: "model"),
        Body(#"{"model":"a/m",\#(rest),"stream":true,"stream":false}"#, param: "stream"),
        Body(#"{"model":"a/m",\#(rest),"\u006e":1,"n":2}"#, param: "n"),
        Body(#"{"model":"a/m",\#(rest),"max_tokens":1,"max_tokens":1}"#, param: "max_tokens"),
        Body(#"{"model":"a/m",\#(rest),\#(rest)}"#, param: "messages"),
        Body(#"{"model":"a/m",\#(rest),"stream_options":{},"stream_options":{}}"#, param: "stream_options"),
        Body(
            #"{"model":"a/m",\#(rest),"stream_options":{"include_usage":true,"include_usage":false}}"#,
            param: "stream_options.include_usage"),
    ]

    @Test func `a bad body is a 400 that names what is wrong, and no provider hears of it`() async throws {
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.completion)), .again,
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            for (index, body) in Self.bodies.enumerated() {
                let head =
                    "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n\(Ask.authorized)content-length: \(body.bytes.readableBytes)\r\n\r\n"
                await client.send(head)
                await client.send(body.bytes)
                let reply = try #require(await client.replies(index + 1).whole.last)
                #expect(reply.status == 400, "\(body)")
                #expect(reply.errorCode == body.code, "\(body)")
                #expect(reply.member("param") == body.param, "\(body)")
                #expect(reply.member("source") == "client", "\(body)")
            }
            #expect(upstream.connections.isEmpty)
        }
    }

    @Test func `a million open brackets are refused`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.post(String(repeating: "[", count: 1_000_000), fields: Ask.authorized))
            #expect(await client.replies(1).statuses == [400])
        }
    }

    @Test(arguments: [
        ("content-type: text/plain", 415), ("content-type: multipart/form-data; boundary=x", 415),
        ("content-type: application/x-www-form-urlencoded", 415), ("content-type: application/jsonx", 415),
        ("content-encoding: gzip", 415), ("content-encoding: br", 415), ("content-encoding: gzip, identity", 415),
        ("content-type: Application/JSON;charset=UTF-8", 200), ("content-type: application/vnd.x+json", 200),
        ("content-type: text/json", 200), ("content-encoding: identity", 200), ("x: y", 200),
    ])
    func `the media type decides`(_ field: String, _ status: Int) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(fields: field + "\r\n") + Ask.get("/livez"))
            #expect(await client.replies(2).statuses == [status, 200])
        }
    }

    @Test func `names with line breaks reach no header and no path`() async throws {
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.completion)), .again,
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port), .local("g", port: upstream.port, kind: .gemini)]
        } _: { gateway in
            let client = try await gateway.client()
            let name = #"m\r\nx-injected: 1\r\n\r\nGET /evil HTTP/1.1 \u2028 ?#%"#
            await client.send(Ask.chat(model: "a/" + name))
            let relayed = try #require(await client.replies(1).first)
            #expect(relayed.status == 200)
            #expect(!relayed.fields.contains("x-injected"))
            await client.send(Ask.chat(model: "g/" + name))
            #expect(await client.replies(2).whole.count == 2)
            await client.send(Ask.chat(model: name))
            let unknown = try #require(await client.replies(3).whole.last)
            #expect(unknown.status == 404)
            #expect(unknown.errorCode == "model_not_found")
            #expect(!unknown.fields.contains("x-injected"))
            #expect(upstream.requests.count == 2)
            #expect(upstream.requests.allSatisfy { !$0.head.fields.contains("x-injected") })
            #expect(upstream.requests.last?.head.target.contains("evil HTTP") == false)
        }
    }

    @Test func `an unknown model names the nearest ones`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "mock/ecco") + Ask.chat(model: "ecco"))
            let replies = await client.replies(2)
            #expect(replies.statuses == [404, 404])
            #expect(replies.whole.last?.member("hint")?.contains("mock/echo") == true)
        }
    }
}
