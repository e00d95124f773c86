import ArgumentParser
import Wire

struct ListKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the keys made at run time.",
        discussion: "EXAMPLES\n  llmgateway keys list\n  llmgateway keys list --json --url http://gateway:8080")

    @OptionGroup var connection: AdminConnection
    @Flag(help: "One JSON array.") var json = false

    func run() async throws {
        let keys = try await connection.client().all("/keys")
        if json { return Terminal.out(JSONValue.array(keys).text) }
        guard !keys.isEmpty else {
            return Terminal.out("No key was made yet. Make one with: llmgateway keys create NAME")
        }
        Terminal.out(Terminal.table([KeyText.heading] + keys.map(KeyText.row)))
    }
}

struct ShowKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one key.", discussion: "EXAMPLES\n  llmgateway keys show app")

    @Argument(help: "The key's name or id.") var key: String
    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        let found = try await connection.client().key(key)
        Terminal.out(json ? found.text : KeyText.lines(found))
    }
}

struct RevokeKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End a key for good; it stays in the list.",
        discussion: "EXAMPLES\n  llmgateway keys revoke app\n  llmgateway keys revoke app --end-calls")

    @Argument(help: "The key's name or id.") var key: String
    @Flag(help: "End its calls under way at this gateway too; without it they go on to their end.")
    var endCalls = false
    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        let client = try connection.client()
        let answer = try await client.send(.post, client.keyPath(key) + "/revoke", endCalls ? ["end_calls": true] : [:])
        let ended = answer["ended_calls"]?.int.map { " Calls ended: \($0)." } ?? ""
        Terminal.out(json ? answer.text : "The key \"\(answer["name"]?.string ?? key)\" is revoked.\(ended)")
    }
}

struct DeleteKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "End a key, and take it out of the list.",
        discussion: "EXAMPLES\n  llmgateway keys delete app")

    @Argument(help: "The key's name or id.") var key: String
    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        let client = try connection.client()
        let answer = try await client.send(.delete, client.keyPath(key))
        Terminal.out(json ? answer.text : "The key \"\(key)\" is gone.")
    }
}
