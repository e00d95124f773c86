import Wire

/// Writes `generationConfig`.
enum GeminiConfigWriter {
    /// Google refuses more.
    static let maximumStopSequences = 5

    static func write(
        _ request: GenerationRequest, for traits: TargetTraits, losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        var config = JSONObject()
        let sampling = request.sampling
        let numbers: [(String, NumberText?)] = [
            ("temperature", sampling.temperature), ("topP", sampling.topP), ("topK", sampling.topK),
            ("seed", seed(sampling.seed, &losses)), ("presencePenalty", sampling.presencePenalty),
            ("frequencyPenalty", sampling.frequencyPenalty),
        ]
        for (name, number) in numbers {
            if let number { config[name] = .number(number.text) }
        }
        if let limit = request.maxOutputTokens { config["maxOutputTokens"] = .int(limit) }
        if let stop = sampling.stop, !stop.isEmpty {
            guard stop.count <= maximumStopSequences else {
                throw .unsupported("stop", "Gemini takes at most \(maximumStopSequences) stop sequences")
            }
            config["stopSequences"] = .array(stop.map { .string($0) })
        }
        if let count = request.candidateCount { config["candidateCount"] = .int(count) }
        if let logprobs = request.logprobs {
            config["responseLogprobs"] = .bool(true)
            if let top = logprobs.top { config["logprobs"] = .int(top) }
        }
        try writeOutput(request.output, for: traits, to: &config, &losses)
        writeModalities(request, to: &config, &losses)
        if let reasoning = request.reasoning,
            let thinking = GeminiThinking.write(reasoning, for: traits, losses: &losses)
        {
            config["thinkingConfig"] = .object(thinking)
        }
        return config
    }

    /// Gemini's seed has 32 bits; another one cannot stand for the caller's.
    private static func seed(_ seed: NumberText?, _ losses: inout Losses) -> NumberText? {
        guard let seed, let value = seed.int, Int32(exactly: value) == nil else { return seed }
        losses.note("seed", "Gemini takes 32 bits")
        return nil
    }

    private static func writeOutput(
        _ output: OutputFormat?, for traits: TargetTraits, to config: inout JSONObject, _ losses: inout Losses
    ) throws(DialectError) {
        switch output {
        case nil: return
        case .text: config["responseMimeType"] = "text/plain"
        case .jsonObject: config["responseMimeType"] = "application/json"
        case .jsonSchema(let format):
            config["responseMimeType"] = "application/json"
            var schema = try GeminiSchema.rewriting(for: traits).rewrite(
                format.schema, at: "response_format.json_schema.schema", losses: &losses)
            if let description = format.description, var object = schema.object, object["description"] == nil {
                object["description"] = .string(description)
                schema = .object(object)
            }
            config[traits.takesRawJSONSchema ? "responseJsonSchema" : "responseSchema"] = schema
        }
    }

    private static func writeModalities(
        _ request: GenerationRequest, to config: inout JSONObject, _ losses: inout Losses
    ) {
        if var modalities = request.modalities {
            // A voice model answers in audio alone; text beside it comes as the transcript elsewhere.
            if request.audio != nil, modalities.contains("audio") { modalities.removeAll { $0 == "text" } }
            config["responseModalities"] = .array(modalities.map { .string($0.uppercased()) })
        }
        guard let audio = request.audio else { return }
        if let format = audio.format, format != "pcm16" {
            losses.note("audio.format", "Gemini answers in 16-bit PCM")
        }
        guard let voice = audio.voice else { return }
        guard let name = voice.string else {
            losses.note("audio.voice", "Gemini takes the name of a voice")
            return
        }
        let prebuilt: JSONValue = ["prebuiltVoiceConfig": ["voiceName": .string(name)]]
        config["speechConfig"] = ["voiceConfig": prebuilt]
    }
}
