import Wire

/// Reads `generationConfig`.
struct GeminiConfigReader {
    private var members: GeminiMembers

    init(_ config: JSONObject) {
        members = GeminiMembers(config)
    }

    /// What has no place in the canonical model.
    var rest: JSONObject { members.rest }

    mutating func read(into request: inout GenerationRequest) throws(DialectError) {
        request.sampling.temperature = members.number("temperature")
        request.sampling.topP = members.number("topP")
        request.sampling.topK = members.number("topK")
        request.sampling.seed = members.number("seed")
        request.sampling.presencePenalty = members.number("presencePenalty")
        request.sampling.frequencyPenalty = members.number("frequencyPenalty")
        request.sampling.stop = members.take("stopSequences") { value in
            let texts = value.array?.compactMap { $0.string } ?? []
            return texts.count == value.array?.count && !texts.isEmpty ? texts : nil
        }
        request.maxOutputTokens = members.int("maxOutputTokens")
        request.candidateCount = members.int("candidateCount")
        readLogprobs(into: &request)
        readOutput(into: &request)
        if let modalities = members.list("responseModalities"), !modalities.isEmpty {
            request.modalities = modalities.compactMap { $0.string?.lowercased() }
        }
        if let thinking = members.object("thinkingConfig") { request.reasoning = GeminiThinking.read(thinking) }
        readSpeech(into: &request)
        try members.refuse(
            [
                "temperature", "topP", "topK", "seed", "presencePenalty", "frequencyPenalty", "maxOutputTokens",
                "candidateCount", "responseModalities", "thinkingConfig",
            ], at: "generationConfig")
    }

    private mutating func readLogprobs(into request: inout GenerationRequest) {
        guard members.bool("responseLogprobs") == true else { return }
        request.logprobs = LogprobsRequest(top: members.int("logprobs"))
    }

    private mutating func readOutput(into request: inout GenerationRequest) {
        guard let mimeType = members.string("responseMimeType") else { return }
        switch mimeType {
        case "text/plain": request.output = .text
        case "application/json":
            if let schema = members.take("responseJsonSchema") ?? members.take("_responseJsonSchema") {
                request.output = .jsonSchema(JSONSchemaFormat(schema: schema))
            } else if let schema = members.take("responseSchema") {
                request.output = .jsonSchema(JSONSchemaFormat(schema: GeminiSchema.standard(schema)))
            } else {
                request.output = .jsonObject
            }
        default: members.keep("responseMimeType", .string(mimeType))
        }
    }

    /// One prebuilt voice is a voice; anything more is Gemini's own.
    private mutating func readSpeech(into request: inout GenerationRequest) {
        guard let speech = members.object("speechConfig") else { return }
        var outer = GeminiMembers(speech)
        var voice = GeminiMembers(outer.object("voiceConfig").map { .object($0) })
        var prebuilt = GeminiMembers(voice.object("prebuiltVoiceConfig").map { .object($0) })
        let name = prebuilt.string("voiceName")
        if let name, outer.rest.isEmpty, voice.rest.isEmpty, prebuilt.rest.isEmpty {
            request.audio = AudioOutput(voice: .string(name))
        } else {
            members.keep("speechConfig", .object(speech))
        }
    }
}
