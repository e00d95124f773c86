package import NIOCore
import Synchronization

/// What is known of a provider and its targets from the calls that went there: their breakers, the retry budget, how
/// many calls run, how fast answers begin. It outlives a reload of the configuration.
///
/// One lock for all of it: a call takes it once before its attempt and once behind it.
package final class ProviderStanding: Sendable {
    /// Whether a call may be sent to a target.
    enum Admission {
        case go(Trial)
        /// nil: until an operator says otherwise.
        case passOver(until: NIODeadline?)
        /// The provider runs as many calls as it may.
        case full
        /// The provider has been asked too often again.
        case overBudget
    }

    /// What a call asks for.
    struct Request {
        var model: String
        /// The call has asked this provider before.
        var isRepeat: Bool
        var isStream: Bool
        /// Requests of the call that have gone out, to whomever.
        var sentBefore = 0
        /// There is nowhere else to go.
        var isLastResort = false
        /// Calls at once; nil: as many as come.
        var mostRunning: Int?
        /// Whether the call has one of the places of `seats`, which are counted there.
        var hasSeat = false
    }

    struct State {
        var budget = RetryBudget()
        /// Attempts under way, of all targets.
        var running = 0
        var targets: [TargetStanding] = []
        var places: [String: Int] = [:]
        /// Most calls ask for the model that the one before asked for.
        var lastPlace = 0
    }

    /// Callers name models as they like; a provider that has more than this many keeps the ones that matter.
    static let mostTargets = 256

    let state = Mutex(State())
    /// The places of a provider in front of which calls wait.
    let seats = CallSeats()

    package init() {}

    func admit(_ request: Request, at now: NIODeadline, _ rules: Resilience) -> Admission {
        state.withLock { state in
            if !request.hasSeat, let most = request.mostRunning, state.running >= most { return .full }
            let place = state.place(of: request.model, at: now)
            let pass: CircuitBreaker.Pass
            switch request.isLastResort
                ? .pass(state.targets[place].breaker.lastResort())
                : state.targets[place].admit(at: now, rules.breaker)
            {
            case .refused(let until): return .passOver(until: until)
            case .pass(let given): pass = given
            }
            if !request.isRepeat {
                state.budget.deposit(rules.budget)
            } else if !state.budget.withdraw(at: now, rules.budget) {
                // The pass may be the one that a half-open breaker gives at a time.
                state.targets[place].breaker.end(.abandoned, of: pass, at: now, rules.breaker)
                return .overBudget
            }
            state.running += 1
            state.targets[place].running += 1
            state.targets[place].used = now
            return .go(
                Trial(
                    standing: self, place: place, pass: pass, began: now, isStream: request.isStream,
                    sentBefore: request.sentBefore, rules: rules.breaker, hasSeat: request.hasSeat))
        }
    }

    func end(_ ending: Trial.Ending, of trial: Trial, at now: NIODeadline) {
        defer { if ending.leaves, trial.hasSeat { seats.leave(at: now) } }
        state.withLock { state in
            if ending.leaves {
                state.running -= 1
                state.targets[trial.place].running -= 1
            }
            let rules = trial.rules
            switch ending.result {
            case .outcome(let outcome):
                state.targets[trial.place].breaker.end(outcome, of: trial.pass, at: now, rules)
            case .broke: state.targets[trial.place].breaker.broke(at: now, rules)
            case .nothing: break
            }
            if let time = ending.firstByte {
                if trial.isStream {
                    state.targets[trial.place].streamLatency.add(time, at: now)
                } else {
                    state.targets[trial.place].wholeLatency.add(time, at: now)
                }
            }
            if let parked = ending.parked { state.targets[trial.place].parked = parked }
        }
    }

    /// Pays for an attempt beside one that goes on.
    func payHedge(at now: NIODeadline, _ rules: RetryBudgetRules) -> Bool {
        state.withLock { $0.budget.withdraw(at: now, rules) }
    }

    /// The time within which this share of a target's answers began; nil where fewer than `least` are known.
    /// - Parameter percent: 1 to 100.
    package func firstByte(
        within percent: Int, of model: String, isStream: Bool, least: Int, at now: NIODeadline
    ) -> TimeAmount? {
        state.withLock { state in
            guard let place = state.places[model] else { return nil }
            return isStream
                ? state.targets[place].streamLatency.quantile(percent, least: least, at: now)
                : state.targets[place].wholeLatency.quantile(percent, least: least, at: now)
        }
    }

    /// Attempts at a target that are under way.
    func running(of model: String) -> Int {
        state.withLock { state in state.places[model].map { state.targets[$0].running } ?? 0 }
    }

    /// Whether a call would be sent to a target now, and what state its breaker is in. Nothing changes by asking.
    /// - Parameter mostRunning: calls at once; nil: as many as come.
    func outlook(
        of model: String, mostRunning: Int?, at now: NIODeadline, _ rules: BreakerRules
    ) -> (reason: PassReason?, entry: HealthReport.Entry?) {
        let isFull = state.withLock { state in mostRunning.map { state.running >= $0 } ?? false }
        let entry = entries(of: "", at: now, rules).first { $0.model == model }
        if isFull { return (.full, entry) }
        var target = state.withLock { state in state.places[model].map { state.targets[$0] } }
        guard case .refused = target?.admit(at: now, rules) else { return (nil, entry) }
        return (.breakerOpen, entry)
    }

    /// Has an operator decide over a target's breaker.
    package func set(_ override: CircuitBreaker.Override, for model: String, at now: NIODeadline) {
        state.withLock { state in
            let place = state.place(of: model, at: now)
            state.targets[place].breaker.set(override, at: now)
        }
    }

    /// A probe beside the calls found the provider there.
    func probeSucceeded(at now: NIODeadline) {
        state.withLock { state in
            for place in state.targets.indices { state.targets[place].breaker.probeSucceeded(at: now) }
        }
    }

    /// Whether a target's breaker is open or half-open by itself.
    var isAiling: Bool {
        state.withLock { state in
            state.targets.contains { $0.breaker.override == .automatic && $0.breaker.state != .closed }
        }
    }
}

extension ProviderStanding.State {
    mutating func place(of model: String, at now: NIODeadline) -> Int {
        if targets.indices.contains(lastPlace), targets[lastPlace].model == model { return lastPlace }
        if let known = places[model] {
            lastPlace = known
            return known
        }
        lastPlace = newPlace(for: model, at: now)
        places[model] = lastPlace
        return lastPlace
    }

    private mutating func newPlace(for model: String, at now: NIODeadline) -> Int {
        let new = TargetStanding(model: model, at: now)
        guard targets.count >= ProviderStanding.mostTargets,
            let oldest = targets.indices.filter({ targets[$0].isForgettable(at: now) })
                .min(by: { targets[$0].used < targets[$1].used })
        else {
            targets.append(new)
            return targets.count - 1
        }
        places[targets[oldest].model] = nil
        targets[oldest] = new
        return oldest
    }
}
