import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// When the same target is asked again.
struct RetryTests {
    /// Fails `times` times, then answers.
    private func failing(
        _ times: Int, _ reaction: FaultyUpstream.Reaction
    ) -> @Sendable (String, String) -> FaultyUpstream.Reaction {
        let left = Switch(times)
        return { _, _ in
            guard left.value > 0 else { return .answer }
            left.set(left.value - 1)
            return reaction
        }
    }

    struct Row: Sendable, CustomStringConvertible {
        var description: String
        var reaction: FaultyUpstream.Reaction
        var isRetried: Bool
    }

    static let rows: [Row] =
        [
            Row(description: "refused connection", reaction: .refuse, isRetried: true),
            Row(description: "lost connection", reaction: .lose, isRetried: true),
        ]
        + [
            (502, true), (503, true), (529, true), (500, false), (504, false), (429, false), (401, false), (400, false),
            (403, false), (404, false), (413, false), (422, false),
        ].map {
            Row(description: "\($0.0)", reaction: .status($0.0), isRetried: $0.1)
        }

    @Test(arguments: rows)
    func `the only target is asked once more after`(_ row: Row) async {
        let gateway = FaultyGateway(["a/m"], failing(1, row.reaction))
        let outcome = await gateway.call()
        #expect((outcome.status == 200) == row.isRetried)
        #expect(outcome.attempts.count == (row.isRetried ? 2 : 1))
        #expect(gateway.waits.all.count == (row.isRetried ? 1 : 0))
        #expect(gateway.waits.all.allSatisfy { $0 <= .milliseconds(250) })
        if row.isRetried { #expect(outcome.reply.head?.fields.first("x-llmgateway-attempts") == "2") }
    }

    @Test func `what is drawn is not asked for again where the request may have arrived`() async {
        let lost = FaultyGateway(["a/m"], failing(1, .lose))
        #expect(await lost.call(operation: .drawImages).attempts.count == 1)
        let refused = FaultyGateway(["a/m"], failing(1, .refuse))
        #expect(await refused.call(operation: .drawImages).attempts.count == 2)
    }

    @Test func `it is not asked more often than configured`() async {
        let gateway = FaultyGateway(["a/m"], rules: { $0.retries.most = 3 }, failing(9, .status(503)))
        #expect(await gateway.call().attempts.count == 4)
        let never = FaultyGateway(["a/m"], rules: { $0.retries.most = 0 }, failing(9, .status(503)))
        #expect(await never.call().attempts.count == 1)
    }

    @Test func `other targets come first, and the last one is asked again`() async {
        let gateway = FaultyGateway(["a/m", "b/n"]) { _, _ in .status(503) }
        #expect(await gateway.call().attempts == ["a", "b", "b"])
    }

    @Test func `what a provider asks for is waited, or the caller is told`() async {
        let short = FaultyGateway(["a/m"], failing(1, .status(503, retryAfter: 2)))
        #expect(await short.call().status == 200)
        #expect(short.waits.all == [.seconds(2)])
        let long = FaultyGateway(["a/m"], failing(1, .status(503, retryAfter: 60)))
        let outcome = await long.call()
        #expect(outcome.status == 503 && outcome.attempts.count == 1)
        #expect(outcome.reply.head?.fields.first("retry-after") == "60")
    }

    @Test func `nobody waits beyond the call's end`() async {
        let gateway = FaultyGateway(["a/m"], failing(1, .status(503, retryAfter: 2)))
        let outcome = await gateway.call(fields: [("x-llmgateway-timeout-ms", "2000")])
        #expect(outcome.status == 503 && outcome.attempts.count == 1)
        #expect(gateway.waits.all.isEmpty)
    }

    @Test func `classes are configured`() async {
        for (reaction, kind) in [
            (FaultyUpstream.Reaction.status(500), FailureClass.serverError), (.status(429), .rateLimit),
            (.status(504), .timeout), (.hang, .timeout),
        ] {
            var timeouts = Timeouts()
            timeouts.firstByte = .seconds(1)
            let gateway = FaultyGateway(
                ["a/m"], timeouts: timeouts, rules: { $0.retries.classes = [kind] }, failing(1, reaction))
            #expect(await gateway.call().attempts.count == 2, "\(kind)")
        }
    }

    @Test func `nothing is asked again after the first byte`() async {
        let gateway = FaultyGateway(
            ["a/m"], rules: { $0.retries.classes = Set(FailureClass.allCases) }, failing(1, .cut))
        let outcome = await gateway.call(stream: true)
        #expect(outcome.attempts == ["a"])
        #expect(outcome.text.contains(#""error""#) && !outcome.text.contains("[DONE]"))
    }

    @Test func `the timeout of a caller is a number of milliseconds`() async {
        let gateway = FaultyGateway(["a/m"]) { _, _ in .answer }
        for wrong in ["0", "-1", "soon", "1.5", "", "86400001"] {
            #expect(await gateway.call(fields: [("x-llmgateway-timeout-ms", wrong)]).status == 400, "\(wrong)")
        }
        #expect(await gateway.call(fields: [("x-llmgateway-timeout-ms", "86400000")]).status == 200)
    }

    @Test func `a provider's time bounds its own attempts`() async {
        var timeouts = Timeouts()
        timeouts.total = .seconds(2)
        let gateway = FaultyGateway(["a/m", "b/n"], timeouts: timeouts) { host, _ in host == "a" ? .hang : .answer }
        let before = gateway.clock.now()
        let outcome = await gateway.call()
        #expect(outcome.provider == "b")
        #expect(gateway.clock.now() - before == .seconds(2))
    }
}
