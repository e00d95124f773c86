import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What is asked for beside text.
@Suite struct `Recorded exchanges of other operations` {
    struct Row: Sendable, CustomTestStringConvertible {
        let provider: String
        let endpoint: String
        let operation: Gateway.Operation
        var door = Dialect.openAIChat

        var testDescription: String { "\(provider) \(endpoint)" }

        var kind: ProviderKind {
            if operation == .rerank, door == .openAIChat { return .openAICompatible }
            return switch door {
            case .anthropicMessages: .anthropic
            case .geminiGenerate: .gemini
            case .cohereChat: .cohere
            case .ollamaChat: .ollama
            default: .openAI
            }
        }

        var exchanges: [Exchange] {
            Recordings.shared?.exchanges { [self] in
                $0.provider == provider && $0.endpoint == endpoint
            }.filter { $0.response.status < 400 } ?? []
        }

        /// The recorded request addressed to the replay's provider; nil where there is none in JSON.
        func request(_ exchange: Exchange) -> ByteBuffer? {
            guard let bytes = exchange.request?.body, bytes.readableBytes > 0,
                let document = try? JSONDocument(validating: bytes, maxDepth: 512)
            else { return nil }
            guard let model = document.root["model"]?.string, door != .geminiGenerate else { return bytes }
            var name = JSONWriter()
            name.string("\(Replay.provider)/\(model)")
            var edits = JSONEdits()
            edits.set("model", to: name.buffer, in: document.root)
            return edits.applied(to: document)
        }

        var path: PathFacts {
            door == .geminiGenerate ? PathFacts(model: "\(Replay.provider)/m", isStream: false) : .none
        }
    }

    static let rows = [
        Row(provider: "openai", endpoint: "moderations", operation: .moderate),
        Row(provider: "openai", endpoint: "audio.speech", operation: .speak),
        Row(provider: "openai", endpoint: "images.generations", operation: .drawImages),
        anthropic, gemini,
        Row(provider: "openai", endpoint: "embeddings", operation: .embed),
        Row(provider: "cohere", endpoint: "v2.embed", operation: .embed, door: .cohereChat),
        Row(provider: "ollama", endpoint: "api.embed", operation: .embed, door: .ollamaChat),
        Row(provider: "gemini", endpoint: "batchEmbedContents", operation: .embedBatch, door: .geminiGenerate),
        Row(provider: "cohere", endpoint: "v2.rerank", operation: .rerank, door: .cohereChat),
        Row(provider: "compat-llamacpp", endpoint: "rerank", operation: .rerank),
        Row(
            provider: "openai", endpoint: "responses.input_tokens", operation: .countTokens, door: .openAIResponses),
    ]
    static let anthropic = Row(
        provider: "anthropic", endpoint: "messages.count_tokens", operation: .countTokens, door: .anthropicMessages)
    static let gemini = Row(
        provider: "gemini", endpoint: "countTokens", operation: .countTokens, door: .geminiGenerate)

    @Test(arguments: rows) func `are relayed byte for byte`(_ row: Row) async throws {
        var count = ReplayCount("\(row.testDescription), relayed")
        for exchange in row.exchanges {
            guard let body = row.request(exchange) else {
                count.leaveOut("recorded without a request")
                continue
            }
            count.run()
            let replay = await Replay(
                body, to: row.kind, answer: ScriptedUpstream.Script(exchange, cuts: Replay.cuts), door: row.door,
                path: row.path, operation: row.operation)
            #expect(replay.status == 200, "\(exchange.name): \(String(buffer: replay.reply.body).prefix(300))")
            // A moderation may leave its model to us, and then it is said.
            if row.operation != .moderate, row.operation != .embedBatch {
                #expect(replay.sent == exchange.request?.body, "\(exchange.name)")
            }
            let isUntouched = replay.reply.body == exchange.response.body
            #expect(isUntouched, "\(exchange.name)")
        }
        count.say()
    }

    @Test(arguments: [(anthropic, gemini), (gemini, anthropic)])
    func `tokens are counted by a provider of another dialect`(_ asked: Row, _ answering: Row) async throws {
        guard let answer = answering.exchanges.first else { return }
        let number = TokenNumber(answer.response.body)
        for exchange in asked.exchanges {
            guard let body = asked.request(exchange) else { continue }
            let replay = await Replay(
                body, to: answering.kind, answer: ScriptedUpstream.Script(answer), door: asked.door,
                path: asked.path, operation: .countTokens)
            #expect(replay.status == 200, "\(exchange.name): \(String(buffer: replay.reply.body).prefix(300))")
            #expect(TokenNumber(replay.reply.body) == number, "\(exchange.name)")
            let sent = try JSONValue(parsing: try #require(replay.sent), maxDepth: 512)
            #expect(sent["max_tokens"] == nil)
            #expect((sent["generateContentRequest"] != nil) == (answering.door == .geminiGenerate))
        }
    }

    @Test(arguments: [anthropic, gemini])
    func `tokens that nobody counts are estimated, not too low`(_ row: Row) async throws {
        for exchange in row.exchanges {
            guard let body = row.request(exchange), let counted = TokenNumber(exchange.response.body).value else {
                continue
            }
            let replay = await Replay(
                body, to: .openAICompatible, answer: ScriptedUpstream.Script(exchange), door: row.door, path: row.path,
                operation: .countTokens)
            #expect(replay.status == 200 && replay.sent == nil, "\(exchange.name)")
            #expect(replay.reply.head?.fields.first("x-llmgateway-estimated") == "true")
            let estimate = try #require(TokenNumber(replay.reply.body).value)
            // Files and tools aside, whose prompts are each provider's own.
            let text = String(buffer: body)
            guard !text.contains("\"tools\""), !text.contains("\"source\"") else { continue }
            #expect(estimate * 4 >= counted * 3, "\(exchange.name): \(estimate) for \(counted)")
        }
    }
}

/// The number of tokens in an answer, whichever its form.
private struct TokenNumber: Equatable {
    let value: Int?

    init(_ body: ByteBuffer) {
        let json = try? JSONValue(parsing: body, maxDepth: 512)
        value = (json?["input_tokens"] ?? json?["totalTokens"])?.int
    }
}
