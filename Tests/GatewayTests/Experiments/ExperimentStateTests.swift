import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// From the first call to the last step of the rollout, and back.
struct ExperimentStateTests {
    private static let start = 1_700_000_000

    private static func experiment(
        goal: Experiment.Goal = .cost, minimum: Int = 50, variants: Int = 2, hasRollout: Bool = true
    ) -> Experiment {
        Experiment(
            name: "e", model: "smart",
            variants: (0..<variants).map { .init(name: "v\($0)", target: .init(provider: "p", model: "m\($0)")) },
            goal: goal, minimum: minimum,
            rollout: hasRollout
                ? .init(steps: [10, 50, 100].map { Share(parts: $0 * 1_000) }, every: 3_600) : nil)
    }

    private static func sample(
        cost: Int64 = 1_000, error: Bool = false, milliseconds: Int64 = 100
    ) -> VariantTally.Sample {
        .init(
            isError: error, cost: Money(nanoUSD: cost), latency: .milliseconds(milliseconds),
            ending: error ? "upstream_error" : "stop")
    }

    /// Calls in turn, each variant with its own cost, until something happens or `count` have been.
    private static func run(
        _ state: inout ExperimentState, _ experiment: Experiment, costs: [Int64], errors: [Int] = [0, 0, 0],
        count: Int = 2_000, at now: Int = start, seed: UInt64
    ) {
        var random = SplitMix64(seed: seed)
        let phase = state.phase
        for _ in 0..<count where state.phase == phase {
            for variant in costs.indices {
                let spread = Int64(random.next() % 200)
                let isError = random.next() % 100 < errors[variant]
                state.add(
                    sample(cost: costs[variant] + spread, error: isError), to: variant, in: experiment, at: now)
            }
        }
    }

