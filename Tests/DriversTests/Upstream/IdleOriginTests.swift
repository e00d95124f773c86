import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Drivers

/// What the pool of a loop keeps of the origins it has reached.
struct IdleOriginTests {
    private static let ok = SocketUpstream.Step.send(UpstreamText.answer("ok"))

    private func origins(_ way: WayOut) async throws -> Int {
        let pool = try #require(way.network.pools.first)
        return try await way.loop.submit { pool.idle.count }.get()
    }

    private func eventuallyNone(_ way: WayOut) async throws {
        let deadline = NIODeadline.now() + .seconds(60)
        while try await origins(way) > 0 {
            try #require(NIODeadline.now() < deadline, "an origin was kept")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test func `an origin without idle connections is not kept for ever`() async throws {
        let upstream = try await SocketUpstream.start([.request, Self.ok, .again])
        let way = try WayOut { $0.idleTimeout = .milliseconds(50) }
        #expect(await way.ask(upstream.port).text == "ok")
        try await eventuallyNone(way)
        #expect(await way.ask(upstream.port).text == "ok")
        try await eventuallyNone(way)
    }

    @Test func `a connection busy while its origin is forgotten is found again`() async throws {
        let upstream = try await SocketUpstream.start([
            .request, Self.ok, .request, .pause(.milliseconds(200)), Self.ok, .request, Self.ok,
        ])
        let way = try WayOut()
        for _ in 0..<3 { #expect(await way.ask(upstream.port).text == "ok") }
        #expect(upstream.connections.count == 1)
    }

    @Test func `a connection to an address that a caller named is not kept`() async throws {
        let upstream = try await SocketUpstream.start([.request, Self.ok, .again])
        let way = try WayOut()
        var request = WayOut.Request(upstream.port, host: "media.invalid")
        request.origin = Origin(
            isTLS: false, host: "media.invalid", port: upstream.port, address: IPAddress("127.0.0.1"))
        for _ in 0..<2 { #expect(await way.ask(request).text == "ok") }
        #expect(upstream.connections.count == 2)
        #expect(try await origins(way) == 0)
    }
}
