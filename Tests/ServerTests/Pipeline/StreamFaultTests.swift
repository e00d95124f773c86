import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Streams that break, and streams that only look so.
struct StreamFaultTests {
    struct Break: Sendable, CustomStringConvertible {
        var description: String
        var steps: [SocketUpstream.Step]

        init(_ description: String, _ steps: SocketUpstream.Step...) {
            self.description = description
            self.steps = steps
        }
    }

    static let breaks = [
        Break("proper end without a finish", .send(UpstreamText.end)),
        Break("half an event at the proper end", .send(UpstreamText.chunk("data: {\"id\"") + UpstreamText.end)),
        Break("closed", .close), Break("reset", .reset), Break("malformed chunk", .send("zz\r\n")),
        Break("closed within a chunk", .send("ff\r\ndata: "), .close),
        Break("silence"),
    ]

    private func stream(
        _ steps: [SocketUpstream.Step], patience: TimeAmount = .seconds(30),
        _ body: (Replies, TestGateway) async throws -> Void
    ) async throws {
        let upstream = try await SocketUpstream.start([.request] + steps)
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.timeouts.idle = patience
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", stream: true) + Ask.get("/livez"))
            try await body(await client.replies(2), gateway)
        }
    }

    @Test(arguments: breaks)
    func `a broken stream ends with a typed error and without DONE`(_ fault: Break) async throws {
        let start = UpstreamText.streamHead + UpstreamText.chunk(UpstreamText.event("hel"))
        let isSilent = fault.steps.isEmpty
        let steps = [.send(start), .pause(.milliseconds(20))] + fault.steps
        try await stream(steps, patience: .seconds(isSilent ? 1 : 30)) { replies, gateway in
            // The connection is whole: what was sent ahead is answered.
            #expect(replies.statuses == [200, 200])
            let text = try #require(replies.first?.text)
            let prefix = UpstreamText.event("hel") + "data: "
            #expect(text.hasPrefix(prefix + #"{"error":"#))
            #expect(!text.contains("[DONE]"))
            let event = text.dropFirst(prefix.count).prefix { $0 != "\n" }
            let error = try JSONDocument(validating: ByteBuffer(substring: event)).root["error"]
            #expect(error?["code"]?.string == (isSilent ? "upstream_timeout" : "upstream_error"))
            #expect(error?["source"]?.string == "provider:a")
            #expect(error?["request_id"]?.string == replies.first?.fields.first("x-request-id"))
            try await eventually { gateway.log.recent.first?.code != nil }
        }
    }

    @Test func `a stream that outlives the call's time ends with a typed error`() async throws {
        let beat = [SocketUpstream.Step.send(UpstreamText.chunk(UpstreamText.event("x"))), .pause(.milliseconds(50))]
        let steps = [.request, .send(UpstreamText.streamHead)] + Array(repeating: beat, count: 400).joined()
        let upstream = try await SocketUpstream.start(steps)
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.timeouts.total = .seconds(1)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m", stream: true))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.text.contains("upstream_timeout"))
            #expect(!reply.text.contains("[DONE]"))
        }
    }

    /// With a finish reason or the end mark a stream is whole; nothing is added to it.
    @Test(arguments: [
        UpstreamText.event("a", finish: "stop"), UpstreamText.event("a", finish: "length") + UpstreamText.done,
        UpstreamText.event("a") + UpstreamText.done, UpstreamText.event("a", finish: "stop") + ": bye\n\n",
        UpstreamText.event("a").replacing("\n", with: "\r\n") + "data: [DONE]\r\n\r\n",
        UpstreamText.event("a", finish: "stop").replacing("\n", with: "\r"),
        ": hello\n\nevent: x\nid: 7\nretry: 10\n" + UpstreamText.event("a", finish: "stop") + UpstreamText.done,
        UpstreamText.event("a", finish: "stop") + "data: [DONE]",
    ])
    func `nothing is added to a whole stream`(_ events: String) async throws {
        let text = UpstreamText.streamHead + UpstreamText.chunk(events) + UpstreamText.end
        try await stream([.send(text)]) { replies, _ in #expect(replies.first?.text == events) }
    }

    @Test(arguments: [1, 3, 16])
    func `events cut anywhere arrive byte for byte`(_ size: Int) async throws {
        let events = UpstreamText.event("grüße 🎈 — ") + UpstreamText.event("ß", finish: "stop") + UpstreamText.done
        var rest = ByteBuffer(string: events)
        var steps: [SocketUpstream.Step] = [.send(UpstreamText.streamHead)]
        while let piece = rest.readSlice(length: min(size, max(1, rest.readableBytes))) {
            var chunk = ByteBuffer()
            ChunkWriter.write(piece, into: &chunk)
            steps.append(.sendBytes(chunk))
        }
        try await stream(steps + [.send(UpstreamText.end)]) { replies, _ in #expect(replies.first?.text == events) }
    }

    @Test func `an event too large to be looked at passes unread`() async throws {
        let large = UpstreamText.event(String(repeating: "0123456789", count: 300_000))
        let events = UpstreamText.event("a") + large + UpstreamText.event("b", finish: "stop") + UpstreamText.done
        for events in [events, large + UpstreamText.event("b", finish: "stop") + UpstreamText.done] {
            let text = UpstreamText.streamHead + UpstreamText.chunk(events) + UpstreamText.end
            try await stream([.send(text)]) { replies, _ in #expect(replies.first?.text == events) }
        }
    }

    @Test func `a stream without framing ends with the connection`() async throws {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
        try await stream([.send(head + UpstreamText.events), .close]) { replies, _ in
            #expect(replies.statuses == [200, 200])
            #expect(replies.first?.text == UpstreamText.events)
        }
    }

    @Test func `an error event within a stream is passed on, and nothing is added`() async throws {
        let events = UpstreamText.event("hel") + "data: \(UpstreamText.error("overloaded"))\n\n"
        let text = UpstreamText.streamHead + UpstreamText.chunk(events) + UpstreamText.end
        try await stream([.send(text)]) { replies, gateway in
            #expect(replies.first?.text == events)
            try await eventually { gateway.log.recent.first?.code == .upstreamError }
        }
    }

    @Test func `a usage chunk nobody asked for is read and dropped`() async throws {
        let usage =
            #"data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":"#
            + #"{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}"# + "\n\n"
        let start = UpstreamText.event("hel") + UpstreamText.event("lo", finish: "stop")
        let text = UpstreamText.streamHead + UpstreamText.chunk(start + usage + UpstreamText.done) + UpstreamText.end
        try await stream([.send(text)]) { replies, gateway in
            #expect(replies.first?.text == start + UpstreamText.done)
            try await eventually { gateway.log.recent.first?.usage?.input == 5 }
        }
    }
}
