import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Comparisons and feedback at the real listener.
struct ComparisonListenerTests {
    private static func compare(_ models: String, _ members: String = "") -> String {
        Ask.post(
            #"{"models":\#(models),"messages":[{"role":"user","content":"one two three"}]\#(members)}"#,
            path: "/v1/gateway/compare", fields: Ask.authorized)
    }

    @Test func `both providers are asked at the same time, and a caller that leaves gives up both`() async throws {
        let a = try await SocketUpstream.start([.request])
        let b = try await SocketUpstream.start([.request])
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("b", port: b.port)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Self.compare(#"["a/m","b/m"]"#))
            // Neither has answered, and both have the request.
            for upstream in [a, b] {
                let connection = try #require(await upstream.connection(0))
                #expect(await connection.inbox.wait { ReceivedRequest.all(in: $0.bytes).count == 1 })
            }
            await client.close()
            for upstream in [a, b] {
                #expect(await upstream.connection(0)?.inbox.wait(within: .seconds(20)) { $0.ending != nil } == true)
            }
            try await eventually { gateway.log.recent.count == 3 }
            #expect(gateway.log.recent.allSatisfy { $0.code == .callerGone })
            #expect(gateway.log.recent.map(\.attemptCount).sorted() == [0, 1, 1])
        }
    }

    @Test func `a fast answer is streamed while a slow one is still on its way`() async throws {
        let slow = try await SocketUpstream.start([.request, .told, .send(UpstreamText.stream)])
        let fast = try await SocketUpstream.start([.request, .send(UpstreamText.stream)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: slow.port), .local("b", port: fast.port)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Self.compare(#"["a/m","b/m"]"#, #","stream":true"#))
            #expect(await client.inbox.wait { String(buffer: $0.bytes).contains(#"{"index":1,"done":true"#) })
            #expect(!String(buffer: client.inbox.content.bytes).contains(#"{"index":0"#))
            await slow.connection(0)?.proceed()
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 200 && reply.text.contains(#"{"index":0,"done":true"#))
            #expect(reply.text.contains(#""succeeded":2,"failed":0"#))
        }
    }

    @Test func `feedback needs a key, a body and a call`() async throws {
        try await TestGateway.run { gateway in
            let caller = try await Operator(gateway)
            let path = "/v1/gateway/feedback"
            #expect(try await caller.send(Ask.post(#"{"call":"x","score":1}"#, path: path)).status == 401)
            let empty = try await caller.send(Ask.post("", path: path, fields: Ask.authorized))
            #expect(empty.status == 400 && empty.hint?.isEmpty == false)
            let broken = try await caller.send(Ask.post("{", path: path, fields: Ask.authorized))
            #expect(broken.code == "invalid_json")
            let unknown = try await caller.send(
                Ask.post(#"{"call":"x","score":1}"#, path: path, fields: Ask.authorized))
            #expect(unknown.status == 404 && unknown.code == "call_not_found")
            let get = try await caller.send(Ask.get(path, fields: Ask.authorized))
            #expect(get.status == 405)
        }
    }
}
