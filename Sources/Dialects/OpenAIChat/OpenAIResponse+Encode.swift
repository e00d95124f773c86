import Wire

/// Writes a whole answer, straight into the reply's bytes: nearly every translated call ends here.
struct OpenAIResponseWriter {
    var losses: Losses

    private static let known: MemberNames = [
        "id", "object", "created", "model", "choices", "usage", "service_tier",
    ]
    private static let knownOfChoice: MemberNames = ["index", "message", "logprobs", "finish_reason"]
    private static let knownOfMessage: MemberNames = ["role", "content", "refusal"]

    mutating func write(_ response: GenerationResponse, into json: inout JSONWriter) {
        json.beginObject()
        json.key(plain: "id")
        json.string(response.id)
        json.key(plain: "object")
        json.string("chat.completion")
        json.key(plain: "created")
        json.int(response.created ?? 0)
        json.key(plain: "model")
        json.string(response.model)
        json.key(plain: "choices")
        json.beginArray()
        for candidate in response.candidates { write(candidate, into: &json) }
        json.endArray()
        let own = response.preserved.ownOpenAI
        if let usage = response.usage {
            json.key(plain: "usage")
            OpenAIUsage.write(usage, into: &json)
        } else {
            json.memberIfPresent("usage", own["usage"])
        }
        json.memberIfPresent("service_tier", response.serviceTier.map(OpenAIAnswerWriter.tier) ?? own["service_tier"])
        json.members(own, except: Self.known)
        json.endObject()
    }

    private mutating func write(_ candidate: Candidate, into json: inout JSONWriter) {
        let own = candidate.preserved.ownOpenAI
        json.beginObject()
        json.key(plain: "index")
        json.int(candidate.index)
        json.key(plain: "message")
        writeMessage(candidate, own["message"]?.object, into: &json)
        json.key(plain: "logprobs")
        json.value(candidate.logprobs ?? .null)
        json.key(plain: "finish_reason")
        if let finish = candidate.finish { json.string(OpenAIFinish.text(finish)) } else { json.null() }
        json.members(own, except: Self.knownOfChoice)
        json.endObject()
    }

    private mutating func writeMessage(_ candidate: Candidate, _ own: JSONObject?, into json: inout JSONWriter) {
        let split = OpenAIAnswerParts(candidate.parts)
        json.beginObject()
        json.key(plain: "role")
        json.string("assistant")
        json.key(plain: "content")
        writeContent(split.content, candidate.index, into: &json)
        json.key(plain: "refusal")
        if let refusal = split.refusal { json.string(refusal) } else { json.null() }
        var others = others(split, of: candidate)
        if let own { others.fill(own) }
        json.members(others, except: Self.knownOfMessage)
        json.endObject()
    }

    /// What most messages do not have.
    private mutating func others(_ split: OpenAIAnswerParts, of candidate: Candidate) -> JSONObject {
        var message = JSONObject()
        if !split.reasoning.isEmpty || split.textSignature != nil {
            OpenAIReasoning.write(split.reasoning, textSignature: split.textSignature, into: &message)
        }
        if let audio = split.audio { message["audio"] = OpenAIAnswerWriter.wholeAudio(audio, index: candidate.index) }
        let images = split.images.compactMap(OpenAIAnswerWriter.image)
        if !images.isEmpty { message["images"] = .array(images) }
        let annotations = split.citations.compactMap(OpenAICitation.json)
        if annotations.count < split.citations.count {
            losses.note("choices[\(candidate.index)].message.annotations", "citations of sources without a URL")
        }
        if !annotations.isEmpty { message["annotations"] = .array(annotations) }
        guard !split.calls.isEmpty else { return message }
        let isCut = candidate.finish == .length || candidate.finish == nil
        message["tool_calls"] = .array(split.calls.map { OpenAIToolCall.json($0, isCut: isCut) })
        return message
    }

    /// Text joined with nothing between; null when there is none.
    private mutating func writeContent(_ parts: [Part], _ candidate: Int, into json: inout JSONWriter) {
        if parts.count == 1, case .text(let only)? = parts.first { return json.string(only.text) }
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
        if let text { json.string(text) } else { json.null() }
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
