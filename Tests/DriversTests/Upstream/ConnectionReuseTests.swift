import Drivers
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Which connections are used again.
struct ConnectionReuseTests {
    private static let good: [SocketUpstream.Step] = [.request, .send(UpstreamText.answer("ok"))]

    /// Asks twice; returns how many connections that took.
    private func twice(_ first: SocketUpstream.Step...) async throws -> Int {
        let upstream = try await SocketUpstream.start([.request] + first, Self.good)
        let way = try WayOut.usual.get()
        for _ in 0..<2 { #expect(await way.ask(upstream.port).text == "ok") }
        return upstream.connections.count
    }

    /// Asks, lets `end` happen to the idle connection, and asks again.
    private func disturb(_ end: SocketUpstream.Step) async throws {
        let upstream = try await SocketUpstream.start(Self.good + [.told, end], Self.good)
        let way = try WayOut.usual.get()
        #expect(await way.ask(upstream.port).text == "ok")
        let connection = try #require(await upstream.connection(0))
        #expect(connection.inbox.content.ending == nil)
        connection.proceed()
        #expect(await connection.inbox.wait { $0.ending != nil })
        #expect(try await way.keepsNothing(for: upstream.port))
        #expect(await way.ask(upstream.port).text == "ok")
        #expect(upstream.connections.count == 2)
    }

    @Test(arguments: [
        UpstreamText.answer("ok"),
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2;x=y\r\nok\r\n0\r\nx-trailer: 1\r\n\r\n",
        "HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 2\r\n\r\nok",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + UpstreamText.answer("ok"),
    ])
    func `a connection whose answer ended is used again`(_ answer: String) async throws {
        #expect(try await twice(.send(answer), .again) == 1)
    }

    @Test(arguments: [
        UpstreamText.answer("ok", fields: "connection: close\r\n"), "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok",
        UpstreamText.answer("ok", fields: "Connection: x, Close\r\n"),
        // Bytes behind the answer would be taken for the next one.
        UpstreamText.answer("ok") + UpstreamText.answer("evil"), UpstreamText.answer("ok") + "\r\n",
    ])
    func `a connection that closes or says too much is not`(_ answer: String) async throws {
        #expect(try await twice(.send(answer), .again) == 2)
    }

    @Test func `a body without framing ends with its connection`() async throws {
        #expect(try await twice(.send("HTTP/1.1 200 OK\r\n\r\nok"), .close) == 2)
    }

    @Test func `a connection closed while idle is no error of the next request`() async throws {
        try await disturb(.close)
        try await disturb(.reset)
    }

    @Test func `bytes nobody asked for end an idle connection`() async throws {
        try await disturb(.send(UpstreamText.answer("evil")))
    }

    /// Whether it is sent again is not for the connection to say: it counts as sent.
    @Test(arguments: [SocketUpstream.Step.close, .reset])
    func `a request lost with a reused connection fails as one that was not reached`(
        _ end: SocketUpstream.Step
    ) async throws {
        let upstream = try await SocketUpstream.start(Self.good + [.request, end], Self.good)
        let way = try WayOut.usual.get()
        #expect(await way.ask(upstream.port).text == "ok")
        let lost = await way.ask(upstream.port)
        #expect(lost.failure?.code == .upstreamError)
        #expect(lost.failure?.retry == .nextTarget)
        #expect(lost.failure?.cause?.contains("reused connection") == true)
        #expect(lost.failure?.failureClass == .connect && lost.failure?.isUnbilled == false)
        #expect(upstream.connections.count == 1)
        #expect(await way.ask(upstream.port).text == "ok")
    }

    @Test func `a request lost later than at once may have been worked on`() async throws {
        let upstream = try await SocketUpstream.start(Self.good + [.request, .close])
        let way = try WayOut { $0.lostWithin = .zero }
        #expect(await way.ask(upstream.port).text == "ok")
        #expect(await way.ask(upstream.port).failure?.failureClass == .broken)
    }

    @Test func `the next of several kept connections that had all ended was taken after the first`() async throws {
        let ends: [SocketUpstream.Step] = [
            .request, .told, .send(UpstreamText.answer("ok")), .request, .close,
        ]
        let upstream = try await SocketUpstream.start(ends, ends, Self.good)
        let way = try WayOut.usual.get()
        async let first = way.ask(upstream.port)
        async let second = way.ask(upstream.port)
        for index in 0..<2 { await upstream.connection(index)?.proceed() }
        #expect(await [first.text, second.text] == ["ok", "ok"])
        #expect(await way.ask(upstream.port).failure?.failureClass == .connect)
        #expect(await way.ask(upstream.port).text == "ok")
        #expect(upstream.connections.count == 3)
    }

    @Test(
        arguments: [
            [.request, .send("HTTP/1.1 2"), .close],
            [.request, .send("HTTP/1.1 100 Continue\r\n\r\n"), .close],
        ] as [[SocketUpstream.Step]])
    func `a provider that may have worked on what was lost is not one that was not reached`(
        _ end: [SocketUpstream.Step]
    ) async throws {
        let upstream = try await SocketUpstream.start(Self.good + end)
        let way = try WayOut.usual.get()
        #expect(await way.ask(upstream.port).text == "ok")
        #expect(await way.ask(upstream.port).failure?.failureClass == .broken)
    }

    @Test func `requests at the same time have connections of their own, and few of them are kept`() async throws {
        let upstream = try await SocketUpstream.start([
            .request, .pause(.milliseconds(50)), .send(UpstreamText.answer("ok")), .again,
        ])
        let way = try WayOut { $0.maxIdlePerOrigin = 1 }
        async let first = way.ask(upstream.port)
        async let second = way.ask(upstream.port)
        #expect(await [first.text, second.text] == ["ok", "ok"])
        #expect(upstream.connections.count == 2)
        func ended() -> Int { upstream.connections.filter { $0.inbox.content.ending != nil }.count }
        // However long the loop takes to let go of the one too many.
        for _ in 0..<6_000 where ended() == 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(ended() == 1)
        #expect(await way.ask(upstream.port).text == "ok")
        #expect(upstream.connections.count == 2)
    }

    @Test func `an idle connection is closed by us in time`() async throws {
        let upstream = try await SocketUpstream.start(Self.good)
        let way = try WayOut { $0.idleTimeout = .milliseconds(50) }
        #expect(await way.ask(upstream.port).text == "ok")
        let connection = try #require(await upstream.connection(0))
        #expect(await connection.inbox.wait { $0.ending == .closed })
    }

    @Test func `a request that must not be written leaves the connection as it was`() async throws {
        let upstream = try await SocketUpstream.start(Self.good + [.again])
        let way = try WayOut.usual.get()
        for path in ["/a b", "/a\r\nx: y", "", "/\u{e9}", "/a\u{0}"] {
            var request = WayOut.Request(upstream.port)
            request.path = path
            #expect(await way.ask(request).failure?.code == .internalError, "\(path)")
        }
        #expect(await way.ask(upstream.port).text == "ok")
        #expect(upstream.connections.count == 1)
        #expect(upstream.requests.count == 1)
    }
}
