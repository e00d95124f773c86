/// `stopReason` ↔ finish reason.
enum ConverseStop {
    static func finish(_ reason: String, hasCalls: Bool) -> FinishReason {
        switch reason {
        case "end_turn": hasCalls ? .toolCalls : .stop
        case "stop_sequence": .stop
        case "tool_use": .toolCalls
        case "max_tokens", "model_context_window_exceeded": .length
        case "guardrail_intervened", "content_filtered": .contentFilter
        case "malformed_model_output", "malformed_tool_use": .failed(reason)
        default: .other(reason)
        }
    }

    static func reason(_ finish: FinishReason) -> String {
        switch finish {
        case .stop: "end_turn"
        case .toolCalls: "tool_use"
        case .length: "max_tokens"
        case .contentFilter: "content_filtered"
        case .pause: "pause_turn"
        case .failed(let reason), .other(let reason): reason
        }
    }
}
