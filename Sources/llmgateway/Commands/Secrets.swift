import ArgumentParser
import Wire

struct Secrets: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look after the credentials of providers that a running gateway keeps encrypted.",
        subcommands: [RewrapSecrets.self])
}

struct RewrapSecrets: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewrap", abstract: "Put all entered credentials under the key of `secrets.key`.",
        discussion: """
            After a change of that key: name the new one in `secrets.key` and the old one in `secrets.former_keys`, restart, \
            rewrap, and take the old one out.

            EXAMPLES
              llmgateway secrets rewrap
            """)

    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        let answer = try await connection.client().send(.post, "/secrets/rewrap", [:])
        let (count, id) = (answer["rewrapped"]?.int ?? 0, answer["key_id"]?.string ?? "")
        Terminal.out(
            json
                ? answer.text
                : "\(count) credential\(count == 1 ? "" : "s") put under the key \(id); the former keys can go.")
    }
}
