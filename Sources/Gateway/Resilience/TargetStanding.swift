import NIOCore

/// What is known of one target from the calls that went there. A part of its provider's standing, and like all of that
/// behind its lock.
struct TargetStanding {
    /// The provider's name for the model.
    var model: String
    var breaker = CircuitBreaker()
    /// The provider has asked to be left alone until then.
    var parked: NIODeadline?
    /// Attempts under way.
    var running = 0
    var used: NIODeadline
    /// To the head of an answer that is streamed, and of one in one piece: the latter takes as long as the whole answer.
    var streamLatency = LatencyWindow()
    var wholeLatency = LatencyWindow()

    init(model: String, at now: NIODeadline) {
        self.model = model
        used = now
    }

    /// Whether another target may take its place: nothing is under way, and nothing is known that matters.
    func isForgettable(at now: NIODeadline) -> Bool {
        running == 0 && breaker.state == .closed && breaker.override == .automatic && parked.map { $0 <= now } ?? true
    }

    mutating func admit(at now: NIODeadline, _ rules: BreakerRules) -> CircuitBreaker.Admission {
        if let until = parked {
            if now < until, breaker.override != .open { return .refused(until: until) }
            parked = nil
        }
        return breaker.admit(at: now, rules)
    }
}
