import Dialects
import NIOCore
import Wire

extension GatewayCore {
    /// Puts one prompt to several models at the same time: each is a call of its own through the whole pipeline, with its
    /// own limits, holds and row in the log, and what befalls one does not befall the others.
    @inline(never)
    func compare(_ call: Call, reply: any ReplyWriter) async throws(GatewayError) {
        let request: ComparisonRequest
        do throws(GatewayError) {
            request = try understandComparison(call)
        } catch {
            try await countMisunderstood(call)
            throw error
        }
        call.record.isStream = request.isStream
        let link = ComparisonLink(call.caller, count: request.models.count)
        let branches = request.models.indices.map { index in
            Comparison.Branch(
                index: index, model: request.models[index],
                call: branch(index, of: call, request, caller: link.callers[index]))
        }
        // What is wrong in all of them is told once.
        if let first = branches.first { _ = try GenerationCall(understanding: first.call) }
        call.caller.attach(link)
        defer { call.caller.attach(nil) }
        call.record.body = ByteBuffer()
        let comparison = Comparison(call: call, core: self)
        if request.isStream {
            try await comparison.stream(branches, to: reply)
        } else {
            try await comparison.collect(branches, to: reply)
        }
    }

    private func understandComparison(_ call: Call) throws(GatewayError) -> ComparisonRequest {
        let document = try GenerationCall.document(of: call)
        if !call.snapshot.limits.bounds.isNone { try call.snapshot.limits.bounds.check(document.root) }
        let request = try ComparisonRequest(document, bound: try GenerationCall.maxCost(call.head.fields))
        if call.principal.ownCredential != nil { try checkOwnCredential(request.models, in: call.snapshot) }
        return request
    }

    /// A caller's own key belongs to one provider, and no other may see it.
    private func checkOwnCredential(_ models: [String], in snapshot: Snapshot) throws(GatewayError) {
        let providers = models.compactMap { pipeline.engine.router.resolve($0, in: snapshot).first?.provider }
        guard let first = providers.first, !providers.allSatisfy({ $0.sharesCredentials(with: first) }) else { return }
        throw GatewayError(
            .invalidRequest, "With your own provider key only models of one provider can be compared.",
            hint: "Name models of \"\(first.id)\" alone, or use a key of the gateway.", param: "models")
    }

    /// The id says whose part it is: logs and the ledger find all of them by it.
    private func branch(
        _ index: Int, of call: Call, _ request: ComparisonRequest, caller: any CallerLink
    ) -> Call {
        Call(
            id: Comparison.id(of: index, in: call.id), snapshot: call.snapshot, dialect: call.dialect,
            operation: call.operation, head: call.head, body: request.bodies[index], principal: call.principal,
            caller: caller, arrived: call.arrived)
    }
}

/// The callers of a comparison's branches: when the one behind them leaves, all are given up.
final class ComparisonLink: CancellableExchange {
    let callers: [RaceCaller]

    init(_ caller: any CallerLink, count: Int) { callers = (0..<count).map { _ in RaceCaller(caller) } }

    func cancel() {
        for caller in callers { caller.cancel() }
    }
}
