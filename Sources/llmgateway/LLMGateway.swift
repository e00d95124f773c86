import ArgumentParser

@main
struct LLMGateway: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "llmgateway",
        abstract: "One API in front of every LLM provider.",
        discussion: """
            EXAMPLES
              llmgateway serve
              llmgateway chat "Hello" --model mock/echo --stream
              llmgateway config check --config gateway.yaml

            EXIT CODES
              0   done
              1   it failed; the message says why
              64  wrong usage
              69  no gateway answers, or the port or data folder is taken
              78  the configuration is wrong
            """,
        version: version,
        subcommands: [
            Serve.self, Mock.self, Chat.self, DryRun.self, Models.self, Keys.self, Usage.self, Prices.self,
            Experiments.self, Breakers.self, Erase.self, Secrets.self, ConfigCommand.self, Doctor.self, Reference.self,
        ])
}
