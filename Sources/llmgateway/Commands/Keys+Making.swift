import ArgumentParser
import NIOCore
import Wire

struct CreateKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a key, and show its secret this once.",
        discussion: """
            EXAMPLES
              llmgateway keys create app
              llmgateway keys create app --model smart --budget 25.00/month --team research --expires 90d
              llmgateway keys create dashboard --role viewer --json
            """)

    @Argument(help: "Its name, which no other key has.") var name: String
    @OptionGroup var options: KeyOptions
    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        var members = try options.members()
        members["name"] = .string(name)
        let key = try await connection.client().send(.post, "/keys", .object(members))
        Terminal.out(json ? key.text : ShownSecret.text(key, "Made the key"))
    }
}

struct RotateKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Give a key another secret, and show it this once.",
        discussion: "EXAMPLES\n  llmgateway keys rotate app\n  llmgateway keys rotate app --overlap 0")

    @Argument(help: "The key's name or id.") var key: String
    @Option(help: "How long the secret before it still holds, such as 1h; 0 ends it at once.") var overlap = "1d"
    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        guard let time = SettingText.duration(overlap) else {
            throw ValidationError("--overlap is written 30m, 1h or 1d, found \"\(overlap)\".")
        }
        let client = try connection.client()
        let body: JSONValue = ["overlap_seconds": .int(Int(time.nanoseconds / 1_000_000_000))]
        let answer = try await client.send(.post, client.keyPath(key) + "/rotate", body)
        Terminal.out(json ? answer.text : ShownSecret.text(answer, "Rotated the key"))
    }
}

private enum ShownSecret {
    static func text(_ key: JSONValue, _ what: String) -> String {
        let (name, id) = (key["name"]?.string ?? "", key["id"]?.string ?? "")
        return """
            \(what) "\(name)" (\(id)). Its secret is shown this once; the gateway keeps a digest of it only:

              \(key["key"]?.string ?? "")

            """
    }
}

struct ChangeKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Change what a key may do and spend, or its name.",
        discussion: """
            What is not given stays as it is; what is given replaces what was there, of --budget, --model, --operation and \
            --tag all of it. The next call with the key feels it.

            EXAMPLES
              llmgateway keys change app --budget 50.00/month
              llmgateway keys change app --budget 50.00/month --budget 5.00/day
              llmgateway keys change app --lift models --lift expires_at
            """)

    @Argument(help: "The key's name or id.") var key: String
    @Option(help: "Another name.") var name: String?
    @Option(name: .customLong("lift"), help: "A member to take away, such as models or budget; may be repeated.")
    var lifted: [String] = []
    @OptionGroup var options: KeyOptions
    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        var members = try options.members()
        if let name { members["name"] = .string(name) }
        for member in lifted { members[member] = .null }
        guard !members.isEmpty else { throw ValidationError("Nothing to change was given.") }
        let client = try connection.client()
        let former = try await client.key(key)
        let changed = try await client.send(.patch, "/keys/\(former["id"]?.string ?? "")", .object(members))
        Terminal.out(json ? changed.text : KeyText.lines(changed))
        if !json, let gone = KeyText.goneBudgets(former, changed) { Terminal.error(gone) }
    }
}