    @Test func `a cheaper variant wins, is rolled out step by step, and has all calls in the end`() {
        let experiment = Self.experiment()
        var state = ExperimentState(experiment, now: Self.start)
        Self.run(&state, experiment, costs: [1_000, 700], seed: 1)
        #expect(state.phase == .rollingOut(winner: 1, step: 0, since: Self.start))
        #expect(state.tallies[1].calls >= 50 && state.tallies[1].calls < 100)
        #expect(state.growth(in: experiment) == .init(variant: 1, share: Share(parts: 10_000)))
        state.look(at: experiment, now: Self.start + 3_599)
        #expect(state.phase == .rollingOut(winner: 1, step: 0, since: Self.start))
        state.look(at: experiment, now: Self.start + 3_600)
        #expect(state.phase == .rollingOut(winner: 1, step: 1, since: Self.start + 3_600))
        state.look(at: experiment, now: Self.start + 7_200)
        #expect(state.phase == .won(winner: 1, at: Self.start + 7_200))
        #expect((0..<500).allSatisfy { state.variant(of: "\($0)", in: experiment) == 1 })
        #expect(
            state.events.map(\.text) == [
                "v1 is the winner", "50% of the calls go to v1", "all calls go to v1",
            ])
    }

    @Test func `nothing is decided before the least number of calls, nor where there is no difference`() {
        let experiment = Self.experiment()
        var state = ExperimentState(experiment, now: Self.start)
        Self.run(&state, experiment, costs: [1_000, 100], count: 49, seed: 2)
        #expect(state.phase == .running)
        Self.run(&state, experiment, costs: [1_000, 100], count: 1, seed: 2)
        #expect(state.phase.winner == 1)
        state.reset(experiment, at: Self.start)
        Self.run(&state, experiment, costs: [1_000, 1_000], seed: 3)
        #expect(state.phase == .running)
    }

    @Test func `the control wins where all others are worse`() {
        let experiment = Self.experiment(variants: 3)
        var state = ExperimentState(experiment, now: Self.start)
        Self.run(&state, experiment, costs: [700, 1_000, 900], seed: 4)
        #expect(state.phase.winner == 0)
    }

    @Test func `of several better ones the best wins`() {
        let experiment = Self.experiment(variants: 3, hasRollout: false)
        var state = ExperimentState(experiment, now: Self.start)
        Self.run(&state, experiment, costs: [1_000, 650, 600], seed: 5)
        #expect(state.phase == .decided(winner: 2, at: Self.start))
        // It is only named: the calls are split as before.
        #expect(state.growth(in: experiment) == nil)
    }

    @Test func `a cheaper variant that fails more often does not win`() {
        let experiment = Self.experiment(minimum: 50)
        var state = ExperimentState(experiment, now: Self.start)
        for index in 0..<60 {
            state.add(Self.sample(cost: 1_000 + Int64(index % 7)), to: 0, in: experiment, at: Self.start)
            state.add(
                Self.sample(cost: 500 + Int64(index % 7), error: index == 0 || index == 20), to: 1, in: experiment,
                at: Self.start)
        }
        #expect(state.tallies[1].cost.count >= 50)
        #expect(state.phase == .running)
    }

    @Test func `a variant that fails all the time stops the experiment after a few calls`() {
        let experiment = Self.experiment(minimum: 200)
        var state = ExperimentState(experiment, now: Self.start)
        Self.run(&state, experiment, costs: [1_000, 500], errors: [0, 100], seed: 6)
        #expect(state.phase == .stopped(at: Self.start, reason: .errors(variant: 1)))
        #expect(state.tallies[1].calls < 60)
        #expect(state.variant(of: "anybody", in: experiment) == nil)
    }

    @Test func `a winner that begins to fail goes back at once`() {
        let experiment = Self.experiment()
        var state = ExperimentState(experiment, now: Self.start)
        Self.run(&state, experiment, costs: [1_000, 700], seed: 7)
        var failed = 0
        while case .rollingOut = state.phase, failed < 1_000 {
            state.add(Self.sample(error: true), to: 1, in: experiment, at: Self.start + 60)
            failed += 1
        }
        #expect(state.phase == .stopped(at: Self.start + 60, reason: .errors(variant: 1)))
        #expect(failed <= 30)
        #expect(state.variant(of: "anybody", in: experiment) == nil)
    }

    @Test func `failures that the control has too take nothing back`() {
        let experiment = Self.experiment()
        var state = ExperimentState(experiment, now: Self.start)
        Self.run(&state, experiment, costs: [1_000, 700], errors: [10, 10], seed: 8)
        let phase = state.phase
        #expect(phase.winner == 1)
        Self.run(&state, experiment, costs: [1_000, 700], errors: [10, 10], count: 500, seed: 9)
        #expect(state.phase == phase)
    }

    @Test func `latency is a goal, and so is feedback`() {
        let fast = Self.experiment(goal: .latency)
        var state = ExperimentState(fast, now: Self.start)
        for index in 0..<200 where state.phase == .running {
            let drift = Int64(index % 10)
            state.add(Self.sample(milliseconds: 300 + drift), to: 0, in: fast, at: Self.start)
            state.add(Self.sample(milliseconds: 250 + drift), to: 1, in: fast, at: Self.start)
        }
        #expect(state.phase.winner == 1)
        let liked = Self.experiment(goal: .feedback)
        state = ExperimentState(liked, now: Self.start)
        for index in 0..<400 where state.phase == .running {
            for variant in 0...1 { state.add(Self.sample(), to: variant, in: liked, at: Self.start) }
            state.addFeedback(index % 2 * 1_000, to: 0, in: liked, at: Self.start)
            state.addFeedback(index % 5 == 0 ? 0 : 1_000, to: 1, in: liked, at: Self.start)
        }
        #expect(state.phase.winner == 1)
    }

    @Test func `a promoted variant that has more of the calls by its weight is told with that`() {
        let variants = [9, 1].enumerated().map { index, weight in
            Experiment.Variant(name: "v\(index)", target: .init(provider: "p", model: "m\(index)", weight: weight))
        }
        let experiment = Experiment(
            name: "e", model: "smart", variants: variants, goal: .cost, minimum: 50,
            rollout: .init(steps: [10, 95, 100].map { Share(parts: $0 * 1_000) }, every: 3_600))
        var state = ExperimentState(experiment, now: Self.start)
        state.promote(0, in: experiment, at: Self.start + 1)
        #expect(state.events.last?.text == "90% of the calls go to v0")
        #expect(ExperimentReport(experiment, state).json["share"] == "90%")
        state.look(at: experiment, now: Self.start + 4_000)
        #expect(state.events.last?.text == "95% of the calls go to v0")
        state.promote(1, in: experiment, at: Self.start + 5_000)
        #expect(state.events.last?.text == "10% of the calls go to v1")
        #expect(ExperimentReport(experiment, state).json["share"] == "10%")
    }

    @Test func `operators promote, stop and begin anew`() {
        let experiment = Self.experiment()
        var state = ExperimentState(experiment, now: Self.start)
        state.promote(1, in: experiment, at: Self.start + 1)
        #expect(state.phase == .rollingOut(winner: 1, step: 0, since: Self.start + 1))
        state.stop(experiment, at: Self.start + 2)
        #expect(state.phase == .stopped(at: Self.start + 2, reason: .operator))
        state.add(Self.sample(), to: 1, in: experiment, at: Self.start + 3)
        #expect(state.tallies[1].calls == 0)
        state.reset(experiment, at: Self.start + 4)
        #expect(state.phase == .running && state.began == Self.start + 4)
        let bare = Self.experiment(hasRollout: false)
        state.promote(0, in: bare, at: Self.start + 5)
        #expect(state.phase == .won(winner: 0, at: Self.start + 5))
    }

    @Test func `a state is kept and read again as it was, in every phase`() throws {
        let experiment = Self.experiment()
        var state = ExperimentState(experiment, now: Self.start)
        var states = [state]
        Self.run(&state, experiment, costs: [1_000, 700], errors: [1, 1], seed: 10)
        _ = state.given.note("6b0c962a980e9d6ad05d577fe29a91d9")
        state.addFeedback(500, to: 1, in: experiment, at: Self.start)
        states.append(state)
        state.look(at: experiment, now: Self.start + 3_600)
        state.look(at: experiment, now: Self.start + 7_200)
        states.append(state)
        state.stop(experiment, at: Self.start)
        states.append(state)
        state.phase = .stopped(at: 5, reason: .errors(variant: 1))
        states.append(state)
        state.phase = .decided(winner: 0, at: 6)
        states.append(state)
        for state in states {
            let read = try ExperimentState(json: JSONValue(parsing: state.json.bytes, maxDepth: 64))
            #expect(read == state, "\(state.phase)")
        }
        // What names a variant that is not there is no state.
        state.phase = .won(winner: 2, at: 6)
        #expect(ExperimentState(json: state.json) == nil)
    }
}

