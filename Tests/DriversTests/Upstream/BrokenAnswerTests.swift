import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Providers that refuse, hang, break off or talk nonsense.
struct BrokenAnswerTests {
    private func ask(
        _ script: SocketUpstream.Step..., change: (inout WayOut.Request) -> Void = { _ in }
    ) async throws -> WayOut.Outcome {
        let upstream = try await SocketUpstream.start(script)
        var request = WayOut.Request(upstream.port)
        change(&request)
        return await (try WayOut.usual.get()).ask(request)
    }

    @Test func `a refused connection is told at once`() async throws {
        let failure = await (try WayOut.usual.get()).ask(1).failure
        #expect(failure?.code == .upstreamError)
        #expect(failure?.retry == .nextTarget)
        #expect(failure?.message.contains("127.0.0.1") == false)
    }

    /// A full queue of connections: the system answers no more.
    @Test func `a host that does not answer is a connect time-out`() async throws {
        let upstream = try await SocketUpstream.startDeaf()
        let waiting = await withTaskGroup(of: RawClient?.self, returning: [RawClient].self) { tasks in
            for _ in 0..<6 {
                tasks.addTask { try? await RawClient.connect(to: upstream.port, within: .milliseconds(800)) }
            }
            return await tasks.reduce(into: []) { if let client = $1 { $0.append(client) } }
        }
        #expect(waiting.count < 6)
        var request = WayOut.Request(upstream.port)
        request.timeouts.connect = .milliseconds(200)
        request.timeouts.firstByte = .seconds(5)
        let failure = await (try WayOut.usual.get()).ask(request).failure
        #expect(failure?.code == .upstreamTimeout)
        #expect(failure?.retry == .nextTarget)
        #expect(failure?.cause?.contains("connect") == true)
    }

    @Test func `an answer that comes byte by byte is an answer`() async throws {
        let text =
            "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2;a=b\r\nok\r\n0\r\n\r\n"
        let bytes = text.map { [SocketUpstream.Step.send(String($0)), .pause(.milliseconds(1))] }.joined()
        let upstream = try await SocketUpstream.start([.request] + bytes + [.again])
        let way = try WayOut.usual.get()
        for _ in 0..<2 { #expect(await way.ask(upstream.port).text == "ok") }
        #expect(upstream.connections.count == 1)
    }

    @Test func `a name that does not exist is told`() async throws {
        let failure = await (try WayOut.usual.get()).ask(WayOut.Request(80, host: "nowhere.invalid")).failure
        #expect(failure?.retry == .nextTarget)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok",
        "HTTP/1.1 200 OK\r\ncontent-length: +2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nx: a\u{0}b\r\n\r\n", "HTTP/1.1 200 OK\r\nx: a\rset-cookie: b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx: a\n\r\n", "HTTP/1.1 200 OK\r\nx : a\r\n\r\n", "HTTP/1.1 200 OK\r\n folded\r\n\r\n",
        "HTTP/2 200\r\n\r\n", "200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "\u{16}\u{3}\u{1}", "<html>",
        "HTTP/1.1 200 OK\r\n" + String(repeating: "x: y\r\n", count: 129) + "\r\n",
        "HTTP/1.1 200 OK\r\nx: " + String(repeating: "y", count: 65_536),
        String(repeating: "HTTP/1.1 103 Early Hints\r\n\r\n", count: 17),
    ])
    func `an answer that is not valid HTTP is a failure, and its connection is closed`(_ answer: String) async throws {
        let upstream = try await SocketUpstream.start([.request, .send(answer)])
        let outcome = await (try WayOut.usual.get()).ask(upstream.port)
        #expect(outcome.failure?.code == .upstreamError)
        #expect(outcome.failure?.retry == .nextTarget)
        #expect(await upstream.connection(0)?.inbox.wait { $0.ending != nil } == true)
    }

    @Test(arguments: [
        "", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok", "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nok",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n",
    ])
    func `an answer cut short is a failure, however it was cut`(_ answer: String) async throws {
        for ending in [SocketUpstream.Step.close, .reset] {
            let outcome = try await ask(.request, .send(answer), .pause(.milliseconds(10)), ending)
            #expect(outcome.failure?.code == .upstreamError, "\(answer)")
            #expect(outcome.failure?.retry == .nextTarget)
        }
    }

    @Test func `a reset before the request is read is a failure`() async throws {
        #expect(try await ask(.reset).failure?.retry == .nextTarget)
        #expect(try await ask(.bytes(5), .reset).failure?.retry == .nextTarget)
    }

