import NIOCore

/// The way of one call through its targets: which is asked next, again, or not at all.
///
/// A class, of one call alone: it would else lie in a frame that is kept as long as the call lasts.
final class Course {
    enum Step {
        /// The attempt is admitted, and must be concluded: its trial is in the call's record.
        case ask(Target, credential: Int)
        /// Then look for the next step again.
        case wait(TimeAmount)
        /// Every target is full or left alone: a place at this one is to be waited for, and told of by `gotSeat`.
        case queue(Provider, places: Int)
        /// There is nobody left.
        case end
    }

    /// Those of the model, then those of its chains.
    private var targets: [Target]
    /// Of the target that is looked at next.
    private var place = 0
    /// Of the target that was asked last.
    private var asked: Int?
    /// A bit for each credential of the target that this call has used.
    private var tried: UInt64 = 0
    private var credential = 0
    private var retries = 0
    /// Whether the step before was a wait.
    private var hasWaited = false
    /// The target at which the call has been given a place that it has not used.
    private var seat: Int?
    private var hasQueued = false
    /// The target whose place was waited for; those behind it have had their turn.
    private var queued: Int?
    /// Classes whose chain has been gone.
    private var gone: [FailureClass?] = []
    private var passedOver = PassedOver()
    private(set) var failure: GatewayError?
    /// How many targets were asked.
    private(set) var askedCount = 0
    /// Whether others go on where this way ends: then nobody is asked again, and nowhere else.
    private let isPart: Bool

    /// What stood in the way of targets that were not asked.
    struct PassedOver {
        var count = 0
        /// The one that may be asked first.
        var first: (place: Int, until: NIODeadline)?
        /// Whether a provider runs as many calls as it may.
        var isFull = false
        /// The first of those that calls may wait for.
        var full: Int?
    }

    init(_ targets: [Target], isPart: Bool = false) {
        self.targets = targets
        self.isPart = isPart
    }

    /// The way on from a target that has failed.
    convenience init(_ targets: [Target], after failure: GatewayError) {
        self.init(targets)
        if case .upstream = failure.origin {
            self.failure = failure
            askedCount = 1
        }
        // As in `failed`.
        if failure.failureClass != nil, failure.retry == .never { place = targets.count }
    }

    /// - Parameter engine: for the time, and for chance.
    @inline(never)
    func next(_ call: GenerationCall, _ engine: Engine) -> Step {
        let now = engine.effects.monotonic()
        while true {
            while place < targets.count {
                let target = targets[place]
                if let credential = target.provider.nextCredential(at: now, besides: tried),
                    let trial = admit(target, at: now, call)
                {
                    asked = place
                    hasWaited = false
                    self.credential = credential
                    call.call.record.trial = trial
                    return .ask(target, credential: credential)
                }
                giveSeatBack(at: now)
                leave()
            }
            if isPart { return .end }
            if followChain(call, engine) { continue }
            if let wait = retry(call, engine, now) { return .wait(wait) }
            if !hasQueued, failure?.retry != .never, let full = passedOver.full,
                let places = targets[full].provider.maxConcurrent
            {
                hasQueued = true
                queued = full
                place = full
                tried = 0
                return .queue(targets[full].provider, places: places)
            }
            return lastResort(call, at: now) ?? .end
        }
    }

    /// nil: the target is passed over.
    private func admit(_ target: Target, at now: NIODeadline, _ call: GenerationCall) -> Trial? {
        let isRepeat = call.call.record.hasAsked(target.provider)
        switch seated(request(target, call, isRepeat: isRepeat), target, at: now, call) {
        case .go(let trial):
            if asked != place { askedCount += 1 }
            return trial
        case .passOver(let until):
            passedOver.count += 1
            call.call.record.route?.pass(target, .breakerOpen)
            if let until, passedOver.first.map({ until < $0.until }) ?? true { passedOver.first = (place, until) }
        case .full:
            passedOver.count += 1
            passedOver.isFull = true
            if target.provider.queue != nil { passedOver.full = passedOver.full ?? place }
            call.call.record.route?.pass(target, .full)
        case .overBudget: call.call.record.route?.pass(target, .retryBudget)
        }
        return nil
    }

    /// Takes a place first where calls wait for one.
    private func seated(
        _ plain: ProviderStanding.Request, _ target: Target, at now: NIODeadline, _ call: GenerationCall
    ) -> ProviderStanding.Admission {
        let standing = target.provider.standing
        var request = plain
        if target.provider.queue != nil, let places = target.provider.maxConcurrent {
            guard seat == place || standing.seats.enterAtOnce(places: places) else { return .full }
            seat = nil
            request.hasSeat = true
        }
        let admission = standing.admit(request, at: now, call.call.snapshot.resilience)
        if case .go = admission { return admission }
        if request.hasSeat { standing.seats.leave(at: now) }
        return admission
    }

    /// The call has waited for a place, and got it.
    func gotSeat() { seat = place }

    /// Lets go of a place that was not used.
    func giveSeatBack(at now: NIODeadline) {
        guard let place = seat else { return }
        seat = nil
        targets[place].provider.standing.seats.leave(at: now)
    }

    private func request(_ target: Target, _ call: GenerationCall, isRepeat: Bool) -> ProviderStanding.Request {
        ProviderStanding.Request(
            model: target.model, isRepeat: isRepeat, isStream: call.facts.isStream,
            sentBefore: call.call.record.attemptCount, mostRunning: target.provider.maxConcurrent)
    }

    private func leave() {
        place += 1
        tried = 0
    }

