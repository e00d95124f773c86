package import Dialects
package import Wire

/// In whose form a list of models is told.
package enum ModelListForm: Sendable, Equatable {
    case openAI, anthropic, gemini, ollama, cohere, mistral
    /// That of the SDK that asks, known by the fields it sends.
    case asked

    /// The form to answer `head` in; never `.asked`.
    package func told(to head: RequestHead) -> ModelListForm {
        guard self == .asked else { return self }
        if head.fields.contains("anthropic-version") { return .anthropic }
        if head.fields.contains("x-goog-api-key") || head.fields.contains("x-goog-api-client") { return .gemini }
        if head.fields.first("user-agent")?.hasPrefix("mistral-client") == true { return .mistral }
        if head.fields.first("x-fern-sdk-name")?.lowercased() == "cohere" { return .cohere }
        return .openAI
    }

    /// In whose form errors are told.
    package var dialect: Dialect {
        switch self {
        case .anthropic: .anthropicMessages
        case .gemini: .geminiGenerate
        case .ollama: .ollamaChat
        case .cohere: .cohereChat
        case .openAI, .mistral, .asked: .openAIChat
        }
    }
}
