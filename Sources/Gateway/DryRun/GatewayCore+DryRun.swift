import Dialects
import NIOCore
package import Wire

extension GatewayCore {
    /// What would become of a call: the way it takes through the gateway is gone to where bytes would leave. Nothing is
    /// sent, held, taken or counted, and what is refused is told, not thrown.
    ///
    /// The attempt is made by the code that makes real ones, in front of an upstream and a ledger that only look.
    package func dryRun(_ call: Call) async -> JSONValue {
        var report = DryRunReport(call)
        do throws(GatewayError) {
            try call.principal.check(call.operation)
            let generation = try GenerationCall(understanding: call)
            report.understood(generation)
            if call.dialect == .openAIResponses, call.operation == .generate {
                try await findEarlierTurns(of: generation)
            }
            report.limits = try await admit.outlook(of: generation)
            report.places = call.snapshot.limits.concurrent.map { ($0, seats.running, seats.waiting) }
            report.rules = try misfits(of: generation)
            let decision = try engine.decide(generation, isRehearsal: true)
            report.decided(decision, generation)
            guard !decision.candidates.isEmpty else { throw decision.refusal }
            var targets = decision.targets
            report.assignment = engine.assignment(of: generation, isRehearsal: true)
            if case .given(let given)? = report.assignment {
                // Budgets and the ledger go by it.
                generation.call.record.experiment = given
                targets = given.leading(targets)
                report.lead(by: given)
            }
            if engine.continues(generation) { report.continuing = .some(Continuation.hindrance(to: generation)) }
            try await rehearse(targets, generation, &report)
        } catch {
            report.error = error
        }
        // Looked at before any target is.
        if case .refused(let refusal) = report.limits { report.error = GatewayError(refusal) }
        return report.json(at: effects.now(), effects.monotonic())
    }

    private var engine: Engine { pipeline.engine }

    /// Why each rule before the one that fits does not; nil for that one.
    private func misfits(of call: GenerationCall) throws(GatewayError) -> [RuleMisfit?] {
        let reading = RequestReading(call)
        var misfits: [RuleMisfit?] = []
        for rule in call.call.snapshot.routing.rules {
            misfits.append(try rule.misfit(of: reading, call.facts.model))
            if misfits.last == .some(nil) { break }
        }
        return misfits
    }

    /// Goes through the targets as a `Course` would where each attempt that is sent succeeds.
    private func rehearse(
        _ targets: [Target], _ call: GenerationCall, _ report: inout DryRunReport
    ) async throws(GatewayError) {
        var failure: GatewayError?
        var resting: Target?
        if try await asksOne(of: targets, call, &report, &failure, &resting) { return }
        let chain = chain(after: failure, behind: targets, of: call)
        report.add(chain)
        if try await asksOne(of: chain, call, &report, &failure, &resting) { return }
        if let resting, call.call.snapshot.resilience.breaker.lastResort == .ask {
            if let error = await attempt(resting, call, &report) { throw error }
            return
        }
        throw failure
            ?? GatewayError(.upstreamUnavailable, "None of the model's targets would be asked now.", origin: .gateway)
    }

    /// Whether a request would be sent to one of them.
    private func asksOne(
        of targets: [Target], _ call: GenerationCall, _ report: inout DryRunReport, _ failure: inout GatewayError?,
        _ resting: inout Target?
    ) async throws(GatewayError) -> Bool {
        for target in targets {
            let outlook = target.provider.standing.outlook(
                of: target.model, mostRunning: target.provider.maxConcurrent, at: effects.monotonic(),
                call.call.snapshot.resilience.breaker)
            report.note(target, outlook.entry)
            if let reason = outlook.reason {
                report.skip(target, reason)
                if reason == .breakerOpen, resting == nil { resting = target }
                continue
            }
            guard let error = await attempt(target, call, &report) else { return true }
            if failure == nil || error.origin != .client { failure = error }
            guard error.retry == .nextTarget || error.failureClass != nil else { throw error }
        }
        return false
    }

    /// Where the call would go when none of the model's own targets would be asked.
    private func chain(after failure: GatewayError?, behind targets: [Target], of call: GenerationCall) -> [Target] {
        guard let model = call.routedModel else { return [] }
        let chain = engine.router.fallbacks(
            of: model, asked: call.facts.model, isWhole: call.call.record.route?.decision.isWhole ?? true,
            after: failure?.failureClass, for: call.call.principal, in: call.call.snapshot)
        return engine.capable(
            chain.filter { new in !targets.contains { $0.isSame(as: new) } }, of: call)
    }

    /// nil: it would be sent.
    private func attempt(
        _ target: Target, _ call: GenerationCall, _ report: inout DryRunReport
    ) async -> GatewayError? {
        let strict = await tryout(target, call, refuses: true)
        guard strict.failure == nil else {
            report.fail(target, strict)
            // What would be sent, were there money for it.
            if strict.failure?.code == .budgetExceeded, strict.hold?.short.isEmpty == false {
                report.show(target, await tryout(target, call, refuses: false))
            }
            return strict.failure
        }
        report.choose(target, strict)
        return nil
    }

    private func tryout(_ target: Target, _ call: GenerationCall, refuses: Bool) async -> Tryout {
        let upstream = RehearsedUpstream()
        let ledger = RehearsedLedger(self.ledger, refuses: refuses)
        let rehearsed = GenerationCall(call, call.call.record.fork(), caller: call.call.caller)
        let attempt = Attempt(
            call: rehearsed, target: target, credential: 0,
            engine: engine.rehearsing(through: upstream, ledger: ledger))
        var failure: GatewayError?
        do throws(GatewayError) {
            try await attempt.run(UnheardReply())
        } catch {
            if upstream.first == nil { failure = error }
        }
        let isFetching = failure?.cause == MissingMedia.rehearsedCause
        return Tryout(
            request: upstream.first, hold: ledger.hold, losses: rehearsed.call.record.losses,
            isRelay: rehearsed.call.record.isRelay, fetches: isFetching ? failure?.message : nil,
            failure: isFetching ? nil : failure)
    }
}

/// How far an attempt came.
struct Tryout {
    /// nil: none would be sent, because the gateway answers by itself, fetches first, or refuses.
    var request: UpstreamRequest?
    var hold: RehearsedLedger.Hold?
    var losses: Losses
    var isRelay: Bool
    /// What would be fetched first.
    var fetches: String?
    var failure: GatewayError?
}

/// Takes a reply that nobody hears.
private final class UnheardReply: ReplyWriter {
    let isCommitted = false

    func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError) {}
    func begin(_ head: ReplyHead) async throws(GatewayError) {}
    func write(_ bytes: ByteBuffer) async throws(GatewayError) {}
    func finish() async throws(GatewayError) {}
    func relay(
        _ head: consuming ReplyHead, first: consuming [ByteBuffer], from answer: any UpstreamAnswer,
        through tap: any RelayTap
    ) async throws(GatewayError) {}
}
