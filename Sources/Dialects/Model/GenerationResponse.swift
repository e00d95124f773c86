package import Wire

/// A whole answer. A stream folds into the same value, so usage, cost and logs have one path.
package struct GenerationResponse: Sendable, Equatable {
    package var id: String
    package var model: String
    /// Seconds since 1970, where the dialect gives it.
    package var created: Int?
    package var candidates: [Candidate]
    /// nil: the provider did not say. Unknown is not zero.
    package var usage: Usage?
    package var serviceTier: String?
    package var preserved: Preserved?
    /// What the caller's dialect repeats of the request (``DialectCodec/echo(of:)``); never read from an answer.
    package var echo: JSONObject?
    /// For dialects that tell it; never read from an answer.
    package var cost: AnswerCost?

    package init(id: String, model: String, created: Int? = nil, candidates: [Candidate] = [], usage: Usage? = nil) {
        self.id = id
        self.model = model
        self.created = created
        self.candidates = candidates
        self.usage = usage
    }
}

/// One of the `n` answers.
package struct Candidate: Sendable, Equatable {
    package var index: Int
    package var parts: [Part]
    /// nil: the answer was cut; it must never be shown as `stop`.
    package var finish: FinishReason?
    /// The stop sequence that ended it (Anthropic `stop_sequence`).
    package var stopSequence: String?
    /// OpenAI's `logprobs` object.
    package var logprobs: JSONValue?
    package var preserved: Preserved?

    package init(index: Int, parts: [Part] = [], finish: FinishReason? = nil) {
        self.index = index
        self.parts = parts
        self.finish = finish
    }
}

/// Why an answer ended.
package enum FinishReason: Sendable, Equatable {
    case stop
    /// The output limit, or the context window.
    case length
    case toolCalls
    case contentFilter
    /// The provider paused a long turn; the client sends it back to go on (Anthropic `pause_turn`).
    case pause
    /// The provider says the answer failed (Gemini `MALFORMED_FUNCTION_CALL`, `error` of compatible servers).
    case failed(String)
    /// Something new; read leniently, kept as written.
    case other(String)
}

/// Tokens of one answer. `input` includes cached tokens (as OpenAI and Gemini count), `output` includes reasoning.
package struct Usage: Sendable, Equatable {
    package var input: Int
    package var output: Int
    /// Part of `input` read from the provider's prompt cache.
    @TokenTally package var cacheRead: Int?
    /// Audio among `cacheRead`.
    @TokenTally package var cacheReadAudio: Int?
    /// Images among `cacheRead`.
    @TokenTally package var cacheReadImage: Int?
    /// Part of `input` written to the prompt cache, in all.
    @TokenTally package var cacheWrite: Int?
    /// Part of `cacheWrite` with the one-hour lifetime.
    @TokenTally package var cacheWriteOneHour: Int?
    @TokenTally package var inputAudio: Int?
    @TokenTally package var inputImage: Int?
    /// Part of `output` spent on reasoning; never above `output`.
    @TokenTally package var reasoning: Int?
    @TokenTally package var outputAudio: Int?
    @TokenTally package var outputImage: Int?
    @TokenTally package var acceptedPrediction: Int?
    @TokenTally package var rejectedPrediction: Int?
    /// The provider's own total, where it gives one.
    @TokenTally package var total: Int?
    /// Calls of provider-run tools (`web_search_requests`).
    @TokenTally package var webSearches: Int?
    /// What is counted by other units than tokens; nil: nothing is.
    package var pieces: UsagePieces?
    package var preserved: Preserved?

    package init(input: Int, output: Int) {
        self.input = input
        self.output = output
    }
}
