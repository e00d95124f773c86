import Foundation
import Testing
import Wire

/// A mark in every secret, one pass at the most talkative level, and the mark nowhere it does not belong.
struct CanaryTests {
    private static let provider = "sk-canary-provider-0123456789"
    private static let fixed = "sk-canary-fixed-0123456789"
    private static let admin = "canary-admin-0123456789"
    private static let entered = "sk-canary-entered-0123456789"
    /// "canary-pepper-0123456789-canary-" and another of 32 bytes, in base64.
    private static let pepper = Data("canary-pepper-0123456789-canary-".utf8).base64EncodedString()
    private static let secretsKey = Data("canary-secret-0123456789-canary-".utf8).base64EncodedString()

    private static let environment = [
        "LLMGATEWAY_AUTH__ADMIN_KEY": admin, "LLMGATEWAY_AUTH__PEPPER": pepper, "LLMGATEWAY_SECRETS__KEY": secretsKey,
        "LLMGATEWAY_LOG__LEVEL": "debug", "CANARY_PROVIDER": provider, "CANARY_FIXED": fixed,
    ]

    private static let yaml = """
        auth: { keys: [ { name: app, key: "${CANARY_FIXED}" } ] }
        providers:
          - { id: down, kind: openai-compatible, base_url: "http://127.0.0.1:9/v1", api_key: "${CANARY_PROVIDER}" }
          - { id: http, kind: openai-compatible, base_url: "http://127.0.0.1:9/v1", headers: { x-secret: "${CANARY_PROVIDER}" } }
        """

    /// Calls as they go right and wrong: path, body, and the key they come with.
    private static let calls: [(path: String, body: String?, key: String)] = [
        ("/v1/chat/completions", #"{"model":"mock/echo","messages":[{"role":"user","content":"x"}]}"#, fixed),
        ("/v1/chat/completions", #"{"model":"down/m","messages":[{"role":"user","content":"x"}]}"#, fixed),
        ("/v1/chat/completions", #"{"model":"http/m","messages":[{"role":"user","content":"x"}]}"#, fixed),
        ("/v1/chat/completions", #"{"model":"mock/error-500","messages":[{"role":"user","content":"x"}]}"#, fixed),
        ("/v1/messages", #"{"model":"down/m","max_tokens":5,"messages":[{"role":"user","content":"x"}]}"#, fixed),
        ("/v1/chat/completions", "{", fixed), ("/nowhere", nil, fixed), ("/v1/models", nil, fixed),
        ("/v1/models?key=\(fixed)", nil, ""), ("/v1/models?key=\(fixed)wrong", nil, ""),
        ("/v1/models", nil, fixed + "wrong"),
        ("/v1/models", nil, admin), ("/admin/api/keys", nil, admin), ("/admin/api/keys", nil, fixed),
        ("/admin/api/keys", nil, admin + "wrong"), ("/admin/api/keys?key=\(admin)", nil, ""),
        ("/admin/api/keys", #"{"name":"web","team":"red"}"#, admin), ("/admin/api/keys", #"{"name":"web"}"#, admin),
        ("/admin/api/credentials", #"{"provider":"down","api_key":"\#(entered)"}"#, admin),
        ("/admin/api/credentials", #"{"provider":"\#(entered)"}"#, fixed), ("/admin/api/credentials", nil, admin),
        ("/v1/chat/completions", #"{"model":"down/m","messages":[{"role":"user","content":"x"}]}"#, fixed),
        ("/admin/api/secrets/rewrap", "{}", admin), ("/admin/api/audit", nil, admin),
    ]

    @Test func `no secret is in the output, an answer, or a file`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.yaml, to: "gateway.yaml")
        guard try await Binary.shell("command -v curl", in: folder).status == 0 else { return }
        let server = try await Server(in: folder, environment: Self.environment)
        var answers = ""
        var made: [String] = []
        for call in Self.calls {
            let body = call.body.map { " -H 'content-type: application/json' -d '\($0)'" } ?? ""
            let key = call.key.isEmpty ? "" : " -H 'authorization: Bearer \(call.key)'"
            let answer = try await Binary.shell("curl -s -i '\(server.url)\(call.path)'\(key)\(body)", in: folder)
            #expect(answer.out.hasPrefix("HTTP/1.1"), "\(call.path): \(answer.err)")
            let json = answer.out.split(separator: "\r\n\r\n").last.flatMap { try? JSONValue(parsing: String($0)) }
            if let secret = json?["key"]?.string { made.append(secret) } else { answers += answer.out }
        }
        server.run.signal(SIGHUP)
        #expect(try await eventually { server.run.err.contains("was read again") })
        #expect(made.count == 1)
        #expect(try await server.stop() == 0)
        var secrets = [Self.provider, Self.fixed, Self.admin, Self.entered, Self.pepper, Self.secretsKey] + made
        secrets += ["canary-pepper", "canary-secret"] + made.map { String($0.dropFirst(9).prefix(20)) }
        for secret in secrets {
            #expect(!(server.run.out + server.run.err).contains(secret), "in the output: \(secret)")
            #expect(!answers.contains(secret), "in an answer: \(secret)")
            for name in try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/data") {
                let bytes = FileManager.default.contents(atPath: "\(folder.path)/data/\(name)") ?? Data()
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "in \(name): \(secret)")
            }
        }
    }
}
