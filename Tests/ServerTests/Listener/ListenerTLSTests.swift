import GatewayTesting
import NIOCore
import Server
import Testing

/// The listener's own TLS.
struct ListenerTLSTests {
    @Test func `a listener with a certificate speaks TLS`() async throws {
        let identity = TestCertificates.server
        let certificate = try TestCertificates.file(identity.certificate)
        let key = try TestCertificates.file(identity.key)
        try await TestGateway.run {
            $0.listener.tls = .init(certificateFile: certificate, keyFile: key)
        } _: { gateway in
            let client = try await RawClient.connect(to: gateway.port, tls: TestCertificates.clientContext())
            await client.send(Ask.chat(stream: true) + Ask.get("/livez"))
            let replies = await client.replies(2)
            #expect(replies.statuses == [200, 200])
            #expect(replies.first?.text.hasSuffix("data: [DONE]\n\n") == true)

            let plain = try await gateway.client()
            let refused = await plain.exchange(Ask.get("/livez"))
            #expect(refused.whole.isEmpty)

            let wrong = try await RawClient.connect(to: gateway.port, tls: TestCertificates.clientContext())
            let answer = await wrong.exchange(
                Ask.chat(fields: "connection: close\r\n", key: "sk-wrong-wrong-wrong"))
            #expect(answer.statuses == [401])
            #expect(answer.first?.member("doc_url") == "https://gateway/errors/invalid_api_key")
        }
    }

    @Test func `a caller that never shakes hands is closed`() async throws {
        let identity = TestCertificates.server
        let certificate = try TestCertificates.file(identity.certificate)
        let key = try TestCertificates.file(identity.key)
        try await TestGateway.run {
            $0.listener.tls = .init(certificateFile: certificate, keyFile: key)
            $0.listener.headerTimeout = .milliseconds(200)
        } _: { gateway in
            let client = try await gateway.client()
            #expect(await client.ended())
        }
    }
}
