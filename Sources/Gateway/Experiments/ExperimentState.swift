package import Wire

/// How far an experiment is: a value that calls, time and operators change, and that decides by itself.
package struct ExperimentState: Sendable, Equatable {
    /// What its calls are for.
    package enum Phase: Sendable, Equatable {
        /// Split by weight, and looked at.
        case running
        /// A winner is named, and as there is no rollout it stays at that; calls are split on.
        case decided(winner: Int, at: Int)
        /// The winner's share grows: it is at this step of the rollout since then.
        case rollingOut(winner: Int, step: Int, since: Int)
        /// All calls go to the winner.
        case won(winner: Int, at: Int)
        /// Calls go where the model's own targets say.
        case stopped(at: Int, reason: StopReason)
    }

    /// Why calls are not split any more.
    package enum StopReason: Sendable, Equatable {
        case `operator`
        /// This variant failed too often.
        case errors(variant: Int)
    }

    /// Something that happened, for whoever looks back.
    package struct Event: Sendable, Equatable {
        package var time: Int
        package var text: String
    }

    /// See `Experiment.fingerprint`.
    package let fingerprint: String
    package internal(set) var phase = Phase.running
    /// In the order of the variants: of all calls until a winner was named.
    package private(set) var tallies: [VariantTally]
    /// Of the calls since then.
    package private(set) var later: [VariantTally]
    /// When it began, in seconds since 1970, as all times here.
    package internal(set) var began: Int
    /// The last ones, the oldest first.
    package private(set) var events: [Event] = []
    /// Which calls have had their feedback.
    package internal(set) var given = FeedbackLog()

    private static let mostEvents = 50
    /// Calls of a variant before it can be found to fail too often: at fewer, chance looks like a fault.
    private static let leastForGuard = 20

    package init(_ experiment: Experiment, now: Int) {
        fingerprint = experiment.fingerprint
        tallies = experiment.variants.map { _ in VariantTally() }
        later = tallies
        began = now
    }

    /// Whether its numbers are of this experiment, as it is configured now.
    package func fits(_ experiment: Experiment) -> Bool {
        fingerprint == experiment.fingerprint && tallies.count == experiment.variants.count
    }

    /// Which variant grows; nil: calls are split by weight alone.
    package func growth(in experiment: Experiment) -> Assignment.Growth? {
        switch phase {
        case .running, .decided, .stopped: nil
        case .won(let winner, _): Assignment.Growth(variant: winner, share: .whole)
        case .rollingOut(let winner, let step, _):
            Assignment.Growth(variant: winner, share: experiment.rollout?.steps[safe: step] ?? .whole)
        }
    }

    /// The variant of a unit; nil: calls go by the model's own targets.
    package func variant(of unit: String, in experiment: Experiment) -> Int? {
        if case .stopped = phase { return nil }
        return Assignment.variant(of: unit, in: experiment, growth: growth(in: experiment))
    }

    /// A call of this variant has ended.
    package mutating func add(_ sample: VariantTally.Sample, to variant: Int, in experiment: Experiment, at now: Int) {
        guard tallies.indices.contains(variant) else { return }
        switch phase {
        case .running, .decided: tallies[variant].add(sample)
        case .rollingOut, .won: later[variant].add(sample)
        // One that was under way when it was stopped.
        case .stopped: return
        }
        look(at: experiment, now: now)
    }

    /// - Parameter score: thousandths.
    package mutating func addFeedback(_ score: Int, to variant: Int, in experiment: Experiment, at now: Int) {
        guard tallies.indices.contains(variant) else { return }
        switch phase {
        case .running, .decided, .stopped: tallies[variant].addFeedback(score)
        case .rollingOut, .won: later[variant].addFeedback(score)
        }
        look(at: experiment, now: now)
    }

    /// Goes on where it is time, or where the numbers say so.
    package mutating func look(at experiment: Experiment, now: Int) {
        switch phase {
        case .running:
            let judgement = Judgement(experiment, tallies)
            if let failing = judgement.failing(least: Self.leastForGuard) {
                stop(.errors(variant: failing), experiment, at: now)
            } else if let winner = judgement.winner {
                note("\(experiment.variants[winner].name) is the winner", now)
                win(winner, experiment, at: now)
            }
        case .rollingOut(let winner, let step, let since):
            if failsSince(winner, experiment) {
                stop(.errors(variant: winner), experiment, at: now)
            } else if let rollout = experiment.rollout, now >= since + rollout.every {
                goOn(winner, step + 1, experiment, at: now)
            } else if experiment.rollout == nil {
                // The configuration has none any more.
                goOn(winner, .max, experiment, at: now)
            }
        case .decided, .won, .stopped: break
        }
    }

    private mutating func win(_ winner: Int, _ experiment: Experiment, at now: Int) {
        guard experiment.rollout != nil else {
            phase = .decided(winner: winner, at: now)
            return
        }
        goOn(winner, 0, experiment, at: now)
    }

    /// To a step of the rollout; the last one is the end.
    private mutating func goOn(_ winner: Int, _ step: Int, _ experiment: Experiment, at now: Int) {
        let name = experiment.variants[winner].name
        guard let share = experiment.rollout?.steps[safe: step], share < .whole else {
            phase = .won(winner: winner, at: now)
            return note("all calls go to \(name)", now)
        }
        phase = .rollingOut(winner: winner, step: step, since: now)
        let told = "\(experiment.share(of: winner, growing: share).text) of the calls go to \(name)"
        // A step below what the variant has by its weight changes nothing.
        if events.last?.text != told { note(told, now) }
    }

    /// Whether the winner fails more often since it is rolled out than what it was measured against.
    private func failsSince(_ winner: Int, _ experiment: Experiment) -> Bool {
        var base = tallies[0]
        if winner != 0 { base.add(later[0]) }
        return later[winner].calls >= Self.leastForGuard
            && Judgement.fails(later[winner], against: base, experiment, significance: experiment.significance)
    }

    private mutating func stop(_ reason: StopReason, _ experiment: Experiment, at now: Int) {
        phase = .stopped(at: now, reason: reason)
        switch reason {
        case .operator: note("stopped", now)
        case .errors(let variant):
            let name = experiment.variants[safe: variant]?.name ?? ""
            note("stopped: \(name) fails too often; all calls go by the model's own targets again", now)
        }
    }

    private mutating func note(_ text: String, _ now: Int) {
        events.append(Event(time: now, text: text))
        if events.count > Self.mostEvents { events.removeFirst(events.count - Self.mostEvents) }
    }
}

