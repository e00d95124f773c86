import Drivers
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// The ways a provider can fail, each in front of a whole answer and of a stream: the caller sees the next one alone.
struct FaultMatrixTests {
    /// How the first provider fails.
    enum Fault: String, CaseIterable, Sendable {
        case refused, untrustedCertificate, internalError, limit, hang, slowHead, cutBeforeTheFirstByte, invalidJSON
        case errorUnderSuccess

        /// nil: there is no server that plays one.
        var script: [SocketUpstream.Step]? {
            switch self {
            case .refused: nil
            case .untrustedCertificate: []
            case .internalError: [.request, .send(UpstreamText.answer(UpstreamText.error("A"), status: 500))]
            case .limit:
                [
                    .request,
                    .send(UpstreamText.answer(UpstreamText.error("A"), status: 429, fields: "retry-after: 30\r\n")),
                ]
            case .hang: [.request]
            case .slowHead:
                [.request]
                    + "HTTP/1.1 200 OK\r\n".flatMap {
                        [.send(String($0)), .pause(.seconds(1))] as [SocketUpstream.Step]
                    }
            case .cutBeforeTheFirstByte:
                [.request, .send(UpstreamText.streamHead + UpstreamText.chunk("data: {\"id\":\"A")), .close]
            case .invalidJSON: [.request, .send(UpstreamText.answer(#"{"choices":["A"#))]
            case .errorUnderSuccess: [.request, .send(UpstreamText.answer(UpstreamText.error("A")))]
            }
        }

        /// Needs a time-out to be noticed.
        var isSilent: Bool { self == .hang || self == .slowHead }
    }

    private func provider(_ fault: Fault) async throws -> (Provider, SocketUpstream?) {
        guard let script = fault.script else { return (.local("a", port: 1), nil) }
        guard fault == .untrustedCertificate else {
            let upstream = try await SocketUpstream.start(script)
            // Its own bound: the other one must answer on a busy machine too.
            var timeouts = Timeouts()
            timeouts.firstByte = fault.isSilent ? .seconds(1) : .seconds(60)
            return (.local("a", port: upstream.port, timeouts: timeouts), upstream)
        }
        let upstream = try await SocketUpstream.start(script, tls: try TestCertificates.server.serverContext())
        let plain = Provider.local("a", port: upstream.port)
        let secure = Provider(
            id: "a", kind: plain.kind, origin: Origin(isTLS: true, host: "localhost", port: upstream.port),
            basePath: "/v1", authorization: .bearer, credential: nil, endpoints: plain.kind.endpoints)
        return (secure, upstream)
    }

    @Test(arguments: Fault.allCases, [false, true])
    func `the next provider answers, and the caller sees it alone`(_ fault: Fault, _ isStream: Bool) async throws {
        let (first, upstream) = try await provider(fault)
        let b = try await SocketUpstream.start(
            [.request, .send(isStream ? UpstreamText.stream : UpstreamText.answer(UpstreamText.completion))])
        try await TestGateway.run {
            $0.providers = [first, .local("b", port: b.port)]
            $0.models = [.both]
            $0.timeouts.connect = .seconds(60)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both", stream: isStream))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == 200)
            #expect(reply.text == (isStream ? UpstreamText.events : UpstreamText.completion))
            #expect(reply.fields.first("x-llmgateway-provider") == "b")
            #expect(reply.fields.first("x-llmgateway-attempts") == "2")
            #expect(reply.fields.first("retry-after") == nil)
            #expect(b.requests.count == 1)
            try await eventually { !gateway.log.recent.isEmpty }
            let entry = try #require(gateway.log.recent.first)
            #expect(entry.attempts.map(\.provider) == ["a", "b"])
            #expect(entry.attempts.first?.code != nil && entry.attempts.last?.code == nil)
        }
        withExtendedLifetime(upstream) {}
    }

    @Test(arguments: [SocketUpstream.Step.close, .reset, .send("zz\r\n"), .send(UpstreamText.end)])
    func `after the first byte there is a typed error and no second provider`(_ step: SocketUpstream.Step) async throws
    {
        let a = try await SocketUpstream.start([
            .request, .send(UpstreamText.streamHead + UpstreamText.chunk(UpstreamText.event("hel"))),
            .pause(.milliseconds(50)), step,
        ])
        let b = try await SocketUpstream.start([.request, .send(UpstreamText.stream)])
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("b", port: b.port)]
            $0.models = [.both]
            $0.resilience.retries.most = 3
            $0.resilience.retries.classes = Set(FailureClass.allCases)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "both", stream: true))
            let reply = try #require(await client.replies(1).first)
            #expect(reply.text.hasPrefix(UpstreamText.event("hel") + #"data: {"error":"#))
            #expect(reply.text.contains(#""source":"provider:a""#) && !reply.text.contains("[DONE]"))
            #expect(b.connections.isEmpty && a.requests.count == 1)
        }
    }

    @Test func `the only provider is asked again after a refused connection and after a 503`() async throws {
        let a = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.error("A"), status: 503)),
            .request, .send(UpstreamText.answer(UpstreamText.completion)),
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("gone", port: 1)]
            $0.resilience.retries.most = 1
            $0.resilience.retries.base = .milliseconds(1)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m") + Ask.chat(model: "gone/m"))
            let replies = await client.replies(2)
            #expect(replies.statuses == [200, 502])
            #expect(replies.whole.map { $0.fields.first("x-llmgateway-attempts") } == ["2", "2"])
        }
    }

    @Test func `a caller who leaves while another attempt is waited for ends the call`() async throws {
        let a = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.error("A"), status: 503, fields: "retry-after: 3000\r\n")),
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port)]
            $0.resilience.retries.most = 1
            $0.resilience.retries.longest = .hours(1)
            $0.timeouts.total = .hours(2)
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(Ask.chat(model: "a/m"))
            _ = await a.connection(0)?.inbox.wait { !ReceivedRequest.all(in: $0.bytes).isEmpty }
            await client.close()
            try await eventually { !gateway.log.recent.isEmpty }
            #expect(gateway.log.recent.first?.code == .callerGone)
            #expect(a.requests.count == 1)
        }
    }

    @Test func `a caller's own deadline is kept`() async throws {
        let a = try await SocketUpstream.start([.request])
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(
                Ask.chat(model: "a/m", fields: "x-llmgateway-timeout-ms: 200\r\n")
                    + Ask.chat(model: "a/m", fields: "x-llmgateway-timeout-ms: soon\r\n"))
            #expect(await client.replies(2).statuses == [504, 400])
        }
    }

    @Test func `the providers' health is told to whoever has a key`() async throws {
        let a = try await SocketUpstream.start([.request, .send(UpstreamText.answer(UpstreamText.completion)), .again])
        try await TestGateway.run {
            $0.providers = [.local("a", port: a.port), .local("gone", port: 1)]
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(
                Ask.chat(model: "a/m") + Ask.chat(model: "gone/m")
                    + Ask.get("/v1/gateway/health", fields: Ask.authorized)
                    + Ask.get("/v1/gateway/health"))
            let replies = await client.replies(4, to: [.post, .post, .get, .get])
            #expect(replies.statuses == [200, 502, 200, 401])
            let root = try JSONDocument(validating: try #require(replies.whole.dropFirst(2).first).body).root
            let providers = try #require(root["providers"]?.elements.map { $0 })
            #expect(providers.map { $0["id"]?.string } == ["a", "gone", "mock"])
            let target = try #require(providers[0]["targets"]?[0])
            #expect(target["model"]?.string == "m" && target["state"]?.string == "closed")
            #expect(target["window"]?["calls"]?.int == 1 && target["window"]?["error_rate"]?.numberText == "0.000")
            #expect(target["first_byte_ms"]?["whole"]?["p95"]?.int != nil)
            #expect(providers[1]["targets"]?[0]?["window"]?["error_rate"]?.numberText == "1.000")
        }
    }
}
