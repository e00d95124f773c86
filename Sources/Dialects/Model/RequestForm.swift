package import Wire

/// Which members of a dialect's requests the gateway itself reads. All else passes untouched.
///
/// Each may stand once in the body: given twice, the gateway could check one value and the provider use the other.
package final class RequestForm: Sendable {
    /// What a member is to the gateway.
    package enum Role: Sendable {
        case model
        /// The provider's own name for the model, where `model` names the provider.
        case modelVersion
        /// The conversation, without which there is nothing to answer.
        case turns
        /// The same, where text is as good as a list, or may be left out.
        case prompt
        case stream
        /// OpenAI's `stream_options`, which may ask for a usage chunk.
        case streamOptions
        /// A limit that must be a whole number.
        case integer
        /// Read by a provider or by a codec, not by policy; checked for being there once only.
        case once
    }

    package let names: JSONNames
    package let members: [(name: StaticString, role: Role)]
    /// Whether a request that does not say asks for a stream.
    package let streamsByDefault: Bool
    /// What must be there; nil: nothing but the model.
    package let required: StaticString?
    /// Whether a stream tells its usage only where the request asks for it.
    package let asksForUsage: Bool
    /// Whether the model stands in the body.
    package let namesModel: Bool

    package init(_ members: [(StaticString, Role)], required: StaticString?, streamsByDefault: Bool = false) {
        names = JSONNames(members.map { $0.0 })
        self.members = members.map { (name: $0.0, role: $0.1) }
        self.required = required
        namesModel = members.contains { $0.1 == .model }
        asksForUsage = members.contains { $0.1 == .streamOptions }
        self.streamsByDefault = streamsByDefault
    }

    static let openAIChat = RequestForm(
        [
            ("model", .model), ("messages", .turns), ("stream", .stream), ("stream_options", .streamOptions),
            ("n", .integer), ("max_tokens", .integer), ("max_completion_tokens", .once),
        ], required: "messages")

    /// A text is as good as items, and a stored prompt or answer may say all.
    static let openAIResponses = RequestForm(
        [
            ("model", .model), ("input", .once), ("stream", .stream), ("max_output_tokens", .integer),
            ("previous_response_id", .once), ("store", .once), ("background", .once), ("conversation", .once),
        ], required: nil)

    static let openAICompletions = RequestForm(
        [
            ("model", .model), ("prompt", .prompt), ("stream", .stream), ("stream_options", .streamOptions),
            ("n", .integer), ("max_tokens", .integer), ("best_of", .once),
        ], required: "prompt")

    /// Without a prompt it only loads the model.
    static let ollamaGenerate = RequestForm(
        [("model", .model), ("prompt", .once), ("stream", .stream), ("options", .once)], required: nil,
        streamsByDefault: true)

    static let anthropicMessages = RequestForm(
        [("model", .model), ("messages", .turns), ("stream", .stream), ("max_tokens", .integer)],
        required: "messages")

    /// The model, and whether to stream, stand in the path.
    static let geminiGenerate = RequestForm(
        [("contents", .turns), ("generationConfig", .once), ("generation_config", .once)], required: "contents")

    /// The model, and whether to stream, stand in the path.
    static let bedrockConverse = RequestForm(
        [("messages", .turns), ("inferenceConfig", .once)], required: "messages")

    static let cohereChat = RequestForm(
        [("model", .model), ("messages", .turns), ("stream", .stream), ("max_tokens", .integer)],
        required: "messages")

    static let gatewayChat = RequestForm(
        [
            ("model", .model), ("model_version", .modelVersion), ("messages", .turns), ("stream", .stream),
            ("parameters", .once), ("max_cost_usd", .once), ("policy", .once), ("prefer_low_cost", .once),
        ], required: "messages")

    /// Streams unless it is told not to.
    static let ollamaChat = RequestForm(
        [("model", .model), ("messages", .turns), ("stream", .stream), ("options", .once)], required: "messages",
        streamsByDefault: true)
}

extension Dialect {
    package var requestForm: RequestForm {
        switch self {
        case .openAIChat: .openAIChat
        case .openAIResponses: .openAIResponses
        case .openAICompletions: .openAICompletions
        case .anthropicMessages: .anthropicMessages
        case .geminiGenerate: .geminiGenerate
        case .bedrockConverse: .bedrockConverse
        case .ollamaChat: .ollamaChat
        case .ollamaGenerate: .ollamaGenerate
        case .cohereChat: .cohereChat
        case .gatewayChat: .gatewayChat
        }
    }
}
