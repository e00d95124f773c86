import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// When the next target is tried, and when it is not.
struct FailoverTests {
    struct Fault: Sendable, CustomStringConvertible {
        var description: String
        var script: [SocketUpstream.Step]
        var stream = false
        /// Needs a time-out to be noticed.
        var isSilent: Bool { script.count < 2 || description.contains("nothing more") }

        init(_ description: String, stream: Bool = false, _ script: SocketUpstream.Step...) {
            self.description = description
            self.stream = stream
            self.script = [.request] + script
        }
    }

    private static func status(_ status: Int) -> Fault {
        Fault("status \(status)", .send(UpstreamText.answer(UpstreamText.error("no"), status: status)))
    }

    static let passedOn: [Fault] =
        [408, 429, 500, 502, 503, 504, 529, 401, 402, 403, 301, 101].map { status($0) } + [
            Fault("reset", .reset),
            Fault("closed", .close),
            Fault("reset within the head", .send("HTTP/1.1 200 OK\r\ncontent-"), .reset),
            Fault(
                "closed within the body", .send(UpstreamText.answer("{").replacing("length: 1", with: "length: 9")),
                .close),
            Fault(
                "reset within the body", .send(UpstreamText.answer("{").replacing("length: 1", with: "length: 9")),
                .reset),
            Fault("no answer in time"),
            Fault("a head and nothing more", .send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n")),
            Fault("not HTTP", .send("220 mail.example ESMTP\r\n")),
            Fault("malformed chunk", .send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n")),
            Fault(
                "two framings",
                .send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length: 1\r\n\r\n0\r\n\r\n")),
            Fault(
                "endless head",
                .sendBytes(ByteBuffer(string: "HTTP/1.1 200 OK\r\nx: " + String(repeating: "y", count: 70_000)))),
            Fault("web page", .send(UpstreamText.answer("<html>hi</html>", type: "text/html"))),
            Fault("invalid JSON", .send(UpstreamText.answer(#"{"choices":["#))),
            Fault("no object", .send(UpstreamText.answer("[]"))),
            Fault("empty body", .send(UpstreamText.answer(""))),
            Fault("no content", .send("HTTP/1.1 204 No Content\r\n\r\n")),
            Fault("error inside 200", .send(UpstreamText.answer(UpstreamText.error("inside")))),
            Fault(
                "gzip nobody asked for",
                .send(UpstreamText.answer("\u{1f}\u{8b}", fields: "content-encoding: gzip\r\n"))),
            Fault("stream of nothing", stream: true, .send(UpstreamText.streamHead + UpstreamText.end)),
            Fault(
                "stream of comments", stream: true,
                .send(UpstreamText.streamHead + UpstreamText.chunk(": hi\n\n") + UpstreamText.end)),
            Fault("stream that resets", stream: true, .send(UpstreamText.streamHead), .reset),
            Fault(
                "stream of half an event", stream: true, .send(UpstreamText.streamHead + UpstreamText.chunk("data: {")),
                .close),
            Fault(
                "stream that begins with an error", stream: true,
                .send(
                    UpstreamText.streamHead + UpstreamText.chunk("data: \(UpstreamText.error("first"))\n\n")
                        + UpstreamText.end)),
            Fault("web page for a stream", stream: true, .send(UpstreamText.answer("<html>", type: "text/html"))),
            Fault("error body for a stream", stream: true, .send(UpstreamText.answer(UpstreamText.error("no")))),
        ]

    static let final: [Fault] = [400, 404, 405, 409, 410, 413, 415, 418, 422, 425, 451, 499].map { status($0) }

    /// Both targets; `a` first.
    private func bothTargets(
        _ first: [SocketUpstream.Step], patience: TimeAmount = .seconds(30), isStream: Bool = false,
        _ body: (TestGateway, SocketUpstream) async throws -> Void
    ) async throws {
        let a = try await SocketUpstream.start(first)
        let b = try await SocketUpstream.start(
            [.request, .send(isStream ? UpstreamText.stream : UpstreamText.answer(UpstreamText.completion))])
        // Of the first alone: on a starved machine the second one takes its time.
        var timeouts = Timeouts()
        timeouts.connect = .seconds(60)
        timeouts.firstByte = patience
        timeouts.idle = patience
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port, timeouts: timeouts), .local("b", port: b.port)]
            $0.models = [.both]
        } _: {
            try await body($0, b)
        }
    }

    @Test(arguments: passedOn)
    func `the next target answers after`(_ fault: Fault) async throws {
        let patience = TimeAmount.seconds(fault.isSilent ? 1 : 30)
        try await bothTargets(fault.script, patience: patience, isStream: fault.stream) { gateway, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both", stream: fault.stream))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 200)
            #expect(reply.text == (fault.stream ? UpstreamText.events : UpstreamText.completion))
            #expect(reply.fields.first("x-llmgateway-provider") == "b")
            #expect(reply.fields.first("x-llmgateway-model") == "n")
            #expect(reply.fields.first("x-llmgateway-attempts") == "2")
            #expect(b.requests.map(\.head.target) == ["/v1/chat/completions"])
            #expect(b.requests.first?.text.contains(#""model":"n""#) == true)
        }
    }

    @Test(arguments: final)
    func `no other target is asked after`(_ fault: Fault) async throws {
        try await bothTargets(fault.script) { gateway, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            let reply = try #require(await client.replies(1).first)
            #expect("status \(reply.status)" == (fault.description == "status 499" ? "status 400" : fault.description))
            #expect(reply.fields.first("x-llmgateway-attempts") == "1")
            #expect(b.connections.isEmpty)
        }
    }

    @Test func `a kept connection that ended just as it was used again was told to the caller`() async throws {
        let good: [SocketUpstream.Step] = [.request, .send(UpstreamText.answer(UpstreamText.completion))]
        let upstream = try await SocketUpstream.start(good + [.request, .close], good)
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.resilience.retries.most = 1
        } _: { gateway in
            // One caller, so that both calls have the upstream connections of one event loop.
            let client = try await gateway.client()
            for count in 1...2 {
                await client.send(Ask.chat(model: "a/m"))
                let reply = try #require(await client.replies(count).whole.last)
                #expect(reply.status == 200 && reply.fields.first("x-llmgateway-attempts") == "\(count)")
            }
            #expect(upstream.requests.count == 3)
        }
    }

    @Test func `a refused connection and a handshake that never ends pass the call on`() async throws {
        let silent = try await SocketUpstream.start([])
        let b = try await SocketUpstream.start([.request, .send(UpstreamText.answer(UpstreamText.completion)), .again])
        var tls = Provider.local("a", port: silent.port)
        tls = Provider(
            id: "a", kind: tls.kind, origin: Origin(isTLS: true, host: "127.0.0.1", port: silent.port), basePath: "/v1",
            authorization: .bearer, credential: nil, endpoints: tls.endpoints)
        for first in [Provider.local("a", port: 1), tls] {
            try await TestGateway.run {
                $0.providers = [first, .local("b", port: b.port)]
                $0.models = [.both]
                // Enough for the second target on a busy machine.
                $0.timeouts.connect = .seconds(2)
            } _: { gateway in
                let client = try await gateway.client()
                await client.send(Ask.chat(model: "both"))
                #expect(await client.replies(1).first?.text == UpstreamText.completion)
            }
        }
    }

    @Test func `after the first byte no other target is asked`() async throws {
        let script: [SocketUpstream.Step] = [
            .request, .send(UpstreamText.streamHead + UpstreamText.chunk(UpstreamText.event("hel"))),
            .pause(.milliseconds(50)),
            .reset,
        ]
        try await bothTargets(script) { gateway, b in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both", stream: true))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.text.hasPrefix(UpstreamText.event("hel") + #"data: {"error":"#))
            #expect(b.connections.isEmpty)
        }
    }

    @Test func `all targets failing, the last one's failure is told`() async throws {
        let a = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.error("first"), status: 500)),
        ])
        let b = try await SocketUpstream.start([
            .request,
            .send(UpstreamText.answer(UpstreamText.error("second"), status: 429, fields: "retry-after: 3\r\n")),
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("b", port: b.port)]
            $0.models = [.both]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 429)
            #expect(reply.member("message") == "second")
            #expect(reply.member("source") == "provider:b")
            #expect(reply.fields.values("retry-after") == ["3"])
        }
    }

    @Test func `a caller with two targets was told to add a second one`() async throws {
        let answers: [SocketUpstream.Step] = [
            .request, .send(UpstreamText.answer(UpstreamText.error("down"), status: 500)),
        ]
        let (a, b) = (try await SocketUpstream.start(answers), try await SocketUpstream.start(answers))
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("b", port: b.port)]
            $0.models = [.both]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.member("hint") == "All 2 targets of the model were tried in vain; try again.")
        }
    }

    @Test func `the call's time as a whole bounds all attempts`() async throws {
        let a = try await SocketUpstream.start([.request])
        let b = try await SocketUpstream.start([.request])
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("b", port: b.port)]
            $0.models = [.both]
            $0.timeouts.total = .milliseconds(300)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both"))
            #expect(await client.replies(1).statuses == [504])
            #expect(b.connections.isEmpty)
        }
    }
}
