package import Dialects
import NIOCore

/// What is known of one request to a provider.
package struct AttemptRecord: Sendable {
    /// What an attempt costs us.
    package enum Cost: Sendable, Equatable {
        /// Nothing was asked of the provider, or it refused; or it was billed to the caller.
        case nothing
        /// The provider may have billed it, and how much cannot be told.
        case unknown
        case known(Money)
        /// It broke off, and this is the most that what was seen of it can have cost.
        case estimated(Money)
    }

    package var provider: String
    package var targetModel: String
    /// Of the provider's answer; nil where none came.
    package var status: Int?
    /// Why it failed; nil for an answer that was whole.
    package var code: ErrorCode?
    var told: ToldUsage?
    package var usage: Usage? {
        get { told?.usage }
        set { told = newValue.map(ToldUsage.init) }
    }
    package var cost = Cost.nothing
    /// What it could cost at the most, where that was bounded before.
    var ceiling = Money.zero

    package init(provider: String, targetModel: String) {
        self.provider = provider
        self.targetModel = targetModel
    }
}

extension Sequence<AttemptRecord> {
    /// What the attempts cost together; nil where that of any is unknown, or where none was billed.
    package var cost: Money? {
        var sum: Money?
        for attempt in self {
            switch attempt.cost {
            case .nothing: continue
            case .unknown: return nil
            case .known(let cost), .estimated(let cost): sum = (sum ?? .zero) + cost
            }
        }
        return sum
    }
}

/// What the ledger holds of a call.
struct OpenHold {
    let number: AttemptNumber
    let mark: SendMark
    /// Which attempt of the call it is for.
    let ordinal: Int
    /// nil: the price is not known.
    let ceiling: Money?
    let began: NIODeadline
}

extension CallRecord {
    /// What the ledger is told of the last attempt.
    ///
    /// Member by member: the whole of it is large to be handed on.
    func settlement(ceiling: Money?, after time: TimeAmount) -> Settlement {
        let certainty: Settlement.Certainty
        var cost = Money.zero
        switch last.cost {
        case .nothing: certainty = .nothing
        case .known(let known): (certainty, cost) = (.measured, known)
        case .estimated(let estimate): (certainty, cost) = (.estimated, estimate)
        case .unknown:
            certainty = ceiling == nil ? .unpriced : .unknown
            cost = ceiling ?? .zero
        }
        return Settlement(
            certainty, cost: cost, told: last.told, status: last.status, code: last.code,
            milliseconds: Int(max(time.nanoseconds, 0) / 1_000_000))
    }
}
