package import Wire

/// Ollama's generate (`POST /api/generate`): a prompt in, a text out, streamed unless it is told not to.
package struct OllamaGenerateCodec: DialectCodec {
    private let reworded = RewordedCodec(dialect: .ollamaGenerate, base: OllamaChatCodec(), words: GenerateWords())

    package init() {}

    package var streamFraming: StreamFraming { .jsonLines }

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        try reworded.decodeRequest(json)
    }

    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
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
        OllamaFailure.decode(status: status, json)
    }

    package func encode(_ failure: Failure, into json: inout JSONWriter) {
        json.value(.object(OllamaFailure.encode(failure)))
    }

    package func makeStreamDecoder() -> any StreamDecoder { reworded.makeStreamDecoder() }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder {
        reworded.makeStreamEncoder(context)
    }
}

/// Generate in the words of chat: `system`, `prompt` and `images` are messages, `response` is the answer's content.
private struct GenerateWords: Rewording {
    private static let shared: Set<String> = [
        "model", "format", "options", "stream", "think", "logprobs", "top_logprobs",
    ]

    func request(_ own: JSONObject) throws(DialectError) -> (base: JSONObject, rest: JSONObject) {
        var base = JSONObject()
        var rest = JSONObject()
        for (key, value) in own {
            switch key {
            case _ where Self.shared.contains(key): base[key] = value
            case "prompt", "system", "images": continue
            default: rest[key] = value
            }
        }
        var messages: [JSONValue] = []
        if let system = own["system"]?.string, !system.isEmpty {
            messages.append(["role": "system", "content": .string(system)])
        }
        var user = JSONObject([("role", "user"), ("content", own["prompt"] ?? "")])
        user["images"] = own["images"]
        messages.append(.object(user))
        base["messages"] = .array(messages)
        return (base, rest)
    }

    func ownRequest(_ base: JSONObject, losses: inout Losses) throws(DialectError) -> JSONObject {
        var own = base
        let messages = own.remove("messages")?.array ?? []
        let system = messages.filter { $0["role"] == "system" }.compactMap { $0["content"]?.string }
        let others = messages.filter { $0["role"] != "system" }
        guard others.count == 1, let user = others.first, user["role"] == "user" else {
            throw .unsupported(
                "messages", "Ollama's generate knows no conversations.", hint: "Send one message of the user.")
        }
        if !system.isEmpty { own["system"] = .string(system.joined(separator: "\n\n")) }
        own["prompt"] = user["content"] ?? ""
        own["images"] = user["images"]
        if own.remove("tools") != nil { losses.note("tools", "no counterpart in ollama-generate") }
        return own
    }

    func answer(_ own: JSONObject) -> JSONObject {
        var base = own
        guard let text = base.remove("response") else { return base }
        var message = JSONObject([("role", "assistant"), ("content", text)])
        message["thinking"] = base.remove("thinking")
        base["message"] = .object(message)
        return base
    }

    func ownAnswer(_ base: JSONObject, losses: inout Losses) -> JSONObject? {
        var own = base
        guard let message = own.remove("message") else { return own }
        for (key, _) in message.object ?? JSONObject() where !["role", "content", "thinking"].contains(key) {
            losses.note("message.\(key)", "no counterpart in ollama-generate")
        }
        var told = JSONObject()
        for (key, value) in own {
            // In the place where Ollama has it.
            if key == "done" {
                told["response"] = message["content"] ?? ""
                told["thinking"] = message["thinking"]
            }
            told[key] = value
        }
        return told
    }
}
