package import NIOCore
import Synchronization

/// How a provider and its targets are, as the calls and the probes have found them.
package struct HealthReport: Sendable {
    /// One target that has been asked since the gateway began.
    package struct Entry: Sendable {
        package var provider: String
        package var model: String
        package var state: CircuitBreaker.State
        package var override: CircuitBreaker.Override
        /// When the state last changed; nil: never.
        package var changed: NIODeadline?
        package var counts: CallWindow.Counts
        package var running: Int
        /// The provider has asked to be left alone until then.
        package var parked: NIODeadline?
        /// The median and the 95th percentile to the head of a streamed answer, and of one in one piece.
        package var streams: (p50: TimeAmount?, p95: TimeAmount?)
        package var wholes: (p50: TimeAmount?, p95: TimeAmount?)

        /// As reports and metrics name it.
        package var stateName: String { CircuitBreaker.name(of: state, override) }
    }

    package var entries: [Entry]
}

extension CircuitBreaker {
    /// The word for a state in reports.
    static func name(of state: State, _ override: Override) -> String {
        switch (override, state) {
        case (.open, _): "forced_open"
        case (.closed, _): "forced_closed"
        case (.automatic, .closed): "closed"
        case (.automatic, .open): "open"
        case (.automatic, .halfOpen): "half_open"
        }
    }
}

extension ProviderStanding {
    /// The state of each target's breaker, by the provider's name of the model.
    var breakerStates: [(model: String, state: String)] {
        state.withLock { state in
            state.targets.map { ($0.model, CircuitBreaker.name(of: $0.breaker.state, $0.breaker.override)) }
        }
    }

    /// Attempts under way.
    package var running: Int { state.withLock { $0.running } }

    /// The targets that have been asked, in the order of their first call.
    package func entries(of provider: String, at now: NIODeadline, _ rules: BreakerRules) -> [HealthReport.Entry] {
        state.withLock { state in
            state.targets.indices.map { place in
                let counts = state.targets[place].breaker.counts(at: now, rules)
                func quantiles(_ window: inout LatencyWindow) -> (p50: TimeAmount?, p95: TimeAmount?) {
                    (window.quantile(50, at: now), window.quantile(95, at: now))
                }
                let streams = quantiles(&state.targets[place].streamLatency)
                let wholes = quantiles(&state.targets[place].wholeLatency)
                let target = state.targets[place]
                return HealthReport.Entry(
                    provider: provider, model: target.model, state: target.breaker.state,
                    override: target.breaker.override, changed: target.breaker.changed, counts: counts,
                    running: target.running, parked: target.parked.flatMap { $0 > now ? $0 : nil }, streams: streams,
                    wholes: wholes)
            }
        }
    }
}