/// Lives of experiments: calls, failures, feedback, time, operators, restarts, in any order.
struct ExperimentSimulationTests {
    @Test(arguments: 0..<24 as Range<UInt64>)
    func `whatever happens, an experiment goes one of its ways, and a restart changes nothing`(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed &+ 0x5EED_0100)
        let goal = Experiment.Goal.allCases.randomElement(using: &random) ?? .cost
        let experiment = Experiment(
            name: "e", model: "smart",
            variants: (0..<Int.random(in: 2...4, using: &random)).map {
                .init(
                    name: "v\($0)",
                    target: .init(provider: "p", model: "m", weight: Int.random(in: 1...9, using: &random)))
            }, goal: goal, minimum: 30,
            rollout: Bool.random(using: &random) ? .init(steps: [Share(parts: 30_000), .whole], every: 100) : nil)
        var now = 1_700_000_000
        var state = ExperimentState(experiment, now: now)
        var seen = [state.phase.word]
        for step in 0..<1_500 {
            let before = state
            let variant = Int.random(in: experiment.variants.indices, using: &random)
            switch Int.random(in: 0..<1_000, using: &random) {
            case 0..<960:
                var sample = VariantTally.Sample(
                    isError: Int.random(in: 0..<40, using: &random) == 0,
                    cost: Money(nanoUSD: Int64.random(in: 0...1_000, using: &random) + Int64(variant * 150)),
                    latency: .milliseconds(Int64.random(in: 1...900, using: &random)), ending: "stop")
                sample.outputTokens = 5
                state.add(sample, to: variant, in: experiment, at: now)
                state.addFeedback(Int.random(in: 0...1, using: &random) * 1_000, to: variant, in: experiment, at: now)
            case 960..<985: now += Int.random(in: 0...60, using: &random)
            case 985..<990: state = try #require(ExperimentState(json: JSONValue(parsing: state.json.bytes)))
            case 990..<994: state.promote(variant, in: experiment, at: now)
            case 994..<997: state.stop(experiment, at: now)
            default: state.reset(experiment, at: now)
            }
            state.look(at: experiment, now: now)
            if state.phase.word != seen.last { seen.append(state.phase.word) }
            let what = "seed \(seed) step \(step): \(before.phase) to \(state.phase)"
            let given = state.variant(of: "user-\(step)", in: experiment)
            #expect(given.map(experiment.variants.indices.contains) ?? (state.phase.word == "stopped"), "\(what)")
            if experiment.rollout == nil { #expect(state.phase.word != "rolling_out", "\(what)") }
            if case .won(let winner, _) = state.phase { #expect(given == winner, "\(what)") }
            #expect(state.tallies.allSatisfy { $0.errors <= $0.calls && $0.cost.count <= $0.calls }, "\(what)")
        }
        #expect(seen.count > 1, "seed \(seed): \(seen)")
    }

    /// A file that somebody has changed must not bring the process down.
    @Test(arguments: [
        (#""at":1700000000"#, #""at":9223372036854775807"#), (#""step":0"#, #""step":9223372036854775807"#),
        (#""winner":1"#, #""winner":2"#), (#""count":"#, #""count":-"#), (#""is":"rolling_out""#, #""is":"dancing""#),
        (#""tallies":["#, #""tallies":[{},"#), (#""squares":""#, #""squares":"-"#),
    ])
    func `what is no state is not read as one`(_ change: (from: String, to: String)) throws {
        let experiment = Experiment(
            name: "e", model: "smart",
            variants: ["a", "b"].map { .init(name: $0, target: .init(provider: "p", model: "m")) }, goal: .cost,
            rollout: .init(steps: [Share(parts: 30_000), .whole], every: 100))
        var state = ExperimentState(experiment, now: 1_700_000_000)
        let sample = VariantTally.Sample(
            isError: false, cost: Money(nanoUSD: 5), latency: .milliseconds(5), ending: "stop")
        state.add(sample, to: 1, in: experiment, at: 1_700_000_000)
        state.promote(1, in: experiment, at: 1_700_000_000)
        let text = state.json.text
        #expect(text.contains(change.from))
        #expect(ExperimentState(json: try JSONValue(parsing: text)) == state)
        #expect(ExperimentState(json: try JSONValue(parsing: text.replacing(change.from, with: change.to))) == nil)
    }
}

struct FeedbackLogTests {
    private func id(_ seconds: Int, _ rest: Int = 0) -> String {
        String(seconds, radix: 16) + String(rest + 0x1000_0000, radix: 16) + "d05d577fe29a91d9"
    }

    @Test func `each call has its say once, and one that is too old none`() throws {
        var log = FeedbackLog()
        let start = 1_700_000_000
        #expect(log.note(id(start)) == .isNew)
        #expect(log.note(id(start)) == .wasGiven)
        #expect(log.note(id(start, 1)) == .isNew)
        #expect(log.note(id(start - 10)) == .isNew)
        for second in 1...16_382 { #expect(log.note(id(start + second)) == .isNew) }
        // The oldest had to go, and whether one as old had its say is not known any more.
        #expect(log.note(id(start - 10)) == .isTooLate)
        #expect(log.note(id(start - 11)) == .isTooLate)
        #expect(log.note(id(start)) == .wasGiven)
        #expect(FeedbackLog(json: log.json) == log)
    }

    /// Their ids have one beginning, and only the first of them had its say.
    @Test func `parts of one comparison are told apart`() {
        var log = FeedbackLog()
        #expect(log.note(id(1_700_000_000) + "-1") == .isNew)
        #expect(log.note(id(1_700_000_000) + "-2") == .isNew)
        #expect(log.note(id(1_700_000_000) + "-1") == .wasGiven)
    }
}
