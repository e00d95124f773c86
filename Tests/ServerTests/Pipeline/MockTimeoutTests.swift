import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// The built-in mock keeps the time-outs that a network would: the same code of the gateway is tried with both.
struct MockTimeoutTests {
    private func ask(
        _ request: String, _ change: (inout TestGateway.Options) -> Void
    ) async throws -> (reply: Replies.Reply, entry: RequestLogEntry) {
        var found: (Replies.Reply, RequestLogEntry)?
        try await TestGateway.run(change) { gateway in
            let client = try await gateway.client()
            await client.send(request)
            let reply = try #require(await client.replies(1).first)
            try await eventually { !gateway.log.recent.isEmpty }
            found = (reply, try #require(gateway.log.recent.first))
        }
        return try #require(found)
    }

    @Test func `the caller's own time is kept`() async throws {
        let field = "x-llmgateway-timeout-ms: 40\r\n"
        for model in ["mock/hang", "mock/slow-30000"] {
            let (reply, _) = try await ask(Ask.chat(model: model, fields: field)) { _ in }
            #expect(reply.status == 504 && reply.text.contains("The call took too long."), "\(model): \(reply.text)")
        }
    }

    @Test func `the first byte and the whole call have their time`() async throws {
        let (first, _) = try await ask(Ask.chat(model: "mock/slow-30000")) { $0.timeouts.firstByte = .milliseconds(20) }
        #expect(first.status == 504 && first.text.contains("did not answer in time"), "\(first.text)")
        let (total, _) = try await ask(Ask.chat(model: "mock/hang")) { $0.timeouts.total = .milliseconds(20) }
        #expect(total.status == 504 && total.text.contains("took too long"), "\(total.text)")
    }

    @Test func `a pause within a stream that is longer than it may be ends it with an error`() async throws {
        // The second pause is as long as the first, and only that has less time.
        let (reply, entry) = try await ask(Ask.chat(model: "mock/slow-60", stream: true)) {
            $0.timeouts.idle = .milliseconds(20)
        }
        #expect(reply.status == 200 && reply.text.contains("The provider stopped sending."), "\(reply.text)")
        #expect(!reply.text.contains("[DONE]"))
        #expect(entry.code == .upstreamTimeout)
    }
}
