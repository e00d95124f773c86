import Drivers
import Foundation
import Gateway
import GatewayTesting
import Server
import Testing

/// Two gateways, the second behind TLS with a certificate that no system trusts.
struct TrustedRootsTests {
    private func run(
        _ roots: (_ certificate: String) -> [String: String?], _ check: ([String: Int]) -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("roots-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let certificate = folder.appendingPathComponent("certificate.pem").path
        let key = folder.appendingPathComponent("key.pem").path
        try Self.certificate.write(toFile: certificate, atomically: true, encoding: .utf8)
        try Self.key.write(toFile: key, atomically: true, encoding: .utf8)
        let files = roots(certificate)
        try await TestGateway.run {
            $0.listener.tls = .init(certificateFile: certificate, keyFile: key)
        } _: { behind in
            try await TestGateway.run {
                $0.transport = Self.transport(Array(files.values))
                $0.providers = files.map { Self.provider($0.key, port: behind.port, roots: $0.value) }
            } _: { gateway in
                var statuses: [String: Int] = [:]
                for id in files.keys.sorted() {
                    let client = try await gateway.client()
                    await client.send(Ask.chat(model: "\(id)/mock/echo"))
                    statuses[id] = await client.replies(1).statuses.first
                }
                check(statuses)
            }
        }
    }

    @Test func `a provider's own roots hold for it alone`() async throws {
        try await run({ ["own": $0, "usual": nil] }) { #expect($0 == ["own": 200, "usual": 502]) }
    }

    @Test func `a file of roots that cannot be read is named at the start`() async throws {
        await #expect(throws: UnreadableRoots.self) {
            try await TestGateway.run({ $0.transport = Self.transport(["/nowhere/roots.pem"]) }) { _ in }
        }
    }

    private static func transport(_ files: [String?]) -> TransportConfiguration {
        var transport = TransportConfiguration()
        transport.furtherCAFiles = files.compactMap(\.self)
        return transport
    }

    private static func provider(_ id: String, port: Int, roots: String?) -> Provider {
        let kind = ProviderKind.openAICompatible
        return Provider(
            id: id, kind: kind, origin: Origin(isTLS: true, host: "127.0.0.1", port: port, roots: roots),
            basePath: "/v1", authorization: kind.authorization, credential: Secret(TestGateway.key),
            endpoints: kind.endpoints)
    }

    /// Signed by itself for 127.0.0.1 and localhost, from 2020 to 2120; made for this test and of no other use.
    private static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBaDCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAl0ZXN0IHJv
        b3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
        CXRlc3Qgcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIraqUW3hJlQTO0D
        9xEt177AynTdmDRqZBMb7oNBImeBjRpp9s2y6EdnEaTyO6FhsUNCg8RW4Ld2g6Cb
        gcVoKcajTjBMMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYcEfwAAAYIJbG9j
        YWxob3N0MB0GA1UdDgQWBBSuE3PtjrXWY832Pyu52+fyBUWgLzAKBggqhkjOPQQD
        AgNJADBGAiEA4samBRPRxFaUql84obxkiN0RPWSK2oYYrBbotB3drnYCIQCmQ5En
        CYBMbuewLg/ow7nDo/M153nTbh6WzA7vGbOiKA==
        -----END CERTIFICATE-----
        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfp+JNxAjYXCuu74K
        mR3yk+LI4qf+Cpo6KSjh0AoGdLehRANCAASK2qlFt4SZUEztA/cRLde+wMp03Zg0
        amQTG+6DQSJngY0aafbNsuhHZxGk8juhYbFDQoPEVuC3doOgm4HFaCnG
        -----END PRIVATE KEY-----
        """
}
