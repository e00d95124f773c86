package import NIOCore
import Wire

/// Asks providers, beside the calls, whether they are there: for their list of models, which costs nothing.
package struct ProviderProbing: Sendable {
    private let core: GatewayCore
    /// The loop that the questions' sockets are on.
    private let loop: any EventLoop

    package init(core: GatewayCore, loop: any EventLoop) {
        self.core = core
        self.loop = loop
    }

    /// How long until the next round.
    package var interval: TimeAmount { max(core.snapshot.resilience.health.interval, .seconds(1)) }

    /// One round, to be run on the loop: those whose breaker is not closed, or all. A provider that answers, whatever it says short of a failure
    /// of its own, is there; its open breakers then let one call through to try.
    package func round() async {
        let snapshot = core.snapshot
        for provider in Self.wanted(in: snapshot) where !Task.isCancelled {
            let answers = await isThere(provider, in: snapshot)
            if answers { provider.standing.probeSucceeded(at: core.effects.monotonic()) }
        }
    }

    /// Who is to be asked. What is answered in process is always there.
    static func wanted(in snapshot: Snapshot) -> [Provider] {
        snapshot.providers.filter { provider in
            provider.transport == .network && (snapshot.resilience.health.probesAll || provider.standing.isAiling)
        }
    }

    private func isThere(_ provider: Provider, in snapshot: Snapshot) async -> Bool {
        let caller = LineCaller(loop)
        return await withTaskCancellationHandler {
            do throws(GatewayError) {
                let answer = try await ask(provider, in: snapshot, for: caller)
                answer.cancel()
                return answer.head.status < 500
            } catch {
                return false
            }
        } onCancel: {
            loop.execute { caller.leave() }
        }
    }

    private func ask(
        _ provider: Provider, in snapshot: Snapshot, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        let engine = core.pipeline.engine
        var timeouts = provider.timeouts ?? snapshot.timeouts
        timeouts.firstByte = min(timeouts.firstByte, Self.patience)
        var request = UpstreamRequest(
            origin: provider.origin, method: .get, path: provider.basePath + "/models",
            fields: provider.endpoints.first?.prepared.first ?? HeaderFields(), body: ByteBuffer(), timeouts: timeouts,
            deadline: core.effects.monotonic() + Self.patience + Self.patience)
        if let authorizer = provider.authorizer {
            request = request.with(try await authorizer.fields(for: request, through: engine.network, caller: caller))
        }
        return try await engine.upstream(of: provider).send(request, for: caller)
    }

    /// A list of models takes no time to think.
    private static let patience = TimeAmount.seconds(10)
}
