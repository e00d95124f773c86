import NIOCore

/// The leaf of the pipeline: route, then one attempt per target until one is committed.
package final class Engine: Sendable {
    let router: Router
    let network: any Upstream
    let mock: any Upstream
    let effects: Effects
    let resolver: (any NameResolver)?
    let ledger: any BudgetLedger

    package init(
        router: Router, network: any Upstream, mock: any Upstream, effects: Effects,
        resolver: (any NameResolver)? = nil, ledger: any BudgetLedger = InMemoryBudgetLedger()
    ) {
        self.ledger = ledger
        self.router = router
        self.network = network
        self.mock = mock
        self.effects = effects
        self.resolver = resolver
    }

    package func run(_ call: GenerationCall, reply: any ReplyWriter) async throws(GatewayError) {
        let targets = try router.route(call.facts.model, for: call.call.principal, in: call.call.snapshot)
        var failure: GatewayError?
        for target in targets {
            var tried: UInt64 = 0
            while let credential = target.provider.nextCredential(at: effects.monotonic(), besides: tried) {
                if call.call.caller.isGone { throw .callerGone }
                do throws(GatewayError) {
                    return try await Attempt(call: call, target: target, credential: credential, engine: self)
                        .run(reply)
                } catch {
                    let error = error.named(target.provider)
                    guard mayGoOn(error, call, reply) else { throw error }
                    // A target that was never asked, because it cannot take the request, does not hide the failure of
                    // one that was.
                    if failure == nil || error.origin != .client { failure = error }
                    guard rests(credential, of: target.provider, after: error, call) else { break }
                    tried |= 1 << UInt64(credential)
                }
            }
        }
        throw Self.told(failure, of: min(targets.count, call.call.record.attemptCount))
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

    /// The last failure, with a hint that fits a model of several targets.
    @inline(never)
    private static func told(_ failure: GatewayError?, of targets: Int) -> GatewayError {
        guard var failure else { return GatewayError(.internalError, "The model has no target.", origin: .gateway) }
        let isProviders = failure.code == .upstreamError || failure.code == .upstreamOverloaded
        if targets > 1, isProviders, failure.hint == nil {
            failure.hint = "All \(targets) targets of the model were tried in vain; try again."
        }
        return failure
    }

    /// Whether the next target may be tried.
    @inline(never)
    private func mayGoOn(_ error: GatewayError, _ call: GenerationCall, _ reply: any ReplyWriter) -> Bool {
        error.retry == .nextTarget && !reply.isCommitted && call.call.record.rest?.hasBegun != true
            && effects.monotonic() < call.deadline
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