    @Test func `silence ends in a time-out for the first byte`() async throws {
        let outcome = try await ask(.request) { $0.timeouts.firstByte = .milliseconds(100) }
        #expect(outcome.failure?.code == .upstreamTimeout)
        #expect(outcome.failure?.cause == "first-byte time-out")
        #expect(outcome.failure?.retry == .nextTarget)
    }

    @Test func `silence within an answer ends in the idle time-out`() async throws {
        let outcome = try await ask(.request, .send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok")) {
            $0.timeouts.idle = .milliseconds(100)
        }
        #expect(outcome.text == "ok")
        #expect(outcome.failure?.code == .upstreamTimeout)
        #expect(outcome.failure?.cause?.contains("idle") == true)
    }

    @Test func `an answer that trickles ends with the call's time`() async throws {
        let trickle = (0..<200).flatMap { _ in
            [SocketUpstream.Step.send(UpstreamText.chunk("x")), .pause(.milliseconds(20))]
        }
        let upstream = try await SocketUpstream.start([.request, .send(UpstreamText.streamHead)] + trickle)
        var request = WayOut.Request(upstream.port)
        request.total = .milliseconds(300)
        let outcome = await (try WayOut.usual.get()).ask(request)
        #expect(outcome.failure?.code == .upstreamTimeout)
        #expect(outcome.failure?.cause?.contains("deadline") == true)
    }

    @Test func `a handshake that never ends is a connect time-out`() async throws {
        let upstream = try await SocketUpstream.start([])
        var request = WayOut.Request(upstream.port, isTLS: true)
        request.timeouts.connect = .milliseconds(150)
        let outcome = await (try WayOut.usual.get()).ask(request)
        #expect(outcome.failure?.code == .upstreamTimeout)
        #expect(outcome.failure?.cause?.contains("connect") == true)
        #expect(await upstream.connection(0)?.inbox.wait { $0.ending != nil } == true)
    }

    /// The rest of the request is still on its way, so the connection has no next one.
    @Test func `an answer before the request was sent is the answer`() async throws {
        let early: [SocketUpstream.Step] = [
            .bytes(100), .stopReading, .send(UpstreamText.answer("too large", status: 413)),
        ]
        let upstream = try await SocketUpstream.start(
            early, [.request, .send(UpstreamText.answer("ok"))], receiveBuffer: 16_384)
        let way = try WayOut.usual.get()
        var request = WayOut.Request(upstream.port)
        request.body = ByteBuffer(repeating: 0x20, count: 16 << 20)
        let outcome = await way.ask(request)
        #expect(outcome.status == 413)
        #expect(outcome.text == "too large")
        #expect(await way.ask(upstream.port).text == "ok")
        #expect(upstream.connections.count == 2)
    }

    @Test func `a caller that has gone opens nothing; one that goes closes what is open`() async throws {
        let upstream = try await SocketUpstream.start([
            .request, .send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok"),
        ])
        let way = try WayOut.usual.get()
        let gone = await way.ask(WayOut.Request(upstream.port), as: LeavingCaller(way.loop, isGone: true)) { _, _ in }
        #expect(gone.failure?.code == .callerGone)
        #expect(upstream.connections.isEmpty)
        let caller = LeavingCaller(way.loop)
        let left = await way.ask(WayOut.Request(upstream.port), as: caller) { answer, outcome throws(GatewayError) in
            outcome.body = try await answer.next() ?? ByteBuffer()
            caller.leave()
            _ = try await answer.next()
        }
        #expect(left.text == "ok")
        #expect(left.failure?.code == .callerGone)
        #expect(await upstream.connection(0)?.inbox.wait(within: .seconds(20)) { $0.ending != nil } == true)
    }

    /// Measured at the provider.
    @Test func `what nobody reads is not taken from the provider`() async throws {
        let block = ByteBuffer(repeating: 0x78, count: 65_536)
        let total = 400 * block.readableBytes
        let upstream = try await SocketUpstream.start([
            .request, .send("HTTP/1.1 200 OK\r\ncontent-length: \(total)\r\n\r\n"), .flood(block, times: 400),
        ])
        let way = try WayOut.usual.get()
        let outcome = await way.ask(WayOut.Request(upstream.port), as: LeavingCaller(way.loop)) {
            answer, outcome throws(GatewayError) in
            try? await Task.sleep(for: .milliseconds(300))
            outcome.fields.append("x-taken", String(upstream.connections.first?.flooded ?? 0))
            while let piece = try await answer.next() { outcome.body.writeImmutableBuffer(piece) }
        }
        let taken = try #require(outcome.fields.first("x-taken").flatMap { Int($0) })
        #expect(taken < total / 2)
        #expect(outcome.body.readableBytes == total)
        #expect(outcome.failure == nil)
    }
}
