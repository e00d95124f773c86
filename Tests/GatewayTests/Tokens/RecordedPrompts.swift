import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Recorded requests whose answers say how many tokens they were.
struct RecordedPrompts {
    /// A group of recordings that are asked, and answered, in one form.
    struct Group: Sendable, CustomTestStringConvertible {
        let name: String
        let providers: [String]
        let endpoints: [String]
        let dialect: Dialect
        var testDescription: String { name }
        /// As the catalogue calls it.
        var kind: String { providers[0].hasPrefix("compat-") ? String(providers[0].dropFirst(7)) : providers[0] }
    }

    static let groups = [
        Group(name: "OpenAI chat", providers: ["openai"], endpoints: ["chat.completions"], dialect: .openAIChat),
        Group(name: "OpenAI Responses", providers: ["openai"], endpoints: ["responses"], dialect: .openAIResponses),
        Group(name: "Azure chat", providers: ["azure"], endpoints: ["chat.completions"], dialect: .openAIChat),
        Group(name: "Anthropic", providers: ["anthropic"], endpoints: ["messages"], dialect: .anthropicMessages),
        Group(
            name: "Gemini", providers: ["gemini", "vertex"], endpoints: ["generateContent", "streamGenerateContent"],
            dialect: .geminiGenerate),
        Group(name: "Bedrock Converse", providers: ["bedrock"], endpoints: ["converse"], dialect: .bedrockConverse),
        Group(name: "Cohere", providers: ["cohere"], endpoints: ["v2.chat"], dialect: .cohereChat),
        Group(name: "Mistral", providers: ["mistral"], endpoints: ["chat.completions"], dialect: .openAIChat),
        Group(name: "Groq", providers: ["compat-groq"], endpoints: ["chat.completions"], dialect: .openAIChat),
        Group(name: "DeepSeek", providers: ["compat-deepseek"], endpoints: ["chat.completions"], dialect: .openAIChat),
        Group(name: "llama.cpp", providers: ["compat-llamacpp"], endpoints: ["chat.completions"], dialect: .openAIChat),
        Group(name: "Ollama", providers: ["ollama"], endpoints: ["api.chat"], dialect: .ollamaChat),
    ]

    /// One of them.
    struct Prompt {
        var name: String
        var model: String
        var body: ByteBuffer
        var request: GenerationRequest
        /// As the answer says.
        var tokens: Int
        /// Whether it is text alone.
        var isPlain: Bool { PromptTexts(request).isWhole }
        let dialect: Dialect

        /// What is reckoned to bound it; nil: nothing but the model's window does.
        var demand: CostDemand? {
            get throws {
                let snapshot = Snapshot(auth: .init(mode: .none, keys: []), providers: [])
                let named = try JSONDocument(validating: body, maxDepth: 512).root["model"]?.string
                let isNamed = named != nil && dialect != .geminiGenerate
                let call = Call(
                    id: "r", snapshot: snapshot, dialect: dialect, operation: .generate,
                    path: isNamed ? .none : PathFacts(model: "p/m", isStream: false),
                    head: RequestHead(method: .post, target: "/", fields: HeaderFields()), body: body,
                    principal: Principal(name: "app"), caller: TestCaller(), arrived: .now())
                let demand = try CostDemand(relayed: GenerationCall(understanding: call))
                return demand.input < TokenCounting.unbounded ? demand : nil
            }
        }
    }

    static func prompts(_ group: Group) -> [Prompt] {
        let exchanges =
            Recordings.shared?.exchanges {
                group.providers.contains($0.provider) && group.endpoints.contains($0.endpoint) && $0.status == 200
                    && $0.kind == "full"
            } ?? []
        return exchanges.compactMap { exchange in
            guard let body = exchange.request?.body,
                let root = (try? JSONDocument(validating: body, maxDepth: 512))?.root,
                let request = try? group.dialect.codec.decodeRequest(root),
                let tokens = usage(exchange, group.dialect)?.input, tokens > 0
            else { return nil }
            let model = root["model"]?.string ?? exchange.model ?? ""
            return Prompt(
                name: exchange.name, model: model, body: body, request: request, tokens: tokens, dialect: group.dialect)
        }
    }

    private static func usage(_ exchange: GatewayTesting.Exchange, _ dialect: Dialect) -> Usage? {
        let codec = dialect.codec
        if exchange.isStream, exchange.wire != "json-array" {
            guard exchange.response.body.readableBytes > 0 else { return nil }
            var parser =
                exchange.isEventStream ? StreamFraming.serverSentEvents.makeParser() : codec.streamFraming.makeParser()
            let observer = codec.makeStreamObserver()
            var watched = observer
            parser.feed(exchange.response.body)
            while let event = (try? parser.next()) ?? nil { _ = watched.observe(event) }
            if let event = (try? parser.finish()) ?? nil { _ = watched.observe(event) }
            watched.end()
            return watched.usage
        }
        guard let root = (try? JSONDocument(validating: exchange.response.body, maxDepth: 512))?.root else {
            return nil
        }
        return codec.readUsage(root).usage
    }
}
