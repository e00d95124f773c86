import Foundation
import Testing

/// `serve`: the first run, the banner, signals, and what it refuses.
struct ServeTests {
    @Test func `the first run shows its key once, and the banner's curl works as it stands`() async throws {
        let folder = try TemporaryFolder()
        let first = try await Server(in: folder)
        let key = try String(contentsOfFile: "\(folder.path)/data/first-key", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(first.run.out.contains("Base URL       \(first.url)/v1"))
        #expect(first.run.out.contains(key))
        #expect(first.curl.contains(key))
        #expect(first.curl.contains("mock/echo"))
        try await answersHello(first.curl, folder)
        #expect(try await first.stop() == 0)

        let second = try await Server(in: folder)
        #expect(!second.run.out.contains(key))
        #expect(second.curl.contains("$(cat \(folder.path)/data/first-key)"))
        try await answersHello(second.curl, folder)
        #expect(try await second.stop() == 0)
        #expect(!(first.run.err + second.run.err).contains(key))
    }

    /// Fresh machines may lack curl; then only the line's form is looked at.
    private func answersHello(_ curl: String, _ folder: TemporaryFolder) async throws {
        #expect(!curl.contains(" | ") && !curl.contains("#"))
        guard try await Binary.shell("command -v curl", in: folder).status == 0 else { return }
        let answer = try await Binary.shell(curl, in: folder)
        #expect(answer.status == 0)
        #expect(answer.out.contains(#""content":"Hello""#), "\(answer.out)")
    }

    @Test func `a wrong configuration ends it with 78 and every problem on standard error`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("modles: []\nserver: { port: x }\n", to: "gateway.yaml")
        for arguments in [["serve"], ["config", "check"], ["config", "print"]] {
            let result = try await Binary.run(arguments, in: folder)
            #expect(result.status == 78)
            #expect(result.out.isEmpty)
            #expect(
                result.err == """
                    gateway.yaml:1:1: unknown key "modles": did you mean "models"?
                    gateway.yaml:2:17: "server.port" must be a whole number from 0 to 65535, found "x"

                    """)
        }
    }

    @Test func `listening beyond loopback without authentication is refused`() async throws {
        let folder = try TemporaryFolder()
        let environment = ["LLMGATEWAY_AUTH__MODE": "none"]
        let result = try await Binary.run(
            ["serve", "--host", "0.0.0.0", "--port", "0"], in: folder, environment: environment)
        #expect(result.status == 78)
        #expect(result.err.contains("may be none only on a loopback address"))
        let local = try await Server(in: folder, environment: environment)
        #expect(!local.curl.contains("Authorization"))
        #expect(try await local.stop() == 0)
    }

    /// The file then says 127.0.0.1, but the socket is still the one everybody reaches.
    @Test func `SIGHUP does not drop the keys of a listener that everybody reaches`() async throws {
        let folder = try TemporaryFolder()
        let keys = #"auth: { keys: [ { name: a, key: "sk-0123456789abcdef" } ] }"#
        try folder.write("server: { host: 0.0.0.0, port: 0 }\n\(keys)\n", to: "gateway.yaml")
        let server = try await Server(["serve"], in: folder)
        try folder.write("server: { host: 127.0.0.1, port: 0 }\nauth: { mode: none }\n", to: "gateway.yaml")
        server.run.signal(SIGHUP)
        #expect(try await eventually { server.run.err.contains("the old one stays") })
        #expect(server.run.err.contains("the process listens on 0.0.0.0"))
        #expect(!server.run.err.contains("was read again"))
        #expect(try await server.command(["models", "--json", "--key", "sk-wrong"]).status != 0)
        #expect(try await server.command(["models", "--json", "--key", "sk-0123456789abcdef"]).status == 0)
        #expect(try await server.stop() == 0)
    }

    @Test func `a port and a data folder in use are named, with exit code 69`() async throws {
        let folder = try TemporaryFolder()
        let server = try await Server(in: folder)
        let port = try #require(server.url.split(separator: ":").last.map(String.init))
        let sameFolder = try await Binary.run(["serve", "--port", "0"], in: folder)
        #expect(sameFolder.status == 69)
        #expect(sameFolder.err.contains("Another llmgateway is using the data folder"))
        let samePort = try await Binary.run(["serve", "--port", port], in: try TemporaryFolder())
        #expect(samePort.status == 69)
        #expect(samePort.err.contains("Port \(port) on 127.0.0.1 is in use."))
        let mock = try await Binary.run(["mock", "--port", port], in: try TemporaryFolder())
        #expect(mock.status == 69)
        #expect(try await server.stop() == 0)
    }

    @Test func `SIGHUP takes a new configuration, and keeps the last good one when it is wrong`() async throws {
        let folder = try TemporaryFolder()
        let keys = #"auth: { keys: [ { name: a, key: "sk-0123456789abcdef" } ] }"#
        try folder.write("server: { port: 0 }\n\(keys)\n", to: "gateway.yaml")
        let server = try await Server(["serve"], in: folder)
        let names = { () async throws -> String in
            try await server.command(["models", "--json", "--key", "sk-0123456789abcdef"]).out
        }
        let model = "models: [ { name: smart, targets: [ { model: mock/echo } ] } ]"
        #expect(!(try await names()).contains("smart"))

        try folder.write("server: { port: 0 }\n\(keys)\n\(model)\n", to: "gateway.yaml")
        server.run.signal(SIGHUP)
        #expect(try await eventually { server.run.err.contains("was read again") })
        #expect((try await names()).contains(#""smart""#))

        try folder.write("server: { port: 0 }\n\(keys)\nmodles: []\n", to: "gateway.yaml")
        server.run.signal(SIGHUP)
        #expect(try await eventually { server.run.err.contains("the old one stays") })
        #expect(server.run.err.contains("gateway.yaml:3:1: unknown key"))
        #expect((try await names()).contains(#""smart""#))
        #expect(try await server.stop() == 0)
    }

    @Test func `SIGHUP keeps the configuration when its file has gone, or is being saved and empty`() async throws {
        let folder = try TemporaryFolder()
        let keys = #"auth: { keys: [ { name: a, key: "sk-0123456789abcdef" } ] }"#
        try folder.write("server: { port: 0 }\n\(keys)\n", to: "gateway.yaml")
        let server = try await Server(["serve"], in: folder)
        try folder.write("", to: "gateway.yaml")
        server.run.signal(SIGHUP)
        #expect(try await eventually { server.run.err.contains("the file is empty") })
        try folder.remove("gateway.yaml")
        server.run.signal(SIGHUP)
        #expect(try await eventually { server.run.err.contains("cannot be read") })
        #expect(!server.run.err.contains("was read again"))
        #expect(try await server.command(["models", "--key", "sk-0123456789abcdef"]).status == 0)
        #expect(try await server.stop() == 0)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `a signal ends an idle server with exit code 0, and waits for no grace`(_ signal: Int32) async throws {
        let grace = ["LLMGATEWAY_SERVER__DRAIN_GRACE": "10m"]
        for arguments in [["serve", "--port", "0"], ["mock", "--port", "0"]] {
            let server = try await Server(arguments, in: try TemporaryFolder(), environment: grace)
            server.run.signal(signal)
            #expect(try await server.run.end() == 0)
        }
    }

    @Test func `refusals stand in the log with their path, code and key, and without the credential`() async throws {
        let folder = try TemporaryFolder()
        let server = try await Server(in: folder)
        let wrong = try await server.command(["models", "--key", "sk-wrong-0123456789abcdef"])
        #expect(wrong.status == 1)
        let missing = try await server.command(["chat", "hi", "--model", "nowhere"])
        #expect(missing.status == 1)
        #expect(try await eventually { server.run.err.contains("model_not_found") })
        let lines = server.run.err.split(separator: "\n")
        let refusal = try #require(lines.first { $0.contains("invalid_api_key") })
        #expect(refusal.contains(#""path":"/v1/models""#) && refusal.contains(#""status":401"#))
        #expect(!server.run.err.contains("sk-wrong"))
        #expect(try #require(lines.first { $0.contains("model_not_found") }).contains(#""key":"first-key""#))
        #expect(try await server.stop() == 0)
    }

    @Test func `a stream that fails after its first byte is logged as an error, at the level warning too`() async throws
    {
        let folder = try TemporaryFolder()
        let server = try await Server(in: folder, environment: ["LLMGATEWAY_LOG__LEVEL": "warning"])
        _ = try await server.command(["chat", "Hello out there", "--model", "mock/cut", "--stream"])
        #expect(try await eventually { server.run.err.contains(#""level":"error""#) })
        #expect(server.run.err.contains(#""status":200"#))
        #expect(try await server.stop() == 0)
    }
}
