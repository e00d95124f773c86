import ArgumentParser
import NIOCore
import Wire

struct Chat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask a model through a running gateway.",
        discussion: """
            Ctrl-C ends the call, at the provider too.

            EXAMPLES
              llmgateway chat "Hello" --model mock/echo
              llmgateway chat "Tell a story" --model openai/gpt-4o --stream
              llmgateway chat "What is this?" --model openai/gpt-4o --image photo.png
            """)

    @Argument(help: "What to say.") var text: String
    @Option(name: .shortAndLong, help: "The model; without it the first the gateway lists.") var model: String?
    @Flag(help: "Print the answer as it comes.") var stream = false
    @Option(name: .shortAndLong, help: "Instructions for the model.") var system: String?
    @Option(help: "A picture: a file or a URL. May be given more than once.") var image: [String] = []
    @Flag(help: "The gateway's answer as it is; with --stream one event a line.") var json = false
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = try connection.client()
        do {
            let model = try await self.model.asyncOr { try await Self.firstModel(client) }
            let request = try ChatRequest(
                model: model, text: text, system: system, images: image.map(ChatImage.url), isStream: stream)
            if stream {
                try await streamed(request, client)
            } else {
                try await whole(request, client)
            }
        } catch let error as ValidationError {
            throw error
        } catch {
            try Connection.fail(error, client)
        }
    }

    static func firstModel(_ client: GatewayClient) async throws -> String {
        let (head, body) = try await client.whole(.get, "/models")
        guard head.status == 200 else {
            Terminal.error(APIError.text(status: head.status, body, retryAfter: head.fields.first("retry-after")))
            throw Exit.failure
        }
        return try JSONDocument(validating: body, maxDepth: 512).root["data"]?[0]?["id"]?.string ?? "mock/echo"
    }

    private func whole(_ request: ChatRequest, _ client: GatewayClient) async throws {
        let (head, body) = try await client.whole(.post, "/chat/completions", body: request.body)
        guard head.status == 200 else { try refuse(head, body) }
        if json {
            Terminal.out(String(buffer: body))
            return
        }
        let root = try JSONDocument(validating: body, maxDepth: 512).root
        let message = root["choices"]?[0]?["message"]
        if let text = message?["content"]?.string ?? message?["refusal"]?.string { Terminal.out(text) }
        for call in message?["tool_calls"].map({ Array($0.elements) }) ?? [] {
            Terminal.out("\(call["function"]?["name"]?.string ?? "")(\(call["function"]?["arguments"]?.string ?? ""))")
        }
    }

    private func streamed(_ request: ChatRequest, _ client: GatewayClient) async throws {
        var printer = ChatStreamPrinter(isJSON: json)
        var refused = ByteBuffer()
        let head = try await client.send(.post, "/chat/completions", body: request.body) { head, piece in
            if head.status == 200 {
                try printer.print(piece)
            } else {
                refused.writeImmutableBuffer(piece)
            }
        }
        guard head.status == 200 else { try refuse(head, refused) }
        try printer.finish()
    }

    private func refuse(_ head: ResponseHead, _ body: ByteBuffer) throws -> Never {
        if json {
            Terminal.out(String(buffer: body))
        } else {
            Terminal.error(APIError.text(status: head.status, body, retryAfter: head.fields.first("retry-after")))
        }
        throw Exit.failure
    }
}

extension Optional {
    /// The value, or what `other` brings.
    fileprivate func asyncOr(_ other: () async throws -> Wrapped) async rethrows -> Wrapped {
        if let self { return self }
        return try await other()
    }
}
