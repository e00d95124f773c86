import Foundation
import GatewayTesting
import NIOCore
import Testing
import Wire

/// `chat`, `models` and `doctor` in front of a running gateway, and `mock` behind one.
struct ClientCommandTests {
    @Test func `chat says, streams and shows the answer as it is`() async throws {
        let server = try await Server(in: try TemporaryFolder())
        let plain = try await server.command(["chat", "Hello there", "--model", "mock/echo"])
        #expect(plain.status == 0)
        #expect(plain.out == "Hello there\n")
        #expect(plain.err == "")
        let streamed = try await server.command(["chat", "Hello there", "--model", "mock/echo", "--stream"])
        #expect(streamed.out == "Hello there\n")
        // Without a model the first one that is listed answers.
        #expect(try await server.command(["chat", "Hello"]).out == "Hello\n")

        let json = try await server.command([
            "chat", "Hello", "--model", "mock/echo", "--json", "--system", "Be brief.",
        ])
        let root = try JSONDocument(validating: .init(string: json.out)).root
        #expect(root["usage"]?["prompt_tokens"]?.int == 3)
        let events = try await server.command(["chat", "Hello", "--model", "mock/echo", "--json", "--stream"])
        let lines = events.out.split(separator: "\n")
        #expect(lines.count > 3)
        for line in lines { _ = try JSONDocument(validating: .init(string: String(line))) }
        #expect(try await server.stop() == 0)
    }

