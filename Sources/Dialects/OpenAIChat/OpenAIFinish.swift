import Wire

/// Finish reasons in OpenAI's words.
enum OpenAIFinish {
    /// Of a choice, without regard to what it holds; nil where none is named. The word most answers end with needs no
    /// text made for it.
    static func read(_ reason: JSONView) -> FinishReason? {
        if reason.stringEquals("stop") { return .stop }
        return reason.string.flatMap { $0.isEmpty ? nil : read($0, hasCalls: false) }
    }

    /// - Parameter hasCalls: the answer calls tools; servers that say `stop` then mean `tool_calls`.
    static func read(_ text: String, hasCalls: Bool) -> FinishReason {
        switch text.lowercased() {
        case "stop", "eos", "eos_token", "end_turn", "stop_sequence", "completed": hasCalls ? .toolCalls : .stop
        case "length", "max_tokens", "model_length", "max_output_tokens": .length
        case "tool_calls", "tool_use", "function_call", "tool_call": .toolCalls
        case "content_filter", "safety": .contentFilter
        case "pause_turn": .pause
        case "error": .failed(text)
        default: .other(text)
        }
    }

    /// A paused turn is no end: OpenAI has no word for it, and `stop` or `length` would tell the caller that the
    /// answer is complete or was cut by its limit. So it keeps Anthropic's word, which clients that know only
    /// OpenAI's treat as unknown. A failed answer is `error`, as compatible servers say.
    static func text(_ reason: FinishReason) -> String {
        switch reason {
        case .stop: "stop"
        case .length: "length"
        case .toolCalls: "tool_calls"
        case .contentFilter: "content_filter"
        case .pause: "pause_turn"
        case .failed: "error"
        case .other(let text): text
        }
    }
}
