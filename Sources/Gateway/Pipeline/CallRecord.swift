package import Dialects
package import NIOCore
import Wire

/// What is known of a call; filled on its loop while it runs, read once when it has ended.
///
/// Confined to the call's event loop until the call has ended, and not changed any more from then on, hence unchecked.
package final class CallRecord: @unchecked Sendable {
    package var model: String?
    /// Of the last target that was tried, be it in vain.
    package var provider: String?
    package var targetModel: String?
    package var isStream = false
    /// Every request that went to a provider, in order.
    package var attempts: [AttemptRecord] { attemptCount == 0 ? [] : earlier + [last] }
    package internal(set) var attemptCount = 0
    /// All attempts but the last one, which most calls do not have: theirs needs no array.
    var earlier: [AttemptRecord] = []
    /// Means nothing before the first attempt.
    var last = AttemptRecord(provider: "", targetModel: "")
    package var status = 0
    package var code: ErrorCode?
    package var finish: FinishReason?
    package var losses = Losses()
    package var firstByte: NIODeadline?
    /// Spent on attempts that failed.
    var wasted = TimeAmount.zero
    /// Which of the provider's the last attempt went with.
    var credential = 0
    /// Whether the answer of the last attempt came in the caller's dialect.
    var isRelay = false
    /// What the attempt under way can cost at the most, where that is bounded.
    var ceiling = Money.zero
    /// What that was reckoned with, where it follows from tokens.
    var limit: CostLimit?
    /// What the ledger holds for the attempt under way.
    private var hold: OpenHold?
    /// What it has taken of its limits, where it has any.
    var rates = CallRates.none
    /// The attempt under way, in the eyes of its target's standing.
    var trial: Trial?
    /// Set where the stream may go on at another target.
    var continuation: Continuation?
    /// Whether a shadow has a copy of it.
    var isShadowed = false
    /// Where it goes, and why; nil: there was nothing to decide.
    var route: RouteTrace?
    /// The provider's own request id.
    package var upstreamRequestID: String?

    /// The request's body, until it is not needed any more.
    package var body = ByteBuffer()
    /// The same, understood.
    var document = JSONDocument.null

    /// What few calls have.
    var rare: CallRarities?

    package init() {}

    /// The body is the beginning of a form, of which the rest is still to come.
    package func follow(_ opening: FormOpening, with source: any BodySource) {
        self.opening = opening
        rest = CheckedForm(source, behind: opening)
    }

    /// The price of the configuration that the attempt under way is held at; nil: another's, or there is none.
    var configuredRow: PriceRow? {
        guard let row = limit?.rows.first, row.isConfigured else { return nil }
        return row
    }

    /// Of the last attempt.
    package var usage: Usage? { last.usage }

    /// Of all attempts; nil where it is unknown or nothing was billed.
    package var cost: Money? {
        guard earlier.isEmpty else { return attempts.cost }
        return switch last.cost {
        case .known(let cost), .estimated(let cost): cost
        case .unknown, .nothing: nil
        }
    }

    /// Of all attempts but the last; nil where that of any is unknown.
    var costBefore: Money? {
        if earlier.contains(where: { $0.cost == .unknown }) { return nil }
        return earlier.cost ?? .zero
    }

    /// What all attempts so far have cost, those of unknown cost at their ceiling.
    var spent: Money {
        attempts.reduce(.zero) { sum, attempt in
            switch attempt.cost {
            case .nothing: sum
            case .unknown: sum + attempt.ceiling
            case .known(let cost), .estimated(let cost): sum + cost
            }
        }
    }

    /// The decision on one line; nil: there is nothing to tell.
    package var routeLine: String? {
        guard let route else { return nil }
        return route.line(last: provider.flatMap { provider in targetModel.map { "\(provider)/\($0)" } })
    }

    /// Forgets what belongs to the target before.
    func begin(_ target: Target) {
        provider = target.provider.id
        targetModel = target.model
        losses = Losses()
        finish = nil
        firstByte = nil
        upstreamRequestID = nil
    }

    /// One more request is on its way. Until more is known it may have been billed.
    func beginAttempt(_ target: Target, billed: Bool) {
        if attemptCount > 0 { earlier.append(last) }
        attemptCount += 1
        last = AttemptRecord(provider: target.provider.id, targetModel: target.model)
        last.cost = billed ? .unknown : .nothing
        last.ceiling = ceiling
    }

    /// The ledger holds the attempt that is next.
    func opened(_ number: AttemptNumber, in ledger: any BudgetLedger, ceiling: Money?, at now: NIODeadline) {
        hold = OpenHold(
            number: number, mark: SendMark(number, in: ledger), ordinal: attemptCount + 1, ceiling: ceiling, began: now)
    }

    /// To be called when what is held leaves.
    var sendMark: SendMark? { hold?.mark }

    /// Whether the ledger holds the attempt under way.
    var isHeld: Bool { hold != nil }

    /// What the ledger is to be told of the attempt that it held, once.
    func closed(at now: NIODeadline) -> (AttemptNumber, Settlement)? {
        guard let hold else { return nil }
        self.hold = nil
        limit = nil
        // Without an attempt the provider was not even asked.
        guard attemptCount == hold.ordinal else { return (hold.number, .released) }
        return (hold.number, settlement(ceiling: hold.ceiling, after: now - hold.began))
    }

    /// Changes what is known of the attempt under way.
    @inline(__always)
    func note(_ change: (inout AttemptRecord) -> Void) {
        if attemptCount > 0 { change(&last) }
    }

    /// Whether a request of this call has gone to the provider.
    func hasAsked(_ provider: Provider) -> Bool {
        guard attemptCount > 0 else { return false }
        return last.provider == provider.id || earlier.contains { $0.provider == provider.id }
    }

    /// Lets go of the body: from the commit point on no other target can get it, and a stream may last for an hour.
    func releaseBody() {
        if let firstByte { trial?.answer(firstByte: firstByte, at: firstByte) }
        guard continuation == nil else { return }
        body = ByteBuffer()
        document = .null
        guard let rare else { return }
        rare.earlierTurns = nil
        rare.form = nil
        rare.opening = nil
        rare.rest = nil
    }
}