    /// What the attempt has come to.
    /// - Parameter rests: whether it was the credential that failed, and another may be tried.
    func failed(_ error: GatewayError, rests: Bool) {
        // A target that was never asked, because it cannot take the request, does not hide the failure of one that was.
        // Of several such, money that is short says more than a price that one of them lacks.
        let isShort = error.code == .budgetExceeded && failure?.origin == .client
        if failure == nil || error.origin != .client || isShort { failure = error }
        if rests { tried |= 1 << UInt64(credential) } else { leave() }
        if !rests, let queued, queued == asked { place = targets.count }
        // The model's other targets would refuse it too.
        if error.retry == .never { place = targets.count }
    }

    /// Puts the chain behind the targets that is there for what happened.
    private func followChain(_ call: GenerationCall, _ engine: Engine) -> Bool {
        let reason = failure?.failureClass
        guard failure?.retry != .never || reason != nil, !gone.contains(reason) else { return false }
        gone.append(reason)
        guard let model = call.routedModel else { return false }
        let found = engine.router.fallbacks(
            of: model, asked: call.facts.model, isWhole: call.call.record.route?.decision.isWhole ?? true,
            after: reason,
            for: call.call.principal, in: call.call.snapshot
        )
        .filter { new in !targets.contains { $0.isSame(as: new) } }
        if call.call.record.route == nil, !found.isEmpty { beginTrace(call, engine) }
        let more = engine.capable(found, of: call)
        targets += more
        return !more.isEmpty
    }

    /// Tells from now on where the call goes, and what has become of its targets until now.
    private func beginTrace(_ call: GenerationCall, _ engine: Engine) {
        guard let trace = engine.lateTrace(of: call) else { return }
        if let asked, let failure {
            trace.fail(targets[asked], failure.code)
        } else if let target = targets.first, passedOver.count > 0 {
            trace.pass(target, passedOver.isFull ? .full : .breakerOpen)
        }
        call.call.record.route = trace
    }

    /// How long to wait until the target that was asked last is asked again; nil: it is not.
    private func retry(_ call: GenerationCall, _ engine: Engine, _ now: NIODeadline) -> TimeAmount? {
        let rules = call.call.snapshot.resilience.retries
        guard !hasWaited, let asked, let failure, retries < rules.most, failure.retry == .nextTarget,
            let kind = failure.failureClass, rules.classes.contains(kind),
            kind != .connect || failure.isUnbilled || call.mayBeAskedTwice
        else { return nil }
        retries += 1
        let wait = Backoff.wait(
            before: retries - 1, retryAfter: failure.retryAfter, now: now, deadline: call.deadline,
            random: engine.effects.random(), rules)
        guard let wait else { return nil }
        (place, tried, hasWaited) = (asked, 0, true)
        return wait
    }

    /// The target that would be asked first, where none could be asked at all.
    private func lastResort(_ call: GenerationCall, at now: NIODeadline) -> Step? {
        guard call.call.record.attemptCount == 0, let first = passedOver.first,
            call.call.snapshot.resilience.breaker.lastResort == .ask
        else { return nil }
        passedOver.first = nil
        let target = targets[first.place]
        var request = request(target, call, isRepeat: false)
        request.isLastResort = true
        guard let credential = target.provider.nextCredential(at: now, besides: 0),
            case .go(let trial) = target.provider.standing.admit(request, at: now, call.call.snapshot.resilience)
        else { return nil }
        (place, asked, tried) = (first.place, first.place, 0)
        self.credential = credential
        askedCount += 1
        call.call.record.trial = trial
        return .ask(target, credential: credential)
    }
}

extension Course {
    /// What the caller is told when nobody has answered: the last failure of a target that was asked, with a hint that
    /// fits a model of several targets.
    /// - Parameter attempts: how many requests went out.
    func told(after attempts: Int, at now: NIODeadline) -> GatewayError {
        guard var failure else {
            var refusal = refused(at: now)
            if isPart { refusal.retry = .nextTarget }
            return refusal
        }
        let askedCount = min(askedCount, attempts)
        let isProviders = failure.code == .upstreamError || failure.code == .upstreamOverloaded
        if askedCount + passedOver.count > 1, isProviders, failure.hint == nil {
            failure.hint =
                passedOver.count == 0
                ? "All \(askedCount) targets of the model were tried in vain; try again."
                : "Of the model's targets \(askedCount) were tried in vain, and \(passedOver.count) passed over; try again."
        }
        return failure
    }

    /// No target could be asked.
    private func refused(at now: NIODeadline) -> GatewayError {
        guard passedOver.count > 0 else {
            return GatewayError(.internalError, "The model has no target.", origin: .gateway)
        }
        if passedOver.isFull {
            return GatewayError(
                .overloaded, "The model's providers run as many calls as they may.", origin: .gateway,
                hint: "Try again, or raise `max_concurrent` of the provider.", retryAfter: 1, cause: "max_concurrent")
        }
        guard let first = passedOver.first else {
            let names = targets.map { "`llmgateway breakers set automatic \($0.name)`" }
            return GatewayError(
                .upstreamUnavailable, "An operator has closed the way to all targets of the model.", origin: .gateway,
                hint: "Whoever runs the gateway opens it again: \(names.prefix(3).joined(separator: ", ")).",
                retryAfter: Int(Self.untilOperator.nanoseconds / 1_000_000_000), cause: "breakers are set open")
        }
        let wait = (first.until - now).nanoseconds
        return GatewayError(
            .upstreamUnavailable, "The model's providers have failed lately, and are left alone for a while.",
            origin: .gateway, retryAfter: max(1, Int((wait + 999_999_999) / 1_000_000_000)), cause: "breakers are open")
    }

    /// Nobody knows when an operator opens a target again.
    private static let untilOperator = TimeAmount.seconds(30)
}
