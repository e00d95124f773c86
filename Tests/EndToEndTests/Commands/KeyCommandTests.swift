import Foundation
import Testing
import Wire

/// `llmgateway keys`, against a gateway that keeps its keys in a folder.
struct KeyCommandTests {
    private func json(_ result: Binary.Result) throws -> JSONValue {
        try #require(result.status == 0, "\(result.err)")
        return try JSONValue(parsing: result.out)
    }

    private func calls(_ server: Server, _ key: String) async throws -> Bool {
        try await server.command(["chat", "Hello", "--model", "mock/echo", "--key", key]).status == 0
    }

    @Test func `a key is made, listed, changed, rotated, revoked and deleted`() async throws {
        let folder = try TemporaryFolder()
        // A key with a budget calls nothing whose price is not known.
        try folder.write("prices: [ { model: mock/echo, request_usd: \"0.001\" } ]", to: "gateway.yaml")
        let server = try await Server(in: folder)
        #expect(server.run.out.contains("Admin key      in \(folder.path)/data/admin-key  (made just now)"))
        #expect(try await server.command(["keys", "list"]).out.contains("No key was made yet"))
        let made = try await server.command([
            "keys", "create", "app", "--model", "mock/*", "--budget", "25.00/month", "--expires", "90d", "--team",
            "red",
        ])
        #expect(made.out.contains("Made the key \"app\""), "\(made.err)")
        let secret = try #require(made.out.split(separator: "\n").first { $0.contains("sk-llmgw-") })
            .trimmingCharacters(in: .whitespaces)
        #expect(try await calls(server, secret))
        let listed = try await server.command(["keys", "list"]).out
        #expect(listed.contains("app") && listed.contains("$25 per month") && !listed.contains(secret))
        #expect(
            listed.contains("  LAST 4  ") && listed.contains("  EXPIRES  ") && listed.contains("…\(secret.suffix(4))"))
        #expect(try await server.command(["keys", "change", "app", "--lift", "budget", "--owner", "ann"]).status == 0)
        let shown = try await server.command(["keys", "show", "app"]).out
        #expect(shown.contains("Owner") && shown.contains("ann") && !shown.contains("$25"), "\(shown)")
        let rotated = try json(await server.command(["keys", "rotate", "app", "--overlap", "0", "--json"]))
        let second = try #require(rotated["key"]?.string)
        #expect(try await !calls(server, secret))
        #expect(try await calls(server, second))
        #expect(try await server.command(["keys", "revoke", "app"]).out.contains("is revoked"))
        #expect(try await !calls(server, second))
        #expect(try await server.command(["keys", "delete", "app"]).status == 0)
        let unknown = try await server.command(["keys", "show", "app"])
        #expect(unknown.status == 1 && unknown.err.contains("No key is called \"app\""))
        #expect(try await server.stop() == 0)
        #expect(!(server.run.out + server.run.err).contains(second))
    }

    @Test func `a budget that replaces others says so, and one below nothing is no missing value`() async throws {
        let server = try await Server(in: try TemporaryFolder())
        let budgets = ["--budget", "5/day", "--budget", "25/month"]
        #expect(try await server.command(["keys", "create", "app"] + budgets).status == 0)
        let changed = try await server.command(["keys", "change", "app", "--budget", "50/month"])
        #expect(changed.out.contains("$50 per month") && changed.err.contains("gone is $5 per day"), "\(changed.err)")
        #expect(try await server.command(["keys", "change", "app", "--owner", "ann"]).err == "")
        let below = try await server.command(["keys", "create", "other", "--budget", "-5/month"])
        #expect(below.status == 1 && below.err.contains("must be an amount of USD"), "\(below.err)")
        let shown = try await Binary.run(["keys", "show", "app", "--url", server.url], in: server.run.folder)
        #expect(shown.status == 0, "\(shown.err)")
        #expect(try await server.stop() == 0)
    }

    @Test func `a budget of a team that only keys made at run time have is not warned of`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("budgets: [ { scope: team, name: red, usd: 1, per: day } ]\n", to: "gateway.yaml")
        let first = try await Server(in: folder)
        #expect(try await eventually { first.run.err.contains("no key here is of the team") })
        #expect(try await first.command(["keys", "create", "app", "--team", "red"]).status == 0)
        #expect(try await first.stop() == 0)
        let second = try await Server(in: folder)
        #expect(try await second.stop() == 0)
        #expect(!second.run.err.contains("no key here is of the team"), "\(second.run.err)")
    }

    @Test func `keys outlive the process, and no file holds a secret`() async throws {
        let folder = try TemporaryFolder()
        let first = try await Server(in: folder)
        let made = try json(await first.command(["keys", "create", "app", "--json"]))
        let secret = try #require(made["key"]?.string)
        #expect(try await calls(first, secret))
        #expect(try await first.stop() == 0)
        let second = try await Server(in: folder)
        #expect(second.run.out.contains("Admin key      in \(folder.path)/data/admin-key\n"))
        #expect(try await calls(second, secret))
        let kept = try json(await second.command(["keys", "show", "app", "--json"]))
        #expect(kept["last_used_at"]?.int != nil)
        #expect(!first.run.err.contains("could not be written down"), "\(first.run.err)")
        #expect(try await second.stop() == 0)
        let data = "\(folder.path)/data"
        for name in try FileManager.default.contentsOfDirectory(atPath: data) {
            let bytes = FileManager.default.contents(atPath: "\(data)/\(name)") ?? Data()
            #expect(bytes.range(of: Data(secret.dropFirst(9).utf8)) == nil, "\(name)")
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(data)/\(name)")
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
            #expect(mode & 0o077 == 0 || attributes[.type] as? FileAttributeType == .typeDirectory, "\(name): \(mode)")
        }
    }

    @Test func `the first key can be ended once others were made`() async throws {
        let folder = try TemporaryFolder()
        let first = try await Server(in: folder)
        let made = try json(await first.command(["keys", "create", "app", "--json"]))
        #expect(try await first.stop() == 0)
        let key = try String(contentsOfFile: "\(folder.path)/data/first-key", encoding: .utf8)
            .trimmingCharacters(in: .newlines)
        let second = try await Server(in: folder, environment: ["LLMGATEWAY_AUTH__FIRST_KEY": "false"])
        #expect(try await !calls(second, key))
        #expect(try await calls(second, try #require(made["key"]?.string)))
        #expect(try await second.stop() == 0)
    }

    @Test func `without the admin key it says where to get it`() async throws {
        let folder = try TemporaryFolder()
        let server = try await Server(in: folder)
        let refused = try await server.command(["keys", "list", "--admin-key", "sk-wrong-0123456789"])
        #expect(refused.status == 1 && refused.err.contains("--admin-key"))
        let environment = ["LLMGATEWAY_AUTH__ADMIN_KEY": "sk-other-0123456789"]
        #expect(try await server.command(["keys", "list"], environment: environment).status == 1)
        #expect(try await server.stop() == 0)
    }

    @Test func `an admin key of the operator's counts in place of the folder's`() async throws {
        let folder = try TemporaryFolder()
        let environment = ["LLMGATEWAY_AUTH__ADMIN_KEY": "operator-0123456789abcdef"]
        let server = try await Server(in: folder, environment: environment)
        #expect(!server.run.out.contains("Admin key") && !server.run.out.contains("operator-"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/data/admin-key"))
        #expect(try await server.command(["keys", "list"], environment: environment).status == 0)
        #expect(try await server.stop() == 0)
    }

    @Test func `credentials entered at run time need their key at the next start`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "providers: [ { id: a, kind: openai-compatible, base_url: \"http://127.0.0.1:9/v1\" } ]", to: "gateway.yaml"
        )
        let key = ["LLMGATEWAY_SECRETS__KEY": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
        let first = try await Server(in: folder, environment: key)
        let admin = try String(contentsOfFile: "\(folder.path)/data/admin-key", encoding: .utf8)
        let line =
            "curl -s -X POST \(first.url)/admin/api/credentials -H 'Authorization: Bearer \(admin.trimmingCharacters(in: .newlines))' "
            + #"-d '{"provider":"a","api_key":"sk-canary-0123456789"}' -H 'content-type: application/json'"#
        let entered = try await Binary.shell(line, in: folder)
        #expect(entered.out.contains(#""provider":"a""#) && !entered.out.contains("canary"), "\(entered.out)")
        #expect(try await first.command(["secrets", "rewrap"], environment: key).out.contains("0 credentials"))
        #expect(try await first.stop() == 0)
        for environment in [[:], ["LLMGATEWAY_SECRETS__KEY": "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="]] {
            let refused = try await Binary.run(["serve", "--port", "0"], in: folder, environment: environment)
            #expect(refused.status == 69 && refused.err.contains("secrets.key"), "\(refused.err)")
        }
        for ending in ["", "-wal"] {
            let bytes = FileManager.default.contents(atPath: "\(folder.path)/data/gateway.sqlite\(ending)") ?? Data()
            #expect(bytes.range(of: Data("canary".utf8)) == nil)
        }
    }
}
