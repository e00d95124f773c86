package import Dialects

/// What a request asks the gateway to do.
package enum Operation: String, Sendable, CaseIterable {
    case generate
    /// How many tokens a request for text would be.
    case countTokens = "count_tokens"
    /// Vectors of texts.
    case embed
    /// Several requests for vectors in one, as Gemini has them.
    case embedBatch = "embed_batch"
    /// Documents in the order of how well they answer a query.
    case rerank
    /// What became of an answer that was kept.
    case recall
    /// Speech to text, in its own language or in English.
    case transcribe
    case translateSpeech = "translate_speech"
    case editImage = "edit_image"
    case varyImage = "vary_image"
    /// Whether a text breaks a provider's rules.
    case moderate
    /// Text to speech.
    case speak
    case drawImages = "draw_images"
    /// Files that are kept, and batches of requests that are run from them.
    case files
    case batches
    /// A conversation over a WebSocket.
    case realtime

    /// What the gateway reads of a request's body.
    package func requestForm(in dialect: Dialect) -> RequestForm {
        switch self {
        case .generate, .recall, .files, .batches: dialect.requestForm
        // It has no body.
        case .realtime: dialect.requestForm
        // Their bodies are forms.
        case .transcribe, .translateSpeech, .editImage, .varyImage: dialect.requestForm
        case .countTokens: dialect == .geminiGenerate ? Self.geminiCount : dialect.requestForm
        case .embed: Self.embedding(in: dialect)
        case .embedBatch: Self.geminiBatch
        case .rerank: Self.reranking
        case .moderate: Self.moderation
        case .speak: Self.speech
        case .drawImages: Self.image
        }
    }

    /// The status of a call that goes well.
    var successStatus: Int { self == .realtime ? 101 : 200 }

    /// Whether the body is a form with a file in it.
    package var takesForm: Bool {
        switch self {
        case .transcribe, .translateSpeech, .editImage, .varyImage, .files: true
        default: false
        }
    }

    /// Whether such a form passes to a provider as it comes.
    package var relaysForm: Bool { takesForm && self != .files }

    /// The model where a request need not name one.
    package var standardModel: String? {
        switch self {
        case .moderate: "omni-moderation-latest"
        case .varyImage: "dall-e-2"
        default: nil
        }
    }

    private static func embedding(in dialect: Dialect) -> RequestForm {
        switch dialect {
        case .geminiGenerate: geminiEmbedding
        case .cohereChat: cohereEmbedding
        default: embedding
        }
    }

    private static let embedding = RequestForm([("model", .model), ("input", .prompt)], required: "input")
    private static let cohereEmbedding = RequestForm(
        [("model", .model), ("texts", .once), ("images", .once), ("inputs", .once)], required: nil)
    private static let geminiEmbedding = RequestForm([("content", .prompt)], required: "content")
    private static let geminiBatch = RequestForm([("requests", .turns)], required: "requests")
    private static let reranking = RequestForm(
        [("model", .model), ("query", .prompt), ("documents", .once)], required: "query")

    /// Either the contents, or a whole request for text.
    private static let geminiCount = RequestForm(
        [("contents", .once), ("generateContentRequest", .once)], required: nil)
    private static let moderation = RequestForm([("model", .model), ("input", .prompt)], required: "input")
    private static let speech = RequestForm(
        [("model", .model), ("input", .prompt), ("voice", .once)], required: "input")
    private static let image = RequestForm(
        [("model", .model), ("prompt", .prompt), ("n", .integer), ("stream", .stream)], required: "prompt")
}
