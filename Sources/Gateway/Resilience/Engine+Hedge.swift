import NIOCore

/// A second attempt beside one that is slow to answer.
extension Engine {
    /// The fewest answers that say what is usual.
    private static let leastKnown = 20

    /// How long the first target is waited for; nil: the call has one attempt at a time.
    @inline(never)
    func hedgeDelay(of call: GenerationCall, _ targets: [Target]) -> TimeAmount? {
        guard targets.count > 1, call.mayBeAskedTwice, let first = targets.first,
            let rule = call.routedModel.flatMap({ router.configured($0, in: call.call.snapshot) })?.hedge
        else { return nil }
        switch rule.delay {
        case .after(let delay): return delay
        case .p95:
            return first.provider.standing.firstByte(
                within: 95, of: first.model, isStream: call.facts.isStream, least: Self.leastKnown,
                at: effects.monotonic())
        }
    }

    private enum Event: Sendable {
        case isDue(Bool)
        case ended(Race.Runner, GatewayError?)
    }

    /// The first target, and the others beside it when it has not begun to answer after `delay`, or behind it when it
    /// has failed before.
    @inline(never)
    func race(
        _ call: GenerationCall, _ targets: [Target], after delay: TimeAmount, _ reply: any ReplyWriter
    ) async throws(GatewayError) {
        let race = Race(call.call.caller)
        let (began, wasted) = (effects.monotonic(), call.call.record.wasted)
        call.call.caller.attach(race)
        let failure = await withTaskGroup(of: Event.self, returning: GatewayError?.self) { group in
            let first = GenerationCall(call, call.call.record, caller: race.first)
            let firstReply = RaceReply(reply, race, .first)
            group.addTask {
                await self.run(.first, Course(Array(targets.prefix(1)), isPart: true), first, firstReply)
            }
            let others = Array(targets.dropFirst())
            group.addTask { .isDue(await self.effects.pause(delay, race.clock)) }
            func startSecond(after failure: GatewayError?) {
                let record = call.call.record.fork()
                // Until now the first one was waited for: that time is its provider's.
                record.wasted = wasted + (effects.monotonic() - began)
                race.enter(record)
                let second = GenerationCall(call, record, caller: race.second)
                group.addTask {
                    let course = failure.map { Course(others, after: $0) } ?? Course(others)
                    return await self.run(.second, course, second, RaceReply(reply, race, .second))
                }
            }
            var failures: [Race.Runner: GatewayError] = [:]
            while let event = await group.next() {
                switch event {
                case .isDue(true) where race.winner == nil && !race.hasSecond && failures.isEmpty:
                    if mayHedge(call, targets) { startSecond(after: nil) }
                case .isDue: break
                case .ended(.first, let error?) where race.winner == nil && !race.hasSecond:
                    race.clock.leave()
                    failures[.first] = error
                    if mayGoOn(error, call, reply), !call.call.caller.isGone {
                        startSecond(after: error)
                    }
                case .ended(let runner, let error):
                    race.clock.leave()
                    failures[runner] = error
                    // The other one's stream may last for an hour.
                    if runner == .first, race.winner == .second { call.call.record.releaseBody() }
                }
            }
            return Self.told(failures, winner: race.winner)
        }
        call.call.caller.attach(nil)
        race.join(into: call.call.record)
        if let failure { throw failure }
    }

    private func run(
        _ runner: Race.Runner, _ course: Course, _ call: GenerationCall, _ reply: RaceReply
    ) async -> Event {
        do throws(GatewayError) {
            try await follow(course, call, reply)
            return .ended(runner, nil)
        } catch {
            return .ended(runner, error)
        }
    }

    /// Whether there is room for an attempt beside the one under way: it is paid by the budget of the provider that is
    /// slow, or, where it goes there too, when it is admitted.
    private func mayHedge(_ call: GenerationCall, _ targets: [Target]) -> Bool {
        guard targets.count > 1 else { return false }
        if targets[0].provider === targets[1].provider { return true }
        return targets[0].provider.standing.payHedge(at: effects.monotonic(), call.call.snapshot.resilience.budget)
    }

    /// What the caller is told. Of two failures that of the targets tried last, unless none of them was asked.
    private static func told(_ failures: [Race.Runner: GatewayError], winner: Race.Runner?) -> GatewayError? {
        if let winner { return failures[winner] }
        guard let second = failures[.second] else { return failures[.first] }
        if case .upstream = second.origin { return second }
        return failures[.first] ?? second
    }
}
