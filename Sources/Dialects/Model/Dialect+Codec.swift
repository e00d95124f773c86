extension Dialect {
    /// The codec of this wire form.
    package var codec: any DialectCodec {
        switch self {
        case .openAIChat: OpenAIChatCodec()
        case .openAIResponses: OpenAIResponsesCodec()
        case .openAICompletions: OpenAICompletionsCodec()
        case .anthropicMessages: AnthropicMessagesCodec()
        case .geminiGenerate: GeminiGenerateCodec()
        case .bedrockConverse: BedrockConverseCodec()
        case .ollamaChat: OllamaChatCodec()
        case .ollamaGenerate: OllamaGenerateCodec()
        case .cohereChat: CohereChatCodec()
        case .gatewayChat: GatewayChatCodec()
        }
    }
}
