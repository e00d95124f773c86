import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Whatever a request or an answer says, its bytes fit the official description of their dialect.
@Suite struct `Generated bodies fit the official descriptions` {
    static let seeds: ClosedRange<UInt64> = 1...60
    /// Seconds of work for the largest description.
    private static let few: ClosedRange<UInt64> = 1...25

    static let bodies: [(dialect: Dialect, schema: String)] = [
        (.openAIChat, "CreateChatCompletionRequest"), (.openAIResponses, "CreateResponse"),
        (.anthropicMessages, "BetaCreateMessageParams"), (.geminiGenerate, "GenerateContentRequest"),
        (.bedrockConverse, "ConverseRequest"), (.ollamaChat, "ChatRequest"),
    ]

    private static func specification(_ dialect: Dialect) -> Specification? {
        switch dialect {
        case .openAIChat, .openAIResponses: .openAI
        case .anthropicMessages: .anthropic
        case .geminiGenerate: .gemini
        case .bedrockConverse: .bedrock
        case .ollamaChat: .ollama
        default: nil
        }
    }

    @Test(arguments: bodies)
    func `requests fit`(_ dialect: Dialect, _ schema: String) throws {
        guard var specification = Self.specification(dialect) else { return }
        if dialect == .openAIChat || dialect == .openAIResponses { specification.check.isClosed = true }
        // Taken back from answers, though its description of requests lacks it.
        specification.check.alsoKnown = ["annotations"]
        var said = 0
        for seed in Self.seeds {
            var draw = Draw(from: SplitMix64(seed: seed), home: dialect, unknownMembers: false)
            let request = draw.request()
            var json = JSONWriter()
            var losses = Losses()
            do {
                try dialect.codec.encode(request, for: TargetTraits(model: "m"), into: &json, losses: &losses)
            } catch {
                #expect(!error.path.isEmpty, "\(error)")
                continue
            }
            said += 1
            let body = ResponsesBody.completed(try JSONValue(parsing: json.buffer, maxDepth: 512))
            let faults = specification.faults(body, as: schema)
            let fits = faults.isEmpty
            #expect(fits, "seed \(seed): \(faults.prefix(3))")
        }
        #expect(said > Self.seeds.count / 4, "\(said)")
    }

    @Test(arguments: DoorSpecification.described)
    func `answers fit, whole and as streams`(_ dialect: Dialect) throws {
        for seed in dialect == .openAIResponses ? Self.few : Self.seeds {
            var draw = Draw(from: SplitMix64(seed: seed), home: dialect, unknownMembers: false)
            let answer = draw.answer()
            var json = JSONWriter()
            var losses = Losses()
            try dialect.codec.encode(answer, into: &json, losses: &losses)
            let whole = DoorSpecification.faults(json.buffer, isStream: false, of: dialect)
            #expect(whole.isEmpty, "seed \(seed): \(whole.prefix(3))")
            var encoder = dialect.codec.makeStreamEncoder(
                StreamContext(id: answer.id, model: answer.model, created: 0, includeUsage: true))
            var bytes = ByteBuffer()
            for event in answer.events { encoder.encode(event, into: &bytes) }
            encoder.finish(into: &bytes)
            let stream = DoorSpecification.faults(bytes, isStream: true, of: dialect)
            #expect(stream.isEmpty, "seed \(seed): \(stream.prefix(3))")
        }
    }
}
