import Wire

/// Writes a chat completion request for one target.
struct OpenAIRequestWriter {
    let request: GenerationRequest
    let traits: TargetTraits
    var losses: Losses
    private var body = JSONObject()

    init(_ request: GenerationRequest, traits: TargetTraits, losses: Losses) {
        self.request = request
        self.traits = traits
        self.losses = losses
    }

    mutating func written() throws(DialectError) -> JSONObject {
        body["model"] = .string(traits.model)
        var messages = OpenAIMessageWriter(traits: traits, losses: losses)
        for (index, message) in request.messages.enumerated() { try messages.write(message, index) }
        try messages.finish()
        losses = messages.losses
        body["messages"] = .array(messages.written)
        writeStream()
        writeSampling()
        writeReasoning()
        try writeTools()
        writeChoice()
        try writeFormat()
        writeOptions()
        writePreserved()
        for name in traits.strips where body[name] != nil {
            body.remove(name)
            losses.note(name, "the target does not take it")
        }
        return body
    }

    private mutating func writeStream() {
        guard request.stream else { return }
        body["stream"] = true
        if request.includeUsage { body["stream_options"] = ["include_usage": true] }
    }

    private mutating func writeSampling() {
        let sampling = request.sampling
        body[traits.outputLimitMember] = request.maxOutputTokens.map { .int($0) }
        body["temperature"] = sampling.temperature.map { JSONValue($0) }
        body["top_p"] = sampling.topP.map { JSONValue($0) }
        if let topK = sampling.topK {
            if traits.takesTopK { body["top_k"] = JSONValue(topK) } else { losses.note("top_k", "unknown to OpenAI") }
        }
        body["frequency_penalty"] = sampling.frequencyPenalty.map { JSONValue($0) }
        body["presence_penalty"] = sampling.presencePenalty.map { JSONValue($0) }
        body["seed"] = sampling.seed.map { JSONValue($0) }
        body["stop"] = sampling.stop.map { JSONValue($0) }
        body["n"] = request.candidateCount.map { .int($0) }
        if let logprobs = request.logprobs {
            body["logprobs"] = true
            body["top_logprobs"] = logprobs.top.map { .int($0) }
        }
    }

    private mutating func writeReasoning() {
        guard let reasoning = request.reasoning else { return }
        if traits.reasons == false {
            losses.note("reasoning_effort", "the target's model does not reason")
            return
        }
        if let effort = reasoning.effort ?? reasoning.budget.flatMap(ReasoningRequest.effort(ofBudget:)) {
            body["reasoning_effort"] = .string(effort)
        }
        losses.note(reasoning.preserved, at: "reasoning", into: .openAIChat)
    }

    private mutating func writeFormat() throws(DialectError) {
        switch request.output {
        case nil: return
        case .text: body["response_format"] = ["type": "text"]
        case .jsonObject: body["response_format"] = ["type": "json_object"]
        case .jsonSchema(let format):
            guard traits.hasJSONSchema else {
                throw .unsupported(
                    "response_format.json_schema", "The target does not take JSON schemas for its answers.",
                    hint: "Use response_format {\"type\":\"json_object\"} and describe the schema in the prompt.")
            }
            var schema = JSONObject([("name", .string(format.name ?? "response"))])
            schema["description"] = format.description.map { .string($0) }
            let rewriting = SchemaRewriting(refused: traits.refusedSchemaKeywords)
            schema["schema"] = try rewriting.rewrite(
                format.schema, at: "response_format.json_schema.schema", losses: &losses)
            schema["strict"] = format.strict.map { .bool($0) }
            body["response_format"] = ["type": "json_schema", "json_schema": .object(schema)]
        }
    }

    private mutating func writeOptions() {
        body["modalities"] = request.modalities.map { JSONValue($0) }
        if let audio = request.audio {
            var object = JSONObject()
            object["voice"] = audio.voice
            // OpenAI demands one, and streams in no other than this.
            object["format"] = .string(audio.format ?? (request.stream ? "pcm16" : "wav"))
            body["audio"] = .object(object)
        }
        body["user"] = request.endUser.map { .string($0) }
        body["service_tier"] = request.serviceTier.map { .string($0) }
    }

    private mutating func writePreserved() {
        var preserved = request.preserved
        for (key, value) in OpenAIShared.take(from: &preserved) { fill(key, value) }
        losses.note(preserved, at: "", into: .openAIChat)
        for (key, value) in preserved.ownOpenAI { fill(key, value) }
        for options in request.providerOptions where options.dialect == .openAIChat {
            for (key, value) in options.options(named: "openai", losses: &losses) { body[key] = value }
        }
    }

    /// Adds a member, or the members of an object (`stream_options`) that are not there yet.
    private mutating func fill(_ key: String, _ value: JSONValue) {
        guard case .object(var known)? = body[key], case .object(let more) = value else {
            if body[key] == nil { body[key] = value }
            return
        }
        known.fill(more)
        body[key] = .object(known)
    }

    mutating func set(_ key: String, _ value: JSONValue?) { body[key] = value }
}
