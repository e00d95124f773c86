import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Requests larger than what a socket takes at once.
struct LargeBodyTests {
    private static func body(_ bytes: Int) -> String {
        #"{"model":"a/m","messages":[{"role":"user","content":"\#(String(repeating: "x", count: bytes))"}]}"#
    }

    @Test(arguments: [100_000, 6_000_000])
    func `a large body was taken for a caller that left, once the socket took more`(bytes: Int) async throws {
        let upstream = try await SocketUpstream.start(
            [.request, .send(UpstreamText.answer(UpstreamText.completion)), .again])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            let client = try await gateway.client()
            // On a new connection, and on one that is used again.
            for count in 1...2 {
                await client.send(Ask.post(Self.body(bytes), fields: Ask.authorized))
                #expect(await client.replies(count).statuses == Array(repeating: 200, count: count))
            }
            #expect(upstream.connections.count == 1)
        }
    }
}
