import Dialects
import NIOCore

extension VariantTally.Sample {
    /// What ends an attempt of which the target is not to blame.
    private static let cutOff: [ErrorCode] = [.callerGone, .hedgeLost, .invalidAPIKey, .overloaded]

    /// What a call says of a target that it was to go to; nil: nothing, because its caller left or its key was revoked,
    /// because the gateway had to end it, or because it was refused for reasons that are not the target's.
    /// - Parameter call: one that has ended.
    init?(_ call: Call, of target: Target, ended: NIODeadline) {
        let record = call.record
        let isAnswered =
            record.code == nil && record.provider == target.provider.id
            && record.targetModel == target.model
        let attempt = record.attempts.last { $0.provider == target.provider.id && $0.targetModel == target.model }
        let ending: String
        if isAnswered {
            ending = record.finish?.word ?? "unknown"
        } else if let attempt {
            // What a caller would have got that left, had the answer of another attempt, or whose call the gateway ended, nobody
            // knows.
            guard let code = attempt.code ?? record.code, !Self.cutOff.contains(code) else { return nil }
            ending = code.rawValue
        } else if record.code == nil {
            // Others have answered, because its breaker is open or it cannot take the request.
            ending = "passed_over"
        } else if record.code == .upstreamUnavailable || record.code == .unsupportedParameter, let code = record.code {
            ending = code.rawValue
        } else {
            return nil
        }
        let isToFirstByte = record.isStream
        let end = isToFirstByte ? record.firstByte ?? ended : ended
        self.init(isError: !isAnswered, cost: record.cost, latency: end - call.arrived, ending: ending)
        inputTokens = record.usage?.input ?? 0
        outputTokens = record.usage?.output ?? 0
    }
}

extension FinishReason {
    /// For counts: what is new of a provider's own is one kind, as it could be anything.
    fileprivate var word: String {
        switch self {
        case .stop: "stop"
        case .length: "length"
        case .toolCalls: "tool_calls"
        case .contentFilter: "content_filter"
        case .pause: "pause"
        case .failed: "failed"
        case .other: "other"
        }
    }
}
