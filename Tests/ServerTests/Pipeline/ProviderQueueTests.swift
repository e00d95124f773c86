import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Calls that wait in front of a provider that runs as many as it may.
struct ProviderQueueTests {
    private static let answer = UpstreamText.answer(UpstreamText.completion)

    private func run(
        length: Int = 5, wait: TimeAmount = .seconds(60), second: Bool = false,
        _ body: (TestGateway, SocketUpstream) async throws -> Void
    ) async throws {
        // Keeps its connection: one that is closed unsaid may be used again just then, and is no matter of the line.
        let slow = try await SocketUpstream.start(
            [.request, .told, .send(Self.answer), .again], [.request, .send(Self.answer), .again])
        let other = try await SocketUpstream.start([.request, .send(Self.answer), .again])
        try await TestGateway.run {
            $0.providers = [
                .local("a", port: slow.port, places: 1, queue: .init(length: length, wait: wait)),
                .local("b", port: other.port),
            ]
            $0.models = [ConfiguredModel.both]
        } _: { gateway in
            try await body(gateway, slow)
        }
    }

    private func ask(_ gateway: TestGateway, _ model: String = "a/m") async throws -> RawClient {
        let client = try await gateway.client()
        await client.send(Ask.chat(model: model))
        return client
    }

    private func seats(_ gateway: TestGateway) -> CallSeats? {
        gateway.core.snapshot.providersByID["a"]?.seats
    }

    @Test func `those that wait are served as places come free, and one too many is told at once`() async throws {
        try await run(length: 2) { gateway, slow in
            let first = try await ask(gateway)
            try await eventually { slow.requests.count == 1 }
            var waiting: [RawClient] = []
            for count in 1...2 {
                waiting.append(try await ask(gateway))
                try await eventually { seats(gateway)?.waiting == count }
            }
            let refused = try #require(await ask(gateway).replies(1).first)
            #expect(refused.status == 503 && refused.errorCode == "gateway_overloaded")
            #expect(refused.text.contains("as many wait as may (2)"))
            #expect(slow.requests.count == 1, "none that waits is sent")
            await slow.connection(0)?.proceed()
            for client in [first] + waiting { #expect(await client.replies(1).statuses == [200]) }
            try await eventually { seats(gateway)?.running == 0 }
            #expect(seats(gateway)?.waiting == 0)
        }
    }

    @Test func `another target goes before the line`() async throws {
        try await run { gateway, slow in
            let first = try await ask(gateway)
            try await eventually { slow.requests.count == 1 }
            let reply = try #require(await ask(gateway, "both").replies(1).first)
            #expect(reply.status == 200 && reply.fields.first("x-llmgateway-provider") == "b")
            await slow.connection(0)?.proceed()
            #expect(await first.replies(1).statuses == [200])
        }
    }

    @Test func `whoever leaves makes room`() async throws {
        try await run(length: 1) { gateway, slow in
            let first = try await ask(gateway)
            try await eventually { slow.requests.count == 1 }
            let leaving = try await ask(gateway)
            try await eventually { seats(gateway)?.waiting == 1 }
            await leaving.close()
            try await eventually { seats(gateway)?.waiting == 0 }
            let next = try await ask(gateway)
            try await eventually { seats(gateway)?.waiting == 1 }
            await slow.connection(0)?.proceed()
            for client in [first, next] { #expect(await client.replies(1).statuses == [200]) }
            try await eventually { seats(gateway)?.running == 0 }
        }
    }

    @Test func `whoever waits too long is told`() async throws {
        try await run(wait: .milliseconds(50)) { gateway, slow in
            let first = try await ask(gateway)
            try await eventually { slow.requests.count == 1 }
            let late = try #require(await ask(gateway).replies(1).first)
            #expect(late.status == 503 && late.text.contains("within the time it may wait"))
            await slow.connection(0)?.proceed()
            #expect(await first.replies(1).statuses == [200])
            #expect(await (try ask(gateway)).replies(1).statuses == [200])
            try await eventually { seats(gateway)?.running == 0 && seats(gateway)?.waiting == 0 }
        }
    }
}
