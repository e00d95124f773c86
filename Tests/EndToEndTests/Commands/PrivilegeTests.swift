import Foundation
import GatewayTesting
import Testing

/// What a user may do who is not root.
struct PrivilegeTests {
    private static let key = "sk-test-0123456789abcdef"

    /// An option that only root may set was set on every socket: the first caller ended the gateway, and no provider could
    /// be reached.
    @Test func `without any capability callers are taken and providers are reached`() async throws {
        let answer = #"{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi."},"finish_reason":"stop"}]}"#
        let upstream = try await SocketUpstream.start([
            .request, .send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"),
            .send("content-length: \(answer.utf8.count)\r\n\r\n\(answer)"), .again,
        ])
        let folder = try TemporaryFolder()
        try folder.write(
            """
            auth: { keys: [ { name: app, key: "\(Self.key)" } ] }
            providers:
              - { id: near, kind: openai-compatible, base_url: "http://127.0.0.1:\(upstream.port)/v1" }
            """, to: "gateway.yaml")
        let server = try await Self.start(["serve", "--config", "gateway.yaml", "--port", "0"], in: folder)
        for model in ["mock/echo", "near/m"] {
            let told = try await server.command(["chat", "Hello", "--model", model, "--key", Self.key])
            #expect(told.status == 0, "\(told.err)\(server.run.err)")
        }
        #expect(try await server.stop() == 0)
    }

    /// Another user has none anyway.
    private static func start(_ arguments: [String], in folder: TemporaryFolder) async throws -> Server {
        let found = try await Binary.shell("command -v setpriv", in: folder)
        guard geteuid() == 0, found.status == 0 else { return try await Server(arguments, in: folder) }
        return try await Server(
            ["--bounding-set=-all", "--inh-caps=-all", Binary.path] + arguments,
            of: found.out.trimmingCharacters(in: .whitespacesAndNewlines), in: folder)
    }
}
