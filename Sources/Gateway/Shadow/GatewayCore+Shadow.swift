import Dialects
import NIOCore
package import Wire

extension GatewayCore {
    /// One copy: past the limits that are for callers, through the same attempts, holds and ledger, and its answer to
    /// nobody.
    func run(_ copy: ShadowCall, on loop: any EventLoop) async {
        let caller = LineCaller(loop)
        let call = copy.call(caller, at: effects.monotonic())
        await withTaskCancellationHandler {
            do throws(GatewayError) {
                let understood = try GenerationCall(understanding: call)
                try await pipeline.engine.shadow(understood, copy.rule, DiscardingReply())
                call.record.status = call.operation.successStatus
            } catch {
                call.record.status = error.status
                call.record.code = error.code
                call.record.cause = error.cause
            }
        } onCancel: {
            loop.execute { caller.leave() }
        }
        let ended = effects.monotonic()
        logEnd(of: call, at: ended)
        let target = copy.snapshot.providersByID[copy.rule.target.provider].map {
            Target(provider: $0, model: copy.rule.target.model)
        }
        shadows.ended(copy, target.flatMap { VariantTally.Sample(call, of: $0, ended: ended) })
    }

    /// The shadow of each model that has one, and the calls it is measured against.
    package var shadowList: [JSONValue] {
        snapshot.models.compactMap { model in
            model.shadow.map { rule in shadows.report(of: model.name, rule).told(model, rule) }
        }
    }
}

extension Engine {
    /// To the shadow and nowhere else: neither rules nor chains nor experiments are for copies.
    func shadow(
        _ call: GenerationCall, _ rule: ShadowRule, _ reply: any ReplyWriter
    ) async throws(GatewayError) {
        guard let provider = call.call.snapshot.providersByID[rule.target.provider] else {
            throw GatewayError(.modelNotFound, "The provider of the shadow is not there any more.")
        }
        try await follow(
            Course([Target(provider: provider, model: rule.target.model)], isPart: true), call, reply)
    }

    /// A copy of the call's prompt for the model's shadow, if its turn has come. Called when the answer has begun: the
    /// caller has been served by then, and the prompt is still there.
    @inline(never)
    func copyForShadow(_ call: GenerationCall) {
        let whole = call.call
        guard whole.operation == .generate, !whole.record.isShadowed, whole.principal.ownCredential == nil,
            let rule = router.configured(call.facts.model, in: whole.snapshot)?.shadow,
            rule.share.holds(effects.random())
        else { return }
        let isSafe =
            whole.record.rest == nil && whole.record.earlierTurns == nil
            && ShadowSafety.isSafe(call.document.root, in: whole.dialect)
        whole.record.isShadowed = shadows.offer(call, rule, isSafe: isSafe, isBusy: isBusy(whole.snapshot))
    }
}
