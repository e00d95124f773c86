import Wire

/// What whole answers and lines of a stream share.
enum OllamaAnswer {
    static let dialect = Dialect.ollamaChat

    /// Members of an answer that the model has a place for.
    static let known: MemberNames = [
        "model", "message", "done", "done_reason", "prompt_eval_count", "eval_count", "logprobs", "error",
    ]
    static let knownOfMessage: MemberNames = ["role", "content", "thinking", "images", "tool_calls"]

    static func usage(_ json: JSONView) -> Usage? {
        let (input, output) = (json["prompt_eval_count"]?.tokenCount, json["eval_count"]?.tokenCount)
        // A prompt that is in the cache whole is not counted again.
        guard input != nil || output != nil else { return nil }
        return Usage(input: input ?? 0, output: output ?? 0)
    }

    static func write(_ usage: Usage?, into json: inout JSONObject, losses: inout Losses) {
        guard let usage else { return }
        json["prompt_eval_count"] = .int(usage.input)
        json["eval_count"] = .int(usage.output)
    }

    /// `load` and `unload` end answers without a word, when nothing was asked but the model's presence.
    static func finish(_ json: JSONView, hasCalls: Bool) -> FinishReason? {
        guard json["done"]?.bool ?? true else { return nil }
        switch json["done_reason"]?.string {
        case "stop"?, nil: return hasCalls ? .toolCalls : .stop
        case "length"?: return .length
        case let other?: return .other(other)
        }
    }

    /// Ollama says `stop` for calls of tools too.
    static func reason(_ finish: FinishReason) -> String {
        switch finish {
        case .stop, .toolCalls: "stop"
        case .length: "length"
        case .contentFilter: "content_filter"
        case .pause: "pause_turn"
        case .failed: "error"
        case .other(let text): text
        }
    }

    /// The entries are those of OpenAI's `logprobs.content`.
    static func logprobs(_ json: JSONView?) -> JSONValue? {
        guard let json, json.kind == .array else { return nil }
        return .object(JSONObject([("content", JSONValue(json))]))
    }

    static func calls(_ list: JSONView?, from first: Int) -> [ToolCall] {
        guard let list else { return [] }
        return list.elements.enumerated().compactMap { index, json in
            OllamaToolCall.read(json, madeID: OllamaToolCall.madeID(answer: first + index))
        }
    }

    static func images(_ list: JSONView?) -> [Media] {
        guard let list else { return [] }
        return list.elements.compactMap { element in
            element.string.map { Media(kind: .image, source: .base64($0)) }
        }
    }
}