/// What operators do.
extension ExperimentState {
    /// Rolls a variant out, whatever the numbers say; without a rollout all calls go there at once.
    package mutating func promote(_ variant: Int, in experiment: Experiment, at now: Int) {
        guard let chosen = experiment.variants[safe: variant] else { return }
        later = later.map { _ in VariantTally() }
        note("\(chosen.name) is promoted", now)
        goOn(variant, experiment.rollout == nil ? .max : 0, experiment, at: now)
    }

    package mutating func stop(_ experiment: Experiment, at now: Int) {
        if case .stopped = phase { return }
        stop(.operator, experiment, at: now)
    }

    /// Begins anew: all numbers are forgotten.
    package mutating func reset(_ experiment: Experiment, at now: Int) {
        let before = (events, given)
        self = ExperimentState(experiment, now: now)
        (events, given) = before
        note("begun anew", now)
    }
}

/// As it is kept.
extension ExperimentState {
    package var json: JSONValue {
        [
            "fingerprint": .string(fingerprint), "phase": phase.json, "began": .int(began),
            "tallies": .array(tallies.map(\.json)), "later": .array(later.map(\.json)),
            "events": .array(events.map { ["time": .int($0.time), "text": .string($0.text)] }),
            "given": given.json,
        ]
    }

    package init?(json: JSONValue) {
        guard let fingerprint = json["fingerprint"]?.string, let phase = Phase(json: json["phase"]),
            let began = json["began"]?.int, let tallies = json["tallies"]?.array, let later = json["later"]?.array
        else { return nil }
        let (first, second) = (tallies.compactMap(VariantTally.init(json:)), later.compactMap(VariantTally.init(json:)))
        guard first.count == tallies.count, second.count == first.count, phase.names(atMost: first.count) else {
            return nil
        }
        self.fingerprint = fingerprint
        self.phase = phase
        self.began = began
        self.tallies = first
        self.later = second
        events = (json["events"]?.array ?? []).compactMap { event in
            guard let time = event["time"]?.int, let text = event["text"]?.string else { return nil }
            return Event(time: time, text: text)
        }
        given = FeedbackLog(json: json["given"])
    }
}

extension ExperimentState.Phase {
    package var word: String {
        switch self {
        case .running: "running"
        case .decided: "decided"
        case .rollingOut: "rolling_out"
        case .won: "won"
        case .stopped: "stopped"
        }
    }

    package var winner: Int? {
        switch self {
        case .running, .stopped: nil
        case .decided(let winner, _), .rollingOut(let winner, _, _), .won(let winner, _): winner
        }
    }

    fileprivate var json: JSONValue {
        switch self {
        case .running: ["is": "running"]
        case .decided(let winner, let at): ["is": "decided", "winner": .int(winner), "at": .int(at)]
        case .rollingOut(let winner, let step, let since):
            ["is": "rolling_out", "winner": .int(winner), "step": .int(step), "at": .int(since)]
        case .won(let winner, let at): ["is": "won", "winner": .int(winner), "at": .int(at)]
        case .stopped(let at, .operator): ["is": "stopped", "at": .int(at)]
        case .stopped(let at, .errors(let variant)): ["is": "stopped", "at": .int(at), "failing": .int(variant)]
        }
    }

    fileprivate init?(json: JSONValue?) {
        let at = json?["at"]?.int.flatMap { (0...Self.lastTime).contains($0) ? $0 : nil }
        let winner = json?["winner"]?.int
        switch (json?["is"]?.string, winner, at) {
        case ("running", _, _): self = .running
        case ("decided", let winner?, let at?): self = .decided(winner: winner, at: at)
        case ("won", let winner?, let at?): self = .won(winner: winner, at: at)
        case ("rolling_out", let winner?, let at?):
            guard let step = json?["step"]?.int, (0...1_000).contains(step) else { return nil }
            self = .rollingOut(winner: winner, step: step, since: at)
        case ("stopped", _, let at?):
            self = .stopped(at: at, reason: json?["failing"]?.int.map { .errors(variant: $0) } ?? .operator)
        default: return nil
        }
    }

    /// The end of the year 9999: what lies behind it is no time that was written down here.
    private static let lastTime = 253_402_300_799

    /// Whether every variant that it names is one of so many.
    fileprivate func names(atMost count: Int) -> Bool {
        if case .stopped(_, .errors(let variant)) = self { return (0..<count).contains(variant) }
        return winner.map { (0..<count).contains($0) } ?? true
    }
}

extension Array {
    /// nil where there is nothing at that place.
    subscript(safe place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
