import Wire

/// Why a candidate ended. Names come from both APIs; numbers are proto enum values, equal in both up to 5 only.
enum GeminiFinishReason {
    private static let filtered: Set<String> = [
        "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY",
        "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "MODEL_ARMOR",
    ]
    private static let failed: Set<String> = [
        "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE",
        "MALFORMED_RESPONSE", "NO_IMAGE", "IMAGE_OTHER",
    ]
    private static let numbered = [1: "STOP", 2: "MAX_TOKENS", 3: "SAFETY", 4: "RECITATION", 5: "OTHER"]

    static func read(_ value: JSONValue, hasCalls: Bool) -> FinishReason {
        let text = value.string ?? value.int.flatMap { numbered[$0] } ?? value.text
        switch text {
        case "STOP": return hasCalls ? .toolCalls : .stop
        case "MAX_TOKENS": return .length
        case _ where filtered.contains(text): return .contentFilter
        case _ where failed.contains(text): return .failed(text)
        default: return .other(text)
        }
    }

    static func write(_ reason: FinishReason) -> String {
        switch reason {
        case .stop, .toolCalls: "STOP"
        case .length: "MAX_TOKENS"
        case .contentFilter: "SAFETY"
        case .failed(let text): failed.contains(text) ? text : "OTHER"
        case .pause, .other: "OTHER"
        }
    }
}
