import Dialects

/// What the lines of a batch ask for.
package enum BatchEndpoint: String, Sendable, CaseIterable {
    case chat = "/v1/chat/completions"
    case responses = "/v1/responses"
    case embeddings = "/v1/embeddings"
    case completions = "/v1/completions"
    case moderations = "/v1/moderations"

    var operation: Operation {
        switch self {
        case .chat, .responses, .completions: .generate
        case .embeddings: .embed
        case .moderations: .moderate
        }
    }

    var dialect: Dialect {
        switch self {
        case .chat, .embeddings, .moderations: .openAIChat
        case .responses: .openAIResponses
        case .completions: .openAICompletions
        }
    }
}
