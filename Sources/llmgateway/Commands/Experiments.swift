import ArgumentParser
import Gateway
import Wire

struct Experiments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the experiments of a running gateway, and decide them.",
        discussion: """
            EXAMPLES
              llmgateway experiments list
              llmgateway experiments show cheaper-summaries
              llmgateway experiments promote cheaper-summaries --variant mini
              llmgateway experiments stop cheaper-summaries
              llmgateway experiments shadows
            """,
        subcommands: [
            ListExperiments.self, ShowExperiment.self, PromoteVariant.self, StopExperiment.self, ResetExperiment.self,
            ListShadows.self,
        ])
}

struct ListExperiments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the experiments, and how far they are.",
        discussion: "EXAMPLES\n  llmgateway experiments list\n  llmgateway experiments list --json")

    @OptionGroup var connection: AdminConnection
    @Flag(help: "One JSON array.") var json = false

    func run() async throws {
        let all = try await connection.client().send(.get, "/experiments")["data"]?.array ?? []
        if json { return Terminal.out(JSONValue.array(all).text) }
        guard !all.isEmpty else {
            return Terminal.out("The configuration has no experiment: add one under \"experiments\".")
        }
        Terminal.out(Terminal.table([ExperimentText.heading] + all.map(ExperimentText.row)))
    }
}

struct ShowExperiment: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one experiment, variant by variant.",
        discussion: "EXAMPLES\n  llmgateway experiments show cheaper-summaries")

    @Argument(help: "The experiment's name.") var name: String
    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        let found = try await connection.client().send(.get, ExperimentText.path(name))
        Terminal.out(json ? found.text : ExperimentText.page(found))
    }
}

struct PromoteVariant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Roll a variant out, whatever the numbers say.",
        discussion: "EXAMPLES\n  llmgateway experiments promote cheaper-summaries --variant mini")

    @Argument(help: "The experiment's name.") var name: String
    @Option(help: "The variant's name; without it the winner.") var variant: String?
    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        var body = JSONObject()
        body.append("variant", ifPresent: variant.map { .string($0) })
        let answer = try await connection.client().send(.post, ExperimentText.path(name) + "/promote", .object(body))
        Terminal.out(json ? answer.text : ExperimentText.sentence(answer))
    }
}

struct StopExperiment: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Send all calls where the model's own targets say; the numbers stay.",
        discussion: "EXAMPLES\n  llmgateway experiments stop cheaper-summaries")

    @Argument(help: "The experiment's name.") var name: String
    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        let answer = try await connection.client().send(.post, ExperimentText.path(name) + "/stop", [:])
        Terminal.out(json ? answer.text : ExperimentText.sentence(answer))
    }
}

struct ResetExperiment: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Begin an experiment anew; its numbers are forgotten.",
        discussion: "EXAMPLES\n  llmgateway experiments reset cheaper-summaries")

    @Argument(help: "The experiment's name.") var name: String
    @OptionGroup var connection: AdminConnection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        let answer = try await connection.client().send(.post, ExperimentText.path(name) + "/reset", [:])
        Terminal.out(json ? answer.text : ExperimentText.sentence(answer))
    }
}

struct ListShadows: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shadows", abstract: "Compare shadows with the calls that they had copies of.",
        discussion: "EXAMPLES\n  llmgateway experiments shadows\n  llmgateway experiments shadows --json")

    @OptionGroup var connection: AdminConnection
    @Flag(help: "One JSON array.") var json = false

    func run() async throws {
        let all = try await connection.client().send(.get, "/shadows")["data"]?.array ?? []
        if json { return Terminal.out(JSONValue.array(all).text) }
        guard !all.isEmpty else { return Terminal.out("No model has a shadow: add one under \"models[].shadow\".") }
        Terminal.out(Terminal.table([ExperimentText.shadowHeading] + all.flatMap(ExperimentText.shadowRows)))
    }
}
