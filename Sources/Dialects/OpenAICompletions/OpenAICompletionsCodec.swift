package import Wire

/// OpenAI's completions (`POST /v1/completions`), the form before chat: a prompt in, a text out.
package struct OpenAICompletionsCodec: DialectCodec {
    private let reworded = RewordedCodec(
        dialect: .openAICompletions, base: OpenAIChatCodec(), words: CompletionsWords())

    package init() {}

    package var answerIDPrefix: String { "cmpl-" }

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        try reworded.decodeRequest(json)
    }

    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var traits = traits
        traits.outputLimitMember = "max_tokens"
        try reworded.encode(request, for: traits, into: &json, losses: &losses)
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        try reworded.decodeResponse(json)
    }

    package func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        try reworded.encode(response, into: &json, losses: &losses)
    }

    package func decodeFailure(status: Int, _ json: JSONView?) -> Failure {
        OpenAIFailure.read(status: status, json)
    }

    package func encode(_ failure: Failure, into json: inout JSONWriter) {
        json.value(["error": OpenAIFailure.json(failure)])
    }

    package func makeStreamDecoder() -> any StreamDecoder { reworded.makeStreamDecoder() }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder {
        reworded.makeStreamEncoder(context)
    }
}

/// Completions in the words of chat: the prompt is what the user says, the text what the assistant answers.
private struct CompletionsWords: Rewording {
    /// Members of both forms.
    private static let shared: Set<String> = [
        "model", "max_tokens", "temperature", "top_p", "n", "stream", "stream_options", "stop", "presence_penalty",
        "frequency_penalty", "logit_bias", "seed", "user",
    ]

    func request(_ own: JSONObject) throws(DialectError) -> (base: JSONObject, rest: JSONObject) {
        var base = JSONObject()
        var rest = JSONObject()
        for (key, value) in own {
            switch key {
            case _ where Self.shared.contains(key): base[key] = value
            case "prompt": base["messages"] = [["role": "user", "content": .string(try prompt(value))]]
            case "logprobs":
                guard let count = value.int else {
                    throw .invalid(key, "Invalid type for 'logprobs': expected an integer.")
                }
                base["logprobs"] = true
                base["top_logprobs"] = .int(count)
            default: rest[key] = value
            }
        }
        guard base["messages"] != nil else { throw OpenAIField.missing("prompt") }
        return (base, rest)
    }

    private func prompt(_ value: JSONValue) throws(DialectError) -> String {
        if let text = value.string { return text }
        if let only = value.array, only.count == 1, let text = only.first?.string { return text }
        let isTokens = value.array?.first.map { $0.int != nil || $0.array != nil } ?? false
        throw .unsupported(
            "prompt",
            isTokens
                ? "A prompt of token numbers is known to its own model alone."
                : "Several prompts in one request are taken by providers of completions alone.",
            hint: "Send one prompt as text.")
    }

    func ownRequest(_ base: JSONObject, losses: inout Losses) throws(DialectError) -> JSONObject {
        let messages = base["messages"]?.array ?? []
        guard messages.count == 1, let text = messages.first?["content"]?.string else {
            throw .unsupported(
                "messages", "This model goes on from one text; it knows no conversations.",
                hint: "Send one message with a text, or choose a model that chats.")
        }
        var own = JSONObject()
        own["model"] = base["model"]
        own["prompt"] = .string(text)
        for (key, value) in base where key != "model" && key != "messages" {
            switch key {
            case _ where Self.shared.contains(key): own[key] = value
            case "logprobs": continue
            case "top_logprobs": own["logprobs"] = value
            default: losses.note(key, "no counterpart in openai-completions")
            }
        }
        return own
    }

    func answer(_ own: JSONObject) -> JSONObject {
        var base = own
        guard let choices = own["choices"]?.array else { return base }
        let isChunk = choices.allSatisfy { $0["finish_reason"]?.isNull ?? true } || own["usage"] == nil
        base["choices"] = .array(
            choices.map { choice in
                guard case .object(var members) = choice else { return choice }
                let text = members.remove("text") ?? ""
                members.remove("logprobs")
                members.remove("prompt_logprobs")
                // Answers and chunks look alike; the reader of either takes what it knows.
                let message: JSONValue = ["role": "assistant", "content": text]
                members["message"] = message
                if isChunk || text.string?.isEmpty == false { members["delta"] = ["content": text] }
                return .object(members)
            })
        return base
    }

    func ownAnswer(_ base: JSONObject, losses: inout Losses) -> JSONObject? {
        guard base["error"] == nil else { return base }
        var own = base
        own["object"] = "text_completion"
        own["choices"] = .array((base["choices"]?.array ?? []).map { choice(in: $0, &losses) })
        return own
    }

    private func choice(in base: JSONValue, _ losses: inout Losses) -> JSONValue {
        let said = base["message"] ?? base["delta"]
        for (key, value) in said?.object ?? JSONObject() where !["role", "content"].contains(key) && !value.isNull {
            losses.note("choices.\(key)", "no counterpart in openai-completions")
        }
        if base["logprobs"].map({ !$0.isNull }) == true {
            losses.note("choices.logprobs", "of another form in openai-completions")
        }
        return [
            "text": .string(said?["content"]?.string ?? ""), "index": base["index"] ?? 0, "logprobs": .null,
            "finish_reason": base["finish_reason"] ?? .null,
        ]
    }
}
