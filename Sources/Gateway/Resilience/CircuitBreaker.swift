package import NIOCore

/// Whether a target is asked: a pure state machine over the calls it has answered and failed.
///
/// Closed, it lets everything through and counts. Open, it lets nothing through for a while. Half-open, it lets one call
/// through at a time, to try: that one closes it or opens it again.
package struct CircuitBreaker: Sendable {
    /// As the calls have made it.
    package enum State: Sendable, Equatable {
        case closed
        case open(until: NIODeadline)
        /// `since`: when the call that tries was let through; nil: none is under way.
        case halfOpen(since: NIODeadline?)
    }

    /// What an operator has decided.
    package enum Override: String, Sendable, CaseIterable {
        case automatic, open, closed
    }

    /// A call that was let through. What it brings counts only as long as the state is still that of its beginning.
    package struct Pass: Sendable, Equatable {
        var epoch: UInt32
        var isTrial = false
    }

    /// Whether a call may go.
    package enum Admission: Sendable, Equatable {
        case pass(Pass)
        /// nil: until an operator says otherwise.
        case refused(until: NIODeadline?)
    }

    /// What a call has shown of the target.
    package enum Outcome: Sendable, Equatable {
        /// It answered, be it with a refusal that is the caller's fault.
        case answered
        case failed
        case timedOut
        /// It refused for a limit. That says nothing of whether it works.
        case throttled
        /// Nothing was learnt: the caller left, or nothing was sent.
        case abandoned
    }

    package private(set) var state = State.closed
    package private(set) var override = Override.automatic
    /// When `state` or `override` last changed; nil: never.
    package private(set) var changed: NIODeadline?
    private var epoch: UInt32 = 0
    private var window = CallWindow()

    package init() {}

    package mutating func admit(at now: NIODeadline, _ rules: BreakerRules) -> Admission {
        switch override {
        case .open: return .refused(until: nil)
        case .closed: return .pass(Pass(epoch: epoch))
        case .automatic: break
        }
        guard rules.isOn else { return .pass(Pass(epoch: epoch)) }
        switch state {
        case .closed: return .pass(Pass(epoch: epoch))
        case .open(let until):
            guard now >= until else { return .refused(until: until) }
            return letTrialThrough(at: now)
        case .halfOpen(nil): return letTrialThrough(at: now)
        case .halfOpen(let since?):
            guard now >= since + rules.openFor else { return .refused(until: since + rules.openFor) }
            // A call that says nothing for so long has failed: others need not wait for its end.
            open(at: now, rules)
            return .refused(until: now + rules.openFor)
        }
    }

    /// A call that goes through because there is nowhere else to go.
    package func lastResort() -> Pass { Pass(epoch: epoch) }

    package mutating func end(_ outcome: Outcome, of pass: Pass, at now: NIODeadline, _ rules: BreakerRules) {
        if pass.isTrial, pass.epoch != epoch, outcome == .answered, case .open = state {
            return closeLate(at: now, rules)
        }
        guard pass.epoch == epoch else { return }
        count(outcome, at: now, rules)
        guard override == .automatic, rules.isOn else { return }
        switch (state, pass.isTrial) {
        case (.closed, _): openIfBad(at: now, rules)
        case (.halfOpen, true): endTrial(outcome, at: now, rules)
        default: break
        }
    }

    /// A trial that was given up for its slowness answered after all: a target whose answers take longer than breakers stay
    /// open is well too.
    private mutating func closeLate(at now: NIODeadline, _ rules: BreakerRules) {
        guard override == .automatic, rules.isOn else { return }
        window.clear()
        enter(.closed, at: now)
    }

    /// An answer that had begun well broke off, so that its call, counted as answered, has failed.
    package mutating func broke(at now: NIODeadline, _ rules: BreakerRules) {
        window.count({ $0.failures &+= 1 }, at: now, window: rules.window)
        if state == .closed, override == .automatic, rules.isOn { openIfBad(at: now, rules) }
    }

    /// A probe beside the calls found the provider there. That is reason to try again, not proof that the model works.
    package mutating func probeSucceeded(at now: NIODeadline) {
        guard override == .automatic, case .open = state else { return }
        enter(.halfOpen(since: nil), at: now)
    }

    /// - Parameter override: `automatic` starts from a closed state and an empty window.
    package mutating func set(_ override: Override, at now: NIODeadline) {
        self.override = override
        window.clear()
        enter(.closed, at: now)
    }

    /// What has been counted in the window.
    package mutating func counts(at now: NIODeadline, _ rules: BreakerRules) -> CallWindow.Counts {
        window.sum(at: now, window: rules.window)
    }

    private mutating func letTrialThrough(at now: NIODeadline) -> Admission {
        if case .open = state { enter(.halfOpen(since: now), at: now) } else { state = .halfOpen(since: now) }
        return .pass(Pass(epoch: epoch, isTrial: true))
    }

    private mutating func count(_ outcome: Outcome, at now: NIODeadline, _ rules: BreakerRules) {
        guard outcome != .abandoned else { return }
        window.count(
            { counts in
                if outcome == .throttled { return counts.throttled &+= 1 }
                counts.calls &+= 1
                if outcome != .answered { counts.failures &+= 1 }
                if outcome == .timedOut { counts.timeouts &+= 1 }
            }, at: now, window: rules.window)
    }

    private mutating func openIfBad(at now: NIODeadline, _ rules: BreakerRules) {
        let counts = window.sum(at: now, window: rules.window)
        guard counts.calls >= rules.leastCalls else { return }
        let isBad =
            Int(counts.failures) * 100 > rules.failurePercent * Int(counts.calls)
            || Int(counts.timeouts) * 100 > rules.timeoutPercent * Int(counts.calls)
        if isBad { open(at: now, rules) }
    }

    private mutating func endTrial(_ outcome: Outcome, at now: NIODeadline, _ rules: BreakerRules) {
        switch outcome {
        case .answered:
            window.clear()
            enter(.closed, at: now)
        case .failed, .timedOut: open(at: now, rules)
        // Nothing was learnt: the next call tries.
        case .throttled, .abandoned: state = .halfOpen(since: nil)
        }
    }

    private mutating func open(at now: NIODeadline, _ rules: BreakerRules) {
        enter(.open(until: now + rules.openFor), at: now)
    }

    private mutating func enter(_ state: State, at now: NIODeadline) {
        self.state = state
        changed = now
        epoch &+= 1
    }
}
