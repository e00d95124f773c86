/// What is measured, under which name: the page of metrics and docs/reference/metrics.md are made from this.
package enum MetricFamily: String, CaseIterable, Sendable {
    case breakerState = "llmgateway_circuit_breaker_state"
    case breakerForced = "llmgateway_circuit_breaker_forced"
    case windowCalls = "llmgateway_window_calls"
    case windowFailures = "llmgateway_window_failures"
    case windowTimeouts = "llmgateway_window_timeouts"
    case windowThrottled = "llmgateway_window_throttled"
    case attemptsRunning = "llmgateway_attempts_running"
    case firstByte = "llmgateway_first_byte_seconds"
    case callsRunning = "llmgateway_calls_running"
    case callsWaiting = "llmgateway_calls_waiting"
    case budgetLimit = "llmgateway_budget_limit_usd"
    case budgetCommitted = "llmgateway_budget_committed_usd"

    /// All are gauges: what is counted over all time comes from the ledger.
    package static let type = "gauge"

    package var help: String {
        switch self {
        case .breakerState: "The target's circuit breaker: 0 closed, 1 half-open, 2 open."
        case .breakerForced: "1 where an operator has decided over the breaker."
        case .windowCalls: "Attempts that ended within the breaker's window."
        case .windowFailures: "Those of them that failed."
        case .windowTimeouts: "Those of them that timed out."
        case .windowThrottled: "Attempts within the window that were refused for a limit; no failures."
        case .attemptsRunning: "Attempts under way."
        case .firstByte: "Time to the head of an answer, of the last minutes."
        case .callsRunning: "Calls under way."
        case .callsWaiting: "Calls in line for a place."
        case .budgetLimit: "What a budget allows in its period."
        case .budgetCommitted: "What of it is spent or held."
        }
    }

    package var labels: [String] {
        switch self {
        case .breakerState, .breakerForced, .windowCalls, .windowFailures, .windowTimeouts, .windowThrottled,
            .attemptsRunning:
            ["provider", "model"]
        case .firstByte: ["provider", "model", "form", "quantile"]
        case .callsRunning, .callsWaiting: []
        case .budgetLimit, .budgetCommitted: ["scope", "name", "per"]
        }
    }
}
