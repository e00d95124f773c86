/// What one endpoint and model can take: data from the catalogue that a codec needs to write a request.
///
/// The variations of OpenAI-compatible servers are values of this type, not code.
package struct TargetTraits: Sendable, Equatable {
    /// Name of the model at the target, written as `model` (or into the path).
    package var model: String
    /// Written where the dialect demands a limit and the caller gave none (Anthropic `max_tokens`).
    package var defaultMaxOutputTokens: Int = 4096
    /// The model's own upper bound, when known.
    package var maxOutputTokens: Int?
    /// Member that carries the output limit at an OpenAI-style server.
    package var outputLimitMember = "max_completion_tokens"
    /// OpenAI-style server: whether `top_k` is known. OpenAI itself refuses it.
    package var takesTopK = false
    /// Whether the server knows the role `developer`; else it is written as `system`.
    package var hasDeveloperRole = true
    /// Whether `response_format: json_schema` is understood.
    package var hasJSONSchema = true
    /// Whether image and document URLs are taken; else bytes only.
    package var takesMediaURLs = true
    /// OpenAI-style server: whether files are taken as parts of messages.
    package var takesDocuments = true
    /// Whether the model thinks at all; nil is unknown (pass on what the caller says).
    package var reasons: Bool?
    /// JSON Schema keywords the target refuses; they are rewritten or removed where meaning allows.
    package var refusedSchemaKeywords: Set<String> = []
    /// Top-level members removed before sending, reported as losses.
    package var strips: Set<String> = []
    /// OpenAI-style server: whether `cache_control` on parts, messages and tools is understood.
    package var takesCacheMarkers = false
    /// OpenAI-style server: whether reasoning of earlier turns is taken back (`reasoning_content`,
    /// `reasoning_details`, `extra_content` of tool calls). OpenAI itself refuses unknown members of messages.
    package var takesReasoning = false
    /// Whether temperature, top-p and top-k are taken; newer models draw as they see fit.
    package var takesSampling = true
    /// The token budgets for thinking it takes; nil: not known. The upper bound is `Int.max` where only the output
    /// limit bounds it.
    package var thinkingBudget: ClosedRange<Int>?
    /// The efforts or levels it takes, weakest first, in the words of its dialect in small letters; empty: not known.
    package var efforts: [String] = []
    /// Whether thinking cannot be switched off.
    package var alwaysThinks = false
    /// Anthropic: `adaptive` thinking instead of a token budget.
    package var usesAdaptiveThinking = false
    /// Anthropic: a message of the role `system` is taken inside the conversation (Claude Opus 4.8 and later).
    package var takesSystemTurns = false
    /// Gemini: `thinkingLevel` instead of `thinkingBudget`.
    package var usesThinkingLevel = false
    /// Gemini: whether `parametersJsonSchema` and `responseJsonSchema` are known; else only the OpenAPI subset.
    package var takesRawJSONSchema = true

    /// Bedrock: in whose words a model takes what Converse itself has no member for.
    package var modelFields = ModelFields.none

    /// The families of models whose own request members are known.
    package enum ModelFields: Sendable, Equatable { case none, anthropic, nova }

    package init(model: String) { self.model = model }
}
