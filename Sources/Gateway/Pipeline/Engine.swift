import Dialects
import NIOCore
import Wire

/// The leaf of the pipeline: route, then one attempt after the other, as the course has it, until one is committed.
package final class Engine: Sendable {
    let router: Router
    let network: any Upstream
    let mock: any Upstream
    let effects: Effects
    let resolver: (any NameResolver)?
    let ledger: any BudgetLedger
    let experiments: ExperimentBoard
    let shadows: ShadowBoard
    /// Whether the gateway has enough to do, so that what can be left out is.
    let isBusy: @Sendable (Snapshot) -> Bool
    /// Whether everything is done but what leaves the gateway.
    let isRehearsal: Bool

    package init(
        router: Router, network: any Upstream, mock: any Upstream, effects: Effects,
        resolver: (any NameResolver)? = nil, ledger: any BudgetLedger = InMemoryBudgetLedger(),
        experiments: ExperimentBoard = ExperimentBoard(), shadows: ShadowBoard = ShadowBoard(),
        isBusy: @escaping @Sendable (Snapshot) -> Bool = { _ in false }, isRehearsal: Bool = false
    ) {
        self.experiments = experiments
        self.shadows = shadows
        self.isBusy = isBusy
        self.isRehearsal = isRehearsal
        self.ledger = ledger
        self.router = router
        self.network = network
        self.mock = mock
        self.effects = effects
        self.resolver = resolver
    }

    package func run(_ call: GenerationCall, reply: any ReplyWriter) async throws(GatewayError) {
        var targets = try targets(of: call)
        if !call.call.snapshot.experiments.isEmpty { targets = assigned(targets, call) }
        if call.call.snapshot.hasHedges, let delay = hedgeDelay(of: call, targets) {
            return try await race(call, targets, after: delay, reply)
        }
        if call.call.snapshot.hasContinuations, let continuation = continuation(of: call) {
            return try await continuing(continuation, targets, call, reply)
        }
        try await follow(Course(targets), call, reply)
    }

    /// Most calls name a target, and there is nothing to decide.
    private func targets(of call: GenerationCall) throws(GatewayError) -> [Target] {
        if call.call.dialect != .gatewayChat, !call.hasWishes,
            let targets = try router.only(call.facts.model, for: call.call.principal, in: call.call.snapshot)
        {
            return targets
        }
        return try decide(call).targets
    }

    /// - Parameter isRehearsal: whether nothing may be taken by asking.
    @inline(never)
    func decide(_ call: GenerationCall, isRehearsal: Bool = false) throws(GatewayError) -> RouteDecision {
        let reading = RequestReading(call)
        let decision = try router.decide(question(call, reading, isRehearsal: isRehearsal))
        let isAskedFor = try reading.wishes.explains
        if decision.isTold || isAskedFor || decision.maxCost != nil {
            call.call.record.route = RouteTrace(decision, isAskedFor: isAskedFor)
        }
        guard !decision.candidates.isEmpty || isRehearsal else { throw decision.refusal }
        return decision
    }

    private func question(_ call: GenerationCall, _ reading: RequestReading, isRehearsal: Bool) -> Router.Question {
        let effects = effects
        return Router.Question(
            name: call.facts.model, principal: call.call.principal, snapshot: call.call.snapshot, reading: reading,
            ask: {
                TargetOrder.Ask(
                    input: reading.roughTokens,
                    isStream: call.facts.isStream, time: effects.now(), now: effects.monotonic())
            }, time: effects.now, isRehearsal: isRehearsal)
    }

    /// The trace of a call for which nothing had to be decided, until its only target failed and others were found.
    @inline(never)
    func lateTrace(of call: GenerationCall) -> RouteTrace? {
        let decision = try? router.decide(question(call, RequestReading(call), isRehearsal: true))
        return decision.map { RouteTrace($0, isAskedFor: true) }
    }

    /// Those that are not known to be unable to take the call.
    @inline(never)
    func capable(_ targets: [Target], of call: GenerationCall) -> [Target] {
        guard !targets.isEmpty else { return [] }
        let filter = RouteFilter(
            reading: RequestReading(call), snapshot: call.call.snapshot, maxCost: nil, time: effects.now)
        return targets.filter { target in
            guard let reason = filter.reason(against: target) else { return true }
            call.call.record.route?.pass(target, reason)
            return false
        }
    }

    /// One attempt after the other.
    @inline(never)
    func follow(
        _ course: Course, _ call: GenerationCall, _ reply: any ReplyWriter
    ) async throws(GatewayError) {
        while true {
            if call.call.caller.isGone {
                course.giveSeatBack(at: effects.monotonic())
                throw .callerGone
            }
            switch course.next(call, self) {
            case .ask(let target, let credential):
                do throws(GatewayError) {
                    try await attempt(target, credential, call).run(reply)
                    return conclude(call, nil)
                } catch {
                    try goOn(course, after: error, target, credential, call, reply)
                }
            case .wait(let time):
                guard await effects.pause(time, call.call.caller) else { throw givenUp(course, call) }
            case .queue(let provider, let places):
                try await wait(for: provider, places: places, call)
                course.gotSeat()
            case .end: throw told(course, call)
            }
        }
    }

    @inline(never)
    private func attempt(_ target: Target, _ credential: Int, _ call: GenerationCall) -> Attempt {
        call.call.record.route?.ask(target)
        return Attempt(call: call, target: bounded(target, call), credential: credential, engine: self)
    }

    /// Throws where the failure is the call's.
    @inline(never)
    private func goOn(
        _ course: Course, after failure: GatewayError, _ target: Target, _ credential: Int, _ call: GenerationCall,
        _ reply: any ReplyWriter
    ) throws(GatewayError) {
        let error = failure.named(target.provider)
        conclude(call, error)
        // One that was outrun stands beside the one whose answer it is.
        if !call.call.caller.isOutrun { call.call.record.route?.fail(target, error.code) }
        guard mayGoOn(error, call, reply) else { throw error }
        course.failed(error, rests: rests(credential, of: target.provider, after: error, call))
    }

    /// What the target's standing learns from an attempt that is over.
    @inline(never)
    private func conclude(_ call: GenerationCall, _ error: GatewayError?) {
        let record = call.call.record
        guard let trial = record.trial else { return }
        record.trial = nil
        trial.conclude(error, code: record.code, firstByte: record.firstByte, of: call, at: effects.monotonic())
    }

    @inline(never)
    private func told(_ course: Course, _ call: GenerationCall) -> GatewayError {
        course.told(after: call.call.record.attemptCount, at: effects.monotonic())
    }

    /// Nobody waits for another attempt any more.
    @inline(never)
    private func givenUp(_ course: Course, _ call: GenerationCall) -> GatewayError {
        call.call.caller.isGone ? .callerGone : call.call.caller.ending ?? told(course, call)
    }

    /// Waits in the provider's line until it has a place.
    @inline(never)
    private func wait(
        for provider: Provider, places: Int, _ call: GenerationCall
    ) async throws(GatewayError) {
        let started = effects.monotonic()
        try await provider.standing.seats.enter(
            call.call, places: places, queue: provider.queue, of: .provider(provider.id), at: started,
            deadline: call.deadline)
        call.call.record.wasted = call.call.record.wasted + (effects.monotonic() - started)
    }

    /// This engine in front of nobody.
    func rehearsing(through upstream: RehearsedUpstream, ledger: RehearsedLedger) -> Engine {
        Engine(
            router: router, network: upstream, mock: upstream, effects: effects, ledger: ledger, isRehearsal: true)
    }

    /// With the end of the time that the provider has, where that is shorter than the call's.
    @inline(never)
    private func bounded(_ target: Target, _ call: GenerationCall) -> Target {
        guard let total = target.provider.timeouts?.total else { return target }
        var target = target
        target.end = min(call.deadline, effects.monotonic() + total)
        return target
    }

    /// Whether it was the credential that failed: it rests, and the provider's next one may be tried.
    @inline(never)
    private func rests(
        _ credential: Int, of provider: Provider, after error: GatewayError, _ call: GenerationCall
    ) -> Bool {
        guard call.call.principal.ownCredential == nil else { return false }
        let pause: TimeAmount
        switch error.code {
        case .providerAuthError:
            provider.authorizer?.forget()
            pause = .minutes(10)
        case .rateLimited: pause = .seconds(Int64(error.retryAfter ?? 60))
        default: return false
        }
        provider.rest(credential, until: effects.monotonic() + pause)
        return true
    }

    /// Whether another target may be tried, or the same one again.
    @inline(never)
    func mayGoOn(_ error: GatewayError, _ call: GenerationCall, _ reply: any ReplyWriter) -> Bool {
        (error.retry == .nextTarget || error.failureClass != nil)
            && (!reply.isCommitted || call.call.record.continuation?.isBroken ?? false)
            && call.call.record.rest?.hasBegun != true && effects.monotonic() < call.deadline
    }

    func upstream(of provider: Provider) -> any Upstream {
        switch provider.transport {
        case .network: network
        case .mock: mock
        }
    }
}

extension GatewayError {
    /// A driver knows addresses, not providers: the attempt puts the provider's name to what it threw.
    @inline(never)
    func named(_ provider: Provider) -> GatewayError {
        guard case .upstream = self.origin else { return self }
        var error = self
        error.origin = .upstream(provider.id)
        return error
    }

    package static let callerGone = GatewayError(.callerGone, "The caller closed the connection.")
}