    @Test func `chat takes pictures from files and by URL, and refuses what is none`() async throws {
        let folder = try TemporaryFolder()
        let server = try await Server(in: folder)
        try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).write(
            to: URL(fileURLWithPath: "\(folder.path)/photo.png"))
        let ask = ["chat", "Look: ", "--model", "mock/echo"]
        #expect(try await server.command(ask + ["--image", "photo.png"]).out == "Look: [image]\n")
        #expect(try await server.command(ask + ["--image", "https://example.com/a.png"]).out == "Look: [image]\n")
        try folder.write("no picture", to: "notes.txt")
        let refused = try await server.command(ask + ["--image", "notes.txt"])
        #expect(refused.status == 64)
        #expect(refused.err.contains("notes.txt is no PNG, JPEG, GIF or WebP picture."))
        #expect(try await server.command(ask + ["--image", "absent.png"]).status == 64)
        #expect(try await server.stop() == 0)
    }

    @Test func `a call that fails says why, what to do and which call it was`() async throws {
        let server = try await Server(in: try TemporaryFolder())
        let ask = { (model: String, more: [String]) async throws -> Binary.Result in
            try await server.command(["chat", "Hello out there", "--model", model] + more)
        }
        for more in [[], ["--stream"]] {
            let limited = try await ask("mock/error-429", more)
            #expect(limited.status == 1)
            #expect(limited.out == "")
            #expect(limited.err.contains("(status 429, provider mock)") && limited.err.contains("Request id: "))
        }
        let cut = try await ask("mock/cut", ["--stream"])
        #expect(cut.status == 1)
        #expect(cut.out.hasPrefix("Hello"))
        #expect(!cut.err.isEmpty)
        #expect(try await server.stop() == 0)
    }

    @Test(arguments: [
        ["chat", "Hello", "--nope"], ["chat", "Hello", "--model"], ["chat"],
        ["chat", "Hello", "--base-url", "ftp://x"],
        ["chat", "Hello", "--model", "a/b", "--image", "absent.png"], ["models", "--nope"], ["models", "--key"],
        ["models", "--base-url", "ftp://x"], ["mock", "--port", "65536"],
    ])
    func `wrong usage shows the usage of the command that was called`(_ arguments: [String]) async throws {
        let result = try await Binary.run(arguments, in: try TemporaryFolder())
        #expect(result.status == 64)
        #expect(result.out == "")
        let lines = result.err.split(separator: "\n")
        #expect(lines.first?.hasPrefix("Error: ") == true, "\(result.err)")
        #expect(lines.contains { $0.hasPrefix("Usage: llmgateway \(arguments[0]) ") }, "\(result.err)")
        #expect(lines.last == "  See 'llmgateway \(arguments[0]) --help' for more information.")
    }

    @Test func `without a gateway they say how to start one, with exit code 69`() async throws {
        let closed = try ClosedPort()
        let url = "http://127.0.0.1:\(closed.number)"
        for arguments in [["chat", "Hello"], ["models"]] {
            let result = try await Binary.run(arguments + ["--base-url", url], in: try TemporaryFolder())
            #expect(result.status == 69)
            #expect(result.err.contains("No gateway answers at \(url)"))
            #expect(result.err.contains("llmgateway serve"))
        }
    }

    @Test func `models lists names and providers, as a table and as JSON`() async throws {
        let server = try await Server(in: try TemporaryFolder())
        let table = try await server.command(["models"])
        #expect(table.out.hasPrefix("MODEL"))
        #expect(table.out.contains("mock/echo"))
        #expect(!table.out.contains("\u{1B}"))
        let json = try await server.command(["models", "--json"])
        #expect(try JSONDocument(validating: .init(string: json.out)).root["data"]?[0]?["id"]?.string != nil)
        #expect(try await server.stop() == 0)
    }

    @Test func `the key comes from its option, else its variable, else the data folder`() async throws {
        let server = try await Server(in: try TemporaryFolder())
        let wrong = "sk-wrong-0123456789abcdef"
        #expect(try await server.command(["models"]).status == 0)
        let environment = ["LLMGATEWAY_API_KEY": wrong]
        for arguments in [["models"], ["chat", "Hello"]] {
            let refused = try await server.command(arguments, environment: environment)
            #expect(refused.status == 1)
            #expect(refused.err.contains("--key, or in LLMGATEWAY_API_KEY"))
        }
        let key = try String(contentsOfFile: "\(server.run.folder.path)/data/first-key", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await server.command(["models", "--key", key], environment: environment).status == 0)
        #expect(try await server.stop() == 0)
    }

    @Test func `doctor finds what is wrong and says how to mend it`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("mock: maybe\n", to: "gateway.yaml")
        let wrong = try await Binary.run(["doctor"], in: folder)
        #expect(wrong.status == 1)
        #expect(wrong.out.contains("gateway.yaml:1:7") && wrong.out.contains("fix: "))

        let mock = try await Server(["mock", "--port", "0"], in: folder)
        let port = mock.url.split(separator: ":").last ?? ""
        try folder.write(
            """
            server: { port: 0 }
            providers:
              - { id: near, kind: anthropic, base_url: "\(mock.url)", api_key: x }
              - { id: far, kind: openai, base_url: "http://127.0.0.1:1" }
            """, to: "gateway.yaml")
        let found = try await Binary.run(["doctor", "--json"], in: folder)
        #expect(found.status == 1)
        let findings = try #require(try JSONDocument(validating: .init(string: found.out)).root["findings"])
        let bySubject = Dictionary(
            findings.elements.map { ($0["subject"]?.string ?? "", $0["state"]?.string ?? "") }, uniquingKeysWith: { $1 }
        )
        #expect(bySubject["way to near"] == "ok", "port \(port): \(found.out)")
        #expect(bySubject["way to far"] == "bad")
        #expect(bySubject["key of far"] == "warning")
        #expect(try await mock.stop() == 0)
    }

    @Test func `the mock on a port stands in for a provider of each kind`() async throws {
        let folder = try TemporaryFolder()
        let mock = try await Server(["mock", "--port", "0"], in: folder)
        #expect(mock.run.out.split(separator: "\n").filter { $0.hasPrefix("curl ") }.count == 3)
        let kinds = ["openai", "openai-compatible", "anthropic", "gemini"]
        let providers = kinds.map { "  - { id: as-\($0), kind: \($0), base_url: \"\(mock.url)\", api_key: x }" }
        try folder.write("server: { port: 0 }\nproviders:\n\(providers.joined(separator: "\n"))\n", to: "gateway.yaml")
        let server = try await Server(["serve"], in: folder)
        for kind in kinds {
            for more in [[], ["--stream"]] {
                let said = try await server.command(["chat", "Hello there", "--model", "as-\(kind)/echo"] + more)
                #expect(said.out == "Hello there\n", "\(kind): \(said.err)")
            }
        }
        #expect(try await server.stop() == 0)
        #expect(try await mock.stop() == 0)
    }

    @Test func `a command that calls a running gateway needs nothing of that gateway's environment`() async throws {
        let folder = try TemporaryFolder()
        let server = try await Server(in: folder)
        let port = server.url.split(separator: ":").last ?? ""
        // Neither the variable nor the provider of the target is there where the command runs.
        try folder.write(
            """
            server: { port: \(port) }
            auth: { keys: [ { name: app, key: "${NO_SUCH_KEY}" } ] }
            models: [ { name: smart, targets: [ { model: openai/gpt-4o } ] } ]
            """, to: "gateway.yaml")
        for arguments in [
            ["chat", "Hello", "--model", "mock/echo"], ["dry-run", "Hello", "--model", "mock/echo"], ["keys", "list"],
        ] {
            let result = try await Binary.run(arguments, in: folder)
            #expect(result.status == 0, "\(arguments): \(result.err)")
        }
        #expect(
            try await Binary.run(["chat", "Hello", "--model", "mock/echo", "--url", server.url], in: folder).status == 0
        )
        let csv = try await server.command(["usage", "--csv"])
        #expect(csv.out.hasSuffix("\r\n") && !csv.out.hasSuffix("\r\n\n"))
        #expect(try await server.stop() == 0)
    }

    @Test func `a hedge that lost stands in the log as that, and is no failure`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            models:
              - name: quick
                targets: [ { model: mock/slow-30000 }, { model: mock/echo } ]
                hedge: { after: 10ms }
            """, to: "gateway.yaml")
        let server = try await Server(in: folder)
        #expect(try await server.command(["chat", "Hello", "--model", "quick"]).status == 0)
        #expect(try await server.stop() == 0)
        let line = try #require(server.run.err.split(separator: "\n").first { $0.contains(#""model":"quick""#) })
        let entry = try JSONValue(parsing: String(line))
        #expect(entry["hedge_lost"] == "mock/slow-30000" && entry["failed_attempts"] == nil, "\(line)")
        #expect(
            entry["level"] == "info" && entry["route"]?.string?.contains("beside=mock/slow-30000") == true, "\(line)")
    }

    @Test func `prices of a provider that nobody knows are none`() async throws {
        let result = try await Binary.run(["prices", "export", "--provider", "opanai"], in: try TemporaryFolder())
        #expect(
            result.status == 69 && result.out == "" && result.err.contains("did you mean \"openai\"?"), "\(result.err)")
    }

    @Test func `a database that is none is said to be that, by serve and by doctor`() async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/data", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try folder.write(String(repeating: "no database, ", count: 100), to: "data/gateway.sqlite")
        let served = try await Binary.run(["serve", "--port", "0"], in: folder)
        #expect(served.status == 69 && served.err.contains("gateway.sqlite cannot be read"), "\(served.err)")
        #expect(served.err.contains("Bring it back from a copy") && !served.err.contains("data_dir"), "\(served.err)")
        let doctor = try await Binary.run(["doctor"], in: folder)
        #expect(doctor.status == 1 && doctor.out.contains("gateway.sqlite cannot be read"), "\(doctor.out)")
    }

    @Test func `a credential that was entered at run time is missing nowhere`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "providers: [ { id: near, kind: openai, base_url: \"http://127.0.0.1:1\" } ]\n", to: "gateway.yaml")
        let environment = ["LLMGATEWAY_SECRETS__KEY": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
        let first = try await Server(in: folder, environment: environment)
        #expect(try await eventually { first.run.err.contains("has no api_key") })
        let admin = try String(contentsOfFile: "\(folder.path)/data/admin-key", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let entered = try await Binary.shell(
            "command -v curl > /dev/null || exit 99; curl -sf \(first.url)/admin/api/credentials -H 'authorization: Bearer \(admin)' "
                + #"-H 'content-type: application/json' -d '{"provider":"near","api_key":"sk-0123456789abcdef"}'"#,
            in: folder)
        if entered.status == 99 { return }
        #expect(entered.status == 0, "\(entered.out)")
        #expect(try await first.stop() == 0)
        let second = try await Server(in: folder, environment: environment)
        // Where another gateway is to be found is no matter of this one's: it is not sent the admin key.
        let port = try #require(second.url.split(separator: ":").last).filter(\.isNumber)
        let doctor = try await Binary.run(
            ["doctor"], in: folder,
            environment: ["LLMGATEWAY_SERVER__PORT": port, "LLMGATEWAY_BASE_URL": "http://127.0.0.1:1"])
        #expect(doctor.out.contains("key of near: was entered at run time"), "\(doctor.out)")
        #expect(!doctor.out.contains("Stop it") && doctor.out.contains("ok    data folder"), "\(doctor.out)")
        #expect(try await second.stop() == 0)
        #expect(!second.run.err.contains("has no api_key"), "\(second.run.err)")
    }

    @Test func `a configuration that is wrong or missing ends chat and models with 78`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("server: { port: x }\n", to: "gateway.yaml")
        for arguments in [["chat", "Hello"], ["models"]] {
            let wrong = try await Binary.run(arguments, in: folder)
            #expect(wrong.status == 78)
            #expect(wrong.err.contains("gateway.yaml:1:17"))
            let missing = try await Binary.run(arguments + ["--config", "absent.yaml"], in: folder)
            #expect(missing.status == 78)
            #expect(missing.err.contains("absent.yaml: cannot be read"))
        }
    }
}
