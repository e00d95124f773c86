package import NIOCore

/// What the gateway does when providers fail; a part of the configuration.
package struct Resilience: Sendable, Equatable {
    package var breaker = BreakerRules()
    package var retries = RetryRules()
    package var budget = RetryBudgetRules()
    package var health = HealthRules()

    package init() {}
}

/// When a target is left alone.
package struct BreakerRules: Sendable, Equatable {
    /// What becomes of a call when each target that is left is open.
    package enum Resort: String, Sendable, CaseIterable {
        /// The one that would close first is asked all the same: half of an outage is better than all of it.
        case ask = "try"
        /// The call ends with a 503 and `retry-after`.
        case refuse
    }

    package var isOn = true
    /// Opens where more than this share of the window's calls failed; in percent, time-outs included.
    package var failurePercent = 50
    /// Opens where more than this share timed out, in percent.
    package var timeoutPercent = 30
    /// Fewer calls in the window say nothing.
    package var leastCalls = 20
    package var window = TimeAmount.seconds(60)
    /// How long it stays open until one call is let through to try.
    package var openFor = TimeAmount.seconds(30)
    package var lastResort = Resort.ask

    package init() {}
}

/// When the same target is asked again.
package struct RetryRules: Sendable, Equatable {
    /// How often one call at the most. The type's own default is never; the configuration's is once.
    package var most = 0
    package var classes: Set<FailureClass> = [.connect, .unavailable]
    /// The first wait is drawn from zero to this, each further one from twice as much.
    package var base = TimeAmount.milliseconds(250)
    /// No wait is longer. A provider that asks for more is not asked again.
    package var longest = TimeAmount.seconds(5)

    package init() {}
}

/// How much of a provider's load may be repetition.
package struct RetryBudgetRules: Sendable, Equatable {
    /// Repeated attempts for a hundred calls.
    package var percent = 20
    /// Repeated attempts a second that are always free.
    package var perSecond = 10

    package init() {}
}

/// How providers are watched beside the calls.
package struct HealthRules: Sendable, Equatable {
    /// Whether every provider is asked for its models now and then; else only those whose breaker is open.
    package var probesAll = false
    package var interval = TimeAmount.seconds(30)

    package init() {}
}
