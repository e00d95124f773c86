/// A wire form of text generation. Adding one is a folder with a codec plus one case here.
package enum Dialect: String, Sendable, CaseIterable {
    case openAIChat = "openai-chat"
    case openAIResponses = "openai-responses"
    case openAICompletions = "openai-completions"
    case anthropicMessages = "anthropic-messages"
    case geminiGenerate = "gemini-generate"
    case bedrockConverse = "bedrock-converse"
    case ollamaChat = "ollama-chat"
    case ollamaGenerate = "ollama-generate"
    case cohereChat = "cohere-chat"
    /// The gateway's own.
    case gatewayChat = "gateway-chat"
}
