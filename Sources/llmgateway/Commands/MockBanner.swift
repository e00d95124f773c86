import Gateway

/// What `mock` prints when it is ready.
struct MockBanner {
    let url: String

    var text: String {
        let faults = MockScenario.allCases.filter { !$0.isListed }.map(\.spelling)
        return """
            LLM Gateway \(LLMGateway.version), the mock provider

              Address   \(url)
              Key       none is asked for
              Models    \(MockProvider.listedModels.joined(separator: ", "))
              Faults    \(faults.joined(separator: ", "))

            Try it, as OpenAI, as Anthropic and as Gemini:

            \(curl("/v1/chat/completions", #"{"model":"echo",\#(said)}"#))

            \(curl("/v1/messages", #"{"model":"echo","max_tokens":100,\#(said)}"#))

            \(curl("/v1beta/models/echo:generateContent", #"{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}"#))

            """
    }

    private var said: String { #""messages":[{"role":"user","content":"Hello"}]"# }

    private func curl(_ path: String, _ body: String) -> String {
        "curl \(url)\(path) -H 'Content-Type: application/json' -d '\(body)'"
    }
}
