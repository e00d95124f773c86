package import Dialects

/// What a path of the mock provider stands for: the dialect, and for Gemini the model and the streaming.
package struct MockPath: Sendable, Equatable {
    /// What is asked for.
    package enum Operation: Sendable, Equatable {
        case generate
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

    /// - Parameter target: path and query as sent.
    package init(_ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts[0])
        if path.hasSuffix("/chat/completions") {
            operation = .generate
        } else if path.hasSuffix("/messages") {
            (dialect, operation) = (.anthropicMessages, .generate)
        } else if path.hasSuffix("/v1/models") {
            operation = .models
        } else if ["/livez", "/readyz", "/healthz", "/health"].contains(path) {
            operation = .health
        } else if path.hasPrefix("/v1beta/") {
            dialect = .geminiGenerate
            readGemini(path, query: parts.count > 1 ? parts[1] : "")
        }
    }

    /// `/v1beta/models/{model}:generateContent` and `:streamGenerateContent`.
    private mutating func readGemini(_ path: String, query: Substring) {
        guard let colon = path.lastIndex(of: ":") else { return }
        let method = path[path.index(after: colon)...]
        guard method == "generateContent" || method == "streamGenerateContent" else { return }
        operation = .generate
        model = path[..<colon].split(separator: "/").last.map(String.init)
        streams = method == "streamGenerateContent"
        isArray = streams && !query.split(separator: "&").contains("alt=sse")
    }

    /// What a path with this operation is called with.
    package var allow: String {
        switch operation {
        case .generate: "POST"
        case .models, .health: "GET, HEAD"
        case .unknown: ""
        }
    }
}
