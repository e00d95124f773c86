import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// More calls than there are places for, through the listener.
struct QueueTests {
    private static let answer = UpstreamText.answer(UpstreamText.completion)

    /// A gateway with `places`, whose provider answers on a connection from when it is told.
    private func run(
        places: Int, queue: Snapshot.Queue?, _ body: (TestGateway, SocketUpstream) async throws -> Void
    ) async throws {
        let upstream = try await SocketUpstream.start([.request, .told, .send(Self.answer), .again])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.limits.concurrent = places
            $0.limits.queue = queue
        } _: { gateway in
            try await body(gateway, upstream)
        }
    }

    private func ask(_ gateway: TestGateway) async throws -> RawClient {
        let client = try await gateway.client()
        await client.send(Ask.chat(model: "a/m"))
        return client
    }

    /// Has so many requests answered, on whichever connections they come, and sees that there are no more.
    private func answer(_ upstream: SocketUpstream, _ count: Int) async throws {
        try await eventually {
            for connection in upstream.connections { connection.proceed() }
            return upstream.requests.count >= count
        }
        for connection in upstream.connections { connection.proceed() }
        #expect(upstream.requests.count == count)
    }

    /// Three times as many as there is room for: as many as may run, the next wait, the rest is told at once, and what
    /// was admitted is answered as if nothing had been.
    @Test func `what is too much is refused at once, and does not hinder what runs`() async throws {
        try await run(places: 10, queue: .init(length: 5, wait: .seconds(60))) { gateway, upstream in
            var clients: [RawClient] = []
            for count in 1...10 {
                clients.append(try await ask(gateway))
                try await eventually { gateway.core.seats.running == count }
            }
            for count in 1...5 {
                clients.append(try await ask(gateway))
                try await eventually { gateway.core.seats.waiting == count }
            }
            for _ in 0..<30 {
                let refused = try #require(await ask(gateway).replies(1).first)
                #expect(refused.status == 503)
                #expect(refused.errorCode == "gateway_overloaded")
                #expect(refused.fields.first("retry-after") == "1")
            }
            let health = try await gateway.client()
            await health.send(Ask.get("/livez") + Ask.get("/readyz"))
            #expect(await health.replies(2).statuses == [200, 200])
            try await answer(upstream, 15)
            for client in clients { #expect(await client.replies(1).statuses == [200]) }
            try await eventually { gateway.core.seats.running == 0 && gateway.core.seats.waiting == 0 }
        }
    }

    @Test func `a call that waits longer than it may is refused`() async throws {
        try await run(places: 1, queue: .init(length: 5, wait: .milliseconds(50))) { gateway, upstream in
            let first = try await ask(gateway)
            try await eventually { gateway.core.seats.running == 1 }
            let late = try #require(await ask(gateway).replies(1).first)
            #expect(late.status == 503 && late.fields.first("retry-after") == "1")
            #expect(gateway.core.seats.waiting == 0)
            try #require(await upstream.connection(0)).proceed()
            #expect(await first.replies(1).statuses == [200])
        }
    }

    @Test func `a caller that leaves the line is taken out of it`() async throws {
        try await run(places: 1, queue: .init(length: 1, wait: .seconds(60))) { gateway, upstream in
            let first = try await ask(gateway)
            try await eventually { gateway.core.seats.running == 1 }
            let leaving = try await ask(gateway)
            try await eventually { gateway.core.seats.waiting == 1 }
            await leaving.close()
            try await eventually { gateway.core.seats.waiting == 0 }
            try await eventually { gateway.log.recent.contains { $0.code == .callerGone } }
            let next = try await ask(gateway)
            try await eventually { gateway.core.seats.waiting == 1 }
            try await answer(upstream, 2)
            #expect(await first.replies(1).statuses == [200])
            #expect(await next.replies(1).statuses == [200])
            try await eventually { gateway.core.seats.running == 0 }
        }
    }

    @Test func `calls that wait at the end of the process are told so`() async throws {
        let upstream = try await SocketUpstream.start([.request, .told])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
            $0.limits.concurrent = 1
            $0.limits.queue = .init(length: 1, wait: .seconds(60))
        } _: { gateway in
            let first = try await ask(gateway)
            try await eventually { gateway.core.seats.running == 1 }
            let waiting = try await ask(gateway)
            try await eventually { gateway.core.seats.waiting == 1 }
            await gateway.shutDown()
            let reply = try #require(await waiting.replies(1).first)
            #expect(reply.status == 503 && reply.errorCode == "gateway_overloaded")
            #expect(await first.ended())
        }
    }
}
