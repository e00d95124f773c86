import GatewayTesting
import NIOCore
import Synchronization
import Testing

@testable import Gateway

/// Breaker, retries and budget of one provider under calls that overlap, faults that come and go, and callers who leave:
/// drawn from a seed, event by event, on a clock of the simulation's own.
struct StandingSimulationTests {
    /// Ten thousand seeds, in parts that run side by side.
    @Test(arguments: (0..<10 as Range<UInt64>).map { $0 * 1_000..<$0 * 1_000 + 1_000 })
    func `a thousand drawn outages break no rule`(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var simulation = StandingSimulation(seed: seed)
            if let broken = simulation.run() {
                Issue.record("seed \(seed): \(broken)")
                return
            }
        }
    }

    /// The simulation would notice what it is there for.
    @Test(arguments: StandingSimulation.Sabotage.allCases)
    func `a breach is found`(_ sabotage: StandingSimulation.Sabotage) {
        let found = (0..<200 as Range<UInt64>).contains { seed in
            var simulation = StandingSimulation(seed: seed)
            simulation.sabotage = sabotage
            return simulation.run() != nil
        }
        #expect(found)
    }
}

/// One drawn course of events.
struct StandingSimulation {
    /// What is done wrong on purpose.
    enum Sabotage: CaseIterable, Sendable {
        /// Repeats are not said to be such, and so cost nothing.
        case freeRepeats
        /// Trials are never concluded.
        case lostEndings
        /// The provider never gets well.
        case neverWell
    }

    private struct Call {
        var trial: Trial
        var ends: NIODeadline
        var outcome: CircuitBreaker.Outcome
        var model: Int
        var retriesLeft: Int
    }

    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private static let models = ["m", "n"]

    var sabotage: Sabotage?
    private var random: SplitMix64
    private let standing = ProviderStanding()
    private var rules = Resilience()
    private var now = Self.start
    private var running: [Call] = []
    private var calls = 0
    private var repeats = 0
    private let mostRunning: Int?
    /// Share of calls that fail, in percent; drawn anew now and then.
    private var badness = 0

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        mostRunning = random.next() % 3 == 0 ? 4 : nil
        rules.breaker.leastCalls = 3 + Int(random.next() % 8)
        rules.breaker.openFor = .seconds(1 + Int64(random.next() % 30))
        rules.budget.perSecond = Int(random.next() % 4)
        rules.retries.most = Int(random.next() % 4)
    }

    /// What was broken; nil: nothing.
    mutating func run() -> String? {
        for _ in 0..<48 {
            if random.next() % 12 == 0 { badness = [0, 10, 60, 100][Int(random.next() % 4)] }
            now = now + .milliseconds(Int64(random.next() % 600))
            endDue()
            arrive(Int(random.next() % 2), retriesLeft: rules.retries.most, isRepeat: false)
            if let broken = check() { return broken }
        }
        return recover()
    }

    private mutating func draw() -> CircuitBreaker.Outcome {
        guard Int(random.next() % 100) < badness else { return random.next() % 20 == 0 ? .abandoned : .answered }
        return [.failed, .failed, .timedOut, .throttled][Int(random.next() % 4)]
    }

    private mutating func arrive(_ model: Int, retriesLeft: Int, isRepeat: Bool) {
        let request = ProviderStanding.Request(
            model: Self.models[model], isRepeat: isRepeat && sabotage != .freeRepeats, isStream: false,
            mostRunning: mostRunning)
        guard case .go(let trial) = standing.admit(request, at: now, rules) else { return }
        if isRepeat { repeats += 1 } else { calls += 1 }
        let time = TimeAmount.milliseconds(Int64(random.next() % 5_000))
        running.append(Call(trial: trial, ends: now + time, outcome: draw(), model: model, retriesLeft: retriesLeft))
    }

    private mutating func endDue() {
        let due = running.filter { $0.ends <= now }
        running.removeAll { $0.ends <= now }
        for call in due { end(call) }
    }

    private mutating func end(_ call: Call) {
        if sabotage == .lostEndings, call.trial.pass.isTrial { return }
        let outcome = sabotage == .neverWell && call.outcome == .answered ? .failed : call.outcome
        call.trial.standing.end(.init(result: .outcome(outcome)), of: call.trial, at: now)
        guard outcome == .failed || outcome == .timedOut, call.retriesLeft > 0 else { return }
        arrive(call.model, retriesLeft: call.retriesLeft - 1, isRepeat: true)
    }

    private func check() -> String? {
        let state = standing.state.withLock { $0.targets }
        if standing.running != running.count { return "\(standing.running) counted, \(running.count) under way" }
        if let mostRunning, running.count > mostRunning { return "\(running.count) at once, \(mostRunning) allowed" }
        for (place, target) in state.enumerated() {
            let trials = running.count {
                $0.trial.place == place && $0.trial.pass.isTrial && $0.trial.pass == current(target)
            }
            if trials > 1 { return "\(trials) trials at a time" }
        }
        let seconds = Int((now - Self.start).nanoseconds / 1_000_000_000) + 1
        if repeats > calls / 5 + rules.budget.perSecond * seconds {
            return "\(repeats) repeats of \(calls) calls in \(seconds) s"
        }
        return nil
    }

    /// The pass that a trial of the target's present state has.
    private func current(_ target: TargetStanding) -> CircuitBreaker.Pass {
        var pass = target.breaker.lastResort()
        pass.isTrial = true
        return pass
    }

    /// A provider that is well again is asked again before long.
    private mutating func recover() -> String? {
        badness = 0
        for _ in 0..<40 {
            now = now + .seconds(2)
            endDue()
            for model in 0..<2 { arrive(model, retriesLeft: 0, isRepeat: false) }
        }
        if let broken = check() { return broken }
        for target in standing.state.withLock({ $0.targets }) where target.breaker.state != .closed {
            return "\(target.model) is still \(target.breaker.state)"
        }
        return nil
    }
}
