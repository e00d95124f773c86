package import Dialects
import Wire

/// What a path of the mock provider stands for: the dialect, and where the path says them, the model and the streaming.
package struct MockPath: Sendable, Equatable {
    /// What is asked for.
    package enum Operation: Sendable, Equatable {
        case generate
        case embed(EmbeddingForm)
        case rerank(RerankForm)
        /// OpenAI's list of models.
        case models
        /// Whether the process answers at all.
        case health
        case unknown
    }

    package var dialect = Dialect.openAIChat
    package var operation = Operation.unknown
    /// The model, where the path names it.
    var model: String?
    /// Whether the path asks for a stream.
    var streams = false
    /// Gemini's streams are one JSON array unless the query has `alt=sse`.
    var isArray = false

    /// What paths end with, the longer of two that fit first.
    private static let ends: [(end: String, dialect: Dialect, operation: Operation)] = [
        ("/chat/completions", .openAIChat, .generate), ("/completions", .openAICompletions, .generate),
        ("/responses", .openAIResponses, .generate), ("/messages", .anthropicMessages, .generate),
        ("/api/chat", .ollamaChat, .generate), ("/api/generate", .ollamaGenerate, .generate),
        ("/v2/chat", .cohereChat, .generate), ("/embeddings", .openAIChat, .embed(.openAI)),
        ("/api/embed", .ollamaChat, .embed(.ollama)), ("/v2/embed", .cohereChat, .embed(.cohere)),
        ("/v2/rerank", .cohereChat, .rerank(.cohere)), ("/rerank", .openAIChat, .rerank(.jina)),
        ("/v1/models", .openAIChat, .models),
    ]

    /// - Parameter target: path and query as sent.
    package init(_ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts[0])
        if let known = Self.ends.first(where: { path.hasSuffix($0.end) }) {
            (dialect, operation) = (known.dialect, known.operation)
        } else if ["/livez", "/readyz", "/healthz", "/health"].contains(path) {
            operation = .health
        } else if path.hasPrefix("/v1beta/") {
            dialect = .geminiGenerate
            readGemini(path, query: parts.count > 1 ? parts[1] : "")
        } else if path.hasPrefix("/model/") {
            dialect = .bedrockConverse
            readBedrock(path)
        }
    }

    /// `/v1beta/models/{model}:generateContent` and the other methods.
    private mutating func readGemini(_ path: String, query: Substring) {
        guard let colon = path.lastIndex(of: ":") else { return }
        switch path[path.index(after: colon)...] {
        case "generateContent": operation = .generate
        case "streamGenerateContent":
            operation = .generate
            streams = true
            isArray = !query.split(separator: "&").contains("alt=sse")
        case "embedContent", "batchEmbedContents": operation = .embed(.gemini)
        default: return
        }
        model = path[..<colon].split(separator: "/").last.map(String.init)
    }

    /// `/model/{model}/converse` and the other methods.
    private mutating func readBedrock(_ path: String) {
        let parts = path.split(separator: "/")
        guard parts.count == 3 else { return }
        switch parts[2] {
        case "converse": operation = .generate
        case "converse-stream":
            operation = .generate
            streams = true
        case "invoke": operation = .embed(.titan)
        default: return
        }
        model = PercentCoding.decode(parts[1])
    }

    /// What a path with this operation is called with.
    package var allow: String {
        switch operation {
        case .generate, .embed, .rerank: "POST"
        case .models, .health: "GET, HEAD"
        case .unknown: ""
        }
    }
}
