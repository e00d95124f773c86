import ArgumentParser

@main
struct LLMGateway: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "llmgateway", abstract: "One API in front of every LLM provider.")
}
