import Wire

/// `stop_reason` ↔ finish reason.
enum AnthropicStopReason {
    /// - Parameter callsTools: whether the answer calls a tool of the caller's; servers that imitate this API say
    ///   `end_turn` then.
    static func canonical(_ reason: String, callsTools: Bool) -> FinishReason {
        switch reason {
        case "end_turn": callsTools ? .toolCalls : .stop
        case "stop_sequence": .stop
        case "max_tokens", "model_context_window_exceeded": .length
        case "tool_use": .toolCalls
        case "pause_turn": .pause
        case "refusal": .contentFilter
        default: .other(reason)
        }
    }

    /// nil when the canonical reason says it all; else it is preserved, to be said again to a caller of this dialect.
    static func preserved(_ reason: String, callsTools: Bool) -> JSONValue? {
        reason == "model_context_window_exceeded" || (reason == "end_turn" && callsTools) ? .string(reason) : nil
    }

    static func wire(_ finish: FinishReason?, stopSequence: String?) -> JSONValue {
        switch finish {
        case nil: .null
        case .stop: .string(stopSequence == nil ? "end_turn" : "stop_sequence")
        case .length: .string("max_tokens")
        case .toolCalls: .string("tool_use")
        case .contentFilter: .string("refusal")
        case .pause: .string("pause_turn")
        // Something new is shown as it was: none of Anthropic's own would be true.
        case .failed(let reason), .other(let reason): .string(reason)
        }
    }
}
