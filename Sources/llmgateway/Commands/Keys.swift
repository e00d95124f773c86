import ArgumentParser

struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, list, change and end keys of a running gateway.",
        discussion: """
            EXAMPLES
              llmgateway keys create app --model 'openai/*' --budget 25.00/month --expires 90d
              llmgateway keys list
              llmgateway keys rotate app --overlap 1h
              llmgateway keys revoke app
            """,
        subcommands: [
            CreateKey.self, ListKeys.self, ShowKey.self, ChangeKey.self, RotateKey.self, RevokeKey.self,
            DeleteKey.self,
        ])
}
