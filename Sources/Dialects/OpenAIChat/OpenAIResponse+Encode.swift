import Wire

/// Writes a whole answer.
struct OpenAIResponseWriter {
    var losses: Losses

    mutating func json(_ response: GenerationResponse) -> JSONObject {
        var choices: [JSONValue] = []
        for candidate in response.candidates { choices.append(choice(candidate)) }
        var body = JSONObject([
            ("id", .string(response.id)), ("object", "chat.completion"), ("created", .int(response.created ?? 0)),
            ("model", .string(response.model)), ("choices", .array(choices)),
        ])
        body.append("usage", ifPresent: response.usage.map { OpenAIUsage.json($0) })
        body.append("service_tier", ifPresent: response.serviceTier.map(OpenAIAnswerWriter.tier))
        body.fill(response.preserved.ownOpenAI)
        return body
    }

    private mutating func choice(_ candidate: Candidate) -> JSONValue {
        var own = candidate.preserved.ownOpenAI
        let ownMessage = own.remove("message")?.object ?? JSONObject()
        var message = self.message(candidate)
        message.fill(ownMessage)
        var choice = JSONObject([
            ("index", .int(candidate.index)), ("message", .object(message)),
            ("logprobs", candidate.logprobs ?? .null),
            ("finish_reason", candidate.finish.map { .string(OpenAIFinish.text($0)) } ?? .null),
        ])
        choice.fill(own)
        return .object(choice)
    }

    private mutating func message(_ candidate: Candidate) -> JSONObject {
        let split = OpenAIAnswerParts(candidate.parts)
        var message = JSONObject([
            ("role", "assistant"), ("content", content(split.content, candidate.index)),
            ("refusal", JSONValue(split.refusal)),
        ])
        OpenAIReasoning.write(split.reasoning, textSignature: split.textSignature, into: &message)
        if let audio = split.audio { message["audio"] = OpenAIAnswerWriter.wholeAudio(audio, index: candidate.index) }
        let images = split.images.compactMap(OpenAIAnswerWriter.image)
        if !images.isEmpty { message["images"] = .array(images) }
        let annotations = split.citations.compactMap(OpenAICitation.json)
        if annotations.count < split.citations.count {
            losses.note("choices[\(candidate.index)].message.annotations", "citations of sources without a URL")
        }
        if !annotations.isEmpty { message["annotations"] = .array(annotations) }
        let isCut = candidate.finish == .length || candidate.finish == nil
        let calls = split.calls.map { OpenAIToolCall.json($0, isCut: isCut) }
        if !calls.isEmpty { message["tool_calls"] = .array(calls) }
        return message
    }

    /// Text joined with nothing between; null when there is none.
    private mutating func content(_ parts: [Part], _ candidate: Int) -> JSONValue {
        var text: String?
        for part in parts {
            switch part {
            case .text(let part): text = (text ?? "") + part.text
            case .cacheMarker: break
            default:
                losses.note(
                    "choices[\(candidate)].message.\(OpenAIAnswerWriter.name(of: part))",
                    "no counterpart in openai-chat")
            }
        }
        return JSONValue(text)
    }
}

/// Members of answers that whole messages and deltas share.
enum OpenAIAnswerWriter {
    static func audio(_ media: Media) -> JSONValue {
        let own = media.preserved.ownOpenAI
        var audio = JSONObject()
        if case .file(let id, _) = media.source { audio["id"] = .string(id) }
        if case .base64(let data) = media.source { audio["data"] = .string(data) }
        audio["transcript"] = media.transcript.map { .string($0) }
        audio.fill(own)
        return .object(audio)
    }

    /// OpenAI's members of a whole spoken answer, of which other providers have only the sound.
    static func wholeAudio(_ media: Media, index: Int) -> JSONValue {
        var audio = self.audio(media).object ?? JSONObject()
        let lacking: [(String, JSONValue)] = [
            ("id", .string("audio_\(index)")), ("expires_at", 0), ("data", ""), ("transcript", ""),
        ]
        audio.fill(JSONObject(lacking))
        return .object(audio)
    }

    /// What Anthropic and Google call `standard` is OpenAI's `default`.
    static func tier(_ tier: String) -> JSONValue { tier == "standard" ? "default" : .string(tier) }

    static func image(_ media: Media) -> JSONValue? {
        guard let url = OpenAIMedia.url(media, fallbackType: "image/png") else { return nil }
        let body: JSONValue = ["url": .string(url)]
        var image = JSONObject([("type", "image_url"), ("image_url", body)])
        image.fill(media.preserved.ownOpenAI)
        return .object(image)
    }

    /// What a part is called in the report of losses.
    static func name(of part: Part) -> String {
        switch part {
        case .opaque(let opaque): opaque.kind
        case .media(let media): media.kind.rawValue
        case .toolResult: "tool_result"
        case .text: "text"
        case .toolCall: "tool_calls"
        case .reasoning: "reasoning_content"
        case .refusal: "refusal"
        case .citation: "annotations"
        case .cacheMarker: "cache_control"
        }
    }
}
