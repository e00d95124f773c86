import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// What becomes of calls under way when their key is revoked.
struct EndedCallTests {
    private static let begun = UpstreamText.streamHead + UpstreamText.chunk(UpstreamText.event("hel"))
    private static let rest =
        UpstreamText.chunk(UpstreamText.event("lo", finish: "stop") + UpstreamText.done) + UpstreamText.end

    @Test func `a stream of a key that is revoked comes to its end, and is the last one`() async throws {
        let upstream = try await SocketUpstream.start([.request, .send(Self.begun), .told, .send(Self.rest)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let person = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web"}"#)
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", stream: true, key: made.secret))
            #expect(await client.inbox.wait { $0.text.contains("hel") })
            for body in [nil, #"{"end_calls":false}"#] {
                let revoked = try await person.ask("POST", "/keys/\(made.id)/revoke", body)
                #expect(revoked["status"] == "revoked" && revoked["ended_calls"] == nil)
            }
            await upstream.connection(0)?.proceed()
            #expect(await client.replies(1).first?.text == UpstreamText.events)
            await client.send(Ask.chat(key: made.secret))
            #expect(await client.replies(2).statuses == [200, 401])
        }
    }

    @Test(arguments: [ProviderKind.openAICompatible, .anthropic])
    func `a stream of a revoked key could not be ended`(_ kind: ProviderKind) async throws {
        let start =
            kind.name == "anthropic"
            ? "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\","
                + "\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n"
            : UpstreamText.event("hel")
        let script: [SocketUpstream.Step] = [.request, .send(UpstreamText.streamHead + UpstreamText.chunk(start))]
        let upstream = try await SocketUpstream.start(script)
        let other = try await SocketUpstream.start([.request, .send(Self.begun), .told, .send(Self.rest)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port, kind: kind), .local("b", port: other.port)]
        } _: { gateway in
            let person = try await Operator(gateway)
            let (web, app) = (try await person.make(#"{"name":"web"}"#), try await person.make(#"{"name":"app-2"}"#))
            let (ended, idle, untouched) = (
                try await gateway.client(), try await gateway.client(), try await gateway.client()
            )
            // A connection that has used the key, and is another's or nobody's by now, is none of its calls.
            await idle.send(Ask.chat(key: web.secret))
            #expect(await idle.replies(1).statuses == [200])
            await untouched.send(Ask.chat(key: web.secret))
            #expect(await untouched.replies(1).statuses == [200])
            await untouched.send(Ask.chat(model: "b/m", stream: true, key: app.secret))
            #expect(await untouched.inbox.wait { $0.text.contains("hel") })
            await ended.send(Ask.chat(model: "a/m", stream: true, key: web.secret))
            #expect(await ended.inbox.wait { $0.text.contains("data: ") })
            // It is the key's call, whatever the key is called by now.
            #expect(try await person.ask("PATCH", "/keys/\(web.id)", #"{"name":"renamed"}"#).status == 200)

            let revoked = try await person.ask("POST", "/keys/\(web.id)/revoke", #"{"end_calls":true}"#)
            #expect(revoked["status"] == "revoked" && revoked["ended_calls"] == 1)
            #expect(await ended.ended())
            let reply = try #require(await ended.replies(1).first)
            #expect(reply.text.contains(#"data: {"error":"#) && reply.text.contains("invalid_api_key"))
            #expect(reply.text.contains("was revoked") && !reply.text.contains("[DONE]"))
            #expect(await upstream.connection(0)?.inbox.wait { $0.ending != nil } == true)
            try await eventually { gateway.log.recent.contains { $0.code == .invalidAPIKey } }

            await other.connection(0)?.proceed()
            #expect(await untouched.replies(2).whole.last?.text == UpstreamText.events)
            await idle.send(Ask.chat(key: app.secret))
            #expect(await idle.replies(2).statuses == [200, 200])
            // There is nothing left to end.
            let again = try await person.ask("POST", "/keys/\(web.id)/revoke", #"{"end_calls":true}"#)
            #expect(again["ended_calls"] == 0)
            #expect(try await person.ask("POST", "/keys/\(web.id)/revoke", #"{"end_calls":1}"#).status == 400)
        }
    }

    @Test func `a call of a revoked key that has no answer yet is told so`() async throws {
        let upstream = try await SocketUpstream.start([.request])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let person = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web"}"#)
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", key: made.secret))
            #expect(await upstream.connection(0)?.inbox.wait { $0.bytes.readableBytes > 0 } == true)
            let revoked = try await person.ask("POST", "/keys/\(made.id)/revoke", #"{"end_calls":true}"#)
            #expect(revoked["ended_calls"] == 1)
            #expect(await client.ended())
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 401 && reply.text.contains("was revoked"), "\(reply.text)")
        }
    }
}
