import ArgumentParser
import Foundation

struct Mock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the mock provider on a port of its own.",
        discussion: """
            It answers in every dialect, the same bytes for the same request, and needs no key. The model chooses \
            what it does; so does the header x-mock-scenario. SIGTERM ends it.

              OpenAI      POST /v1/chat/completions, GET /v1/models
              Anthropic   POST /v1/messages
              Gemini      POST /v1beta/models/{model}:generateContent (or :stream…)
              and others  the reference page of the mock lists them

            EXAMPLES
              llmgateway mock
              llmgateway mock --host 0.0.0.0 --port 9001
            """)

    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on; 0 lets the system choose.") var port = 8081

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("A port is a number from 0 to 65535.") }
    }

    func run() async throws {
        do {
            try await MockProcess(host: host, port: port).run()
        } catch {
            Terminal.error(ListenFailure.reason(error, host: host, port: port, settings: "--port"))
            throw Exit.unavailable
        }
    }
}
