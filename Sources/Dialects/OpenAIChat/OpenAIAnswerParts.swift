import Wire

/// An assistant's parts, sorted into the members OpenAI's message has for them.
struct OpenAIAnswerParts {
    var reasoning: [Reasoning] = []
    /// Text and whatever else stands in `content`.
    var content: [Part] = []
    var refusal: String?
    var audio: Media?
    var images: [Media] = []
    var calls: [ToolCall] = []
    var citations: [Citation] = []
    /// Gemini's signature of the last signed text.
    var textSignature: Signature?

    init(_ parts: [Part]) {
        for part in parts { add(part) }
    }

    private mutating func add(_ part: Part) {
        switch part {
        case .text(let text):
            textSignature = text.signature ?? textSignature
            // A text that is there for its signature alone says nothing.
            if !text.text.isEmpty || text.signature == nil { content.append(part) }
        case .reasoning(let part): reasoning.append(part)
        case .refusal(let text): refusal = (refusal ?? "") + text
        case .toolCall(let call): calls.append(call)
        case .citation(let citation): citations.append(citation)
        case .media(let media):
            switch media.kind {
            case .audio: audio = media
            case .image: images.append(media)
            case .video, .document: content.append(part)
            }
        case .toolResult, .cacheMarker, .opaque: content.append(part)
        }
    }
}
