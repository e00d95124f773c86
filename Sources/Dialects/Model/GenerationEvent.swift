package import Wire

/// One step of a streamed answer, in no provider's form.
///
/// Parts are numbered in order of appearance within their candidate. A part is opened once, grows by deltas and
/// is closed; a part that comes whole (citation, opaque, media) is opened with its content and closed at once.
package enum GenerationEvent: Sendable, Equatable {
    case start(ResponseStart)
    /// `part` is empty but for what is known at its beginning (a tool call's id and name).
    case open(candidate: Int, index: Int, part: Part)
    case delta(candidate: Int, index: Int, PartDelta)
    case close(candidate: Int, index: Int)
    /// OpenAI's `logprobs` object of one chunk.
    case logprobs(candidate: Int, JSONValue)
    case finish(candidate: Int, FinishReason, stopSequence: String?)
    /// Replaces what was said before: providers repeat running totals.
    case usage(Usage)
    /// Members of the response that came late and have no place in the model.
    case preserved(Preserved)
    /// The service tier, where it is known only after the start: it decides the price.
    case serviceTier(String)
    /// An error inside a stream of status 200.
    case failure(Failure)
    /// The dialect's own end mark (`[DONE]`, `message_stop`).
    case end
}

/// What is known of an answer before its first part.
package struct ResponseStart: Sendable, Equatable {
    package var id: String
    package var model: String
    package var created: Int?
    package var serviceTier: String?
    package var preserved: Preserved?

    package init(
        id: String, model: String, created: Int? = nil, serviceTier: String? = nil, preserved: Preserved? = nil
    ) {
        self.id = id
        self.model = model
        self.created = created
        self.serviceTier = serviceTier
        self.preserved = preserved
    }
}

/// What a stream adds to an open part.
package enum PartDelta: Sendable, Equatable {
    /// Appends to text, refusal or reasoning text, whichever the part is.
    case text(String)
    /// Appends to a tool call's arguments.
    case arguments(String)
    /// Sets the signature of reasoning, text or tool call.
    case signature(Signature)
    /// Appends base64 to media.
    case media(String)
    /// Appends to generated audio's transcript.
    case transcript(String)
}
