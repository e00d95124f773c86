/// What became of a decision while its call went on. Confined to the call's loop, as its record is.
final class RouteTrace {
    let decision: RouteDecision
    private var failed: [(name: String, code: ErrorCode)] = []
    private var skipped: [(name: String, reason: PassReason)] = []
    /// Two, where a second attempt runs beside the first.
    private var underWay: [String] = []
    /// Whether the caller asked to be told.
    private let isAskedFor: Bool

    init(_ decision: RouteDecision, isAskedFor: Bool) {
        self.decision = decision
        self.isAskedFor = isAskedFor
    }

    func pass(_ target: Target, _ reason: PassReason) {
        let name = target.name
        if !skipped.contains(where: { $0.name == name }) { skipped.append((name, reason)) }
    }

    func ask(_ target: Target) { underWay.append(target.name) }

    func fail(_ target: Target, _ code: ErrorCode) {
        let name = target.name
        underWay.removeAll { $0 == name }
        if !failed.contains(where: { $0.name == name }) { failed.append((name, code)) }
    }

    /// nil: there is nothing to tell.
    /// - Parameter last: the target that the reply is of, or that was tried last.
    func line(last: String?) -> String? {
        guard isAskedFor || decision.isTold || !failed.isEmpty else { return nil }
        let chosen = last.flatMap { underWay.contains($0) ? $0 : nil }
        return decision.line(
            chosen: chosen, beside: underWay.filter { $0 != chosen }, failed: failed, skipped: skipped)
    }
}
