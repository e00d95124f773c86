import Wire

/// How an answer ended: `status`, and the details beside it.
enum ResponsesStatus {
    /// nil for an answer that is not finished, in the background.
    static func finish(_ answer: JSONView, hasCalls: Bool) -> FinishReason? {
        switch answer["status"]?.string {
        case "completed"?, "complete"?, nil: return hasCalls ? .toolCalls : .stop
        case "incomplete"?:
            switch answer["incomplete_details"]?["reason"]?.string {
            case "max_output_tokens"?, "max_tokens"?: return .length
            case "content_filter"?: return .contentFilter
            case let reason: return .other(reason ?? "incomplete")
            }
        case "failed"?: return .failed(answer["error"]?["code"]?.string ?? "failed")
        case "queued"?, "in_progress"?: return nil
        case let status?: return .other(status)
        }
    }

    /// `status`, `incomplete_details` and `error` of a finish; a cut answer is in progress for good.
    static func write(_ finish: FinishReason?, into body: inout JSONObject) {
        switch finish {
        case .stop, .toolCalls: body["status"] = "completed"
        case .length: incomplete("max_output_tokens", &body)
        case .contentFilter: incomplete("content_filter", &body)
        case .pause: incomplete("pause_turn", &body)
        case .other(let reason): incomplete(reason, &body)
        case .failed(let reason):
            body["status"] = "failed"
            body["error"] = [
                "code": "server_error", "message": .string("The provider says the answer failed: \(reason)"),
            ]
        case nil: body["status"] = "in_progress"
        }
    }

    private static func incomplete(_ reason: String, _ body: inout JSONObject) {
        body["status"] = "incomplete"
        body["incomplete_details"] = ["reason": .string(reason)]
    }

    /// The event that ends a stream.
    static func event(_ finish: FinishReason?) -> String {
        switch finish {
        case .stop, .toolCalls, nil: "response.completed"
        case .failed: "response.failed"
        default: "response.incomplete"
        }
    }
}
