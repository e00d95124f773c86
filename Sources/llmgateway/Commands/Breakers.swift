import ArgumentParser
import Gateway
import Wire

struct Breakers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Which providers' models a running gateway asks, and which it leaves alone.",
        discussion: """
            Without a subcommand the circuit breakers are listed. What an operator decides holds until it is taken back or \
            the gateway ends.

            EXAMPLES
              llmgateway breakers
              llmgateway breakers set open openai/gpt-4o
              llmgateway breakers set automatic openai/gpt-4o
            """,
        subcommands: [ListBreakers.self, SetBreaker.self], defaultSubcommand: ListBreakers.self)
}

struct ListBreakers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List them.")

    @Flag(help: "The gateway's answer as it is.") var json = false
    @OptionGroup var connection: AdminConnection

    func run() async throws {
        let answer = try await connection.client().send(.get, "/breakers")
        Terminal.out(json ? answer.text : Self.table(answer["data"]?.array ?? []))
    }

    static func table(_ breakers: [JSONValue]) -> String {
        guard !breakers.isEmpty else { return "No target has been asked yet." }
        let numbers = ["running", "calls", "failures", "timeouts"]
        var rows = [["TARGET", "STATE"] + numbers.map { $0.uppercased() }]
        for breaker in breakers {
            let target = "\(breaker["provider"]?.string ?? "")/\(breaker["model"]?.string ?? "")"
            rows.append([target, breaker["state"]?.string ?? ""] + numbers.map { breaker[$0]?.numberText ?? "" })
        }
        return Terminal.table(rows)
    }
}

struct SetBreaker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Decide over one, or give it back to the calls.")

    @Argument(help: "open (nobody is sent there), closed (everybody is), or automatic.") var state: String
    @Argument(help: "The target, as provider/model.") var target: String
    @Flag(help: "The gateway's answer as it is.") var json = false
    @OptionGroup var connection: AdminConnection

    func validate() throws {
        let words = CircuitBreaker.Override.allCases.map(\.rawValue)
        guard words.contains(state) else {
            throw ValidationError("\"\(state)\" is none of \(words.joined(separator: ", ")).")
        }
        guard target.contains("/") else {
            throw ValidationError("\"\(target)\" must be a provider and its model, as in openai/gpt-4o.")
        }
    }

    func run() async throws {
        let parts = target.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let answer = try await connection.client().send(
            .post, "/breakers",
            ["provider": .string(parts[0]), "model": .string(parts[1]), "state": .string(state)])
        Terminal.out(json ? answer.text : "\(target) is \(answer["state"]?.string ?? state).")
        if !json, let note = answer["note"]?.string { Terminal.error("warning: \(note)") }
    }
}
