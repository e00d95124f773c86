package import Dialects

/// What is known of one request to a provider.
package struct AttemptRecord: Sendable {
    /// What an attempt costs us.
    package enum Cost: Sendable, Equatable {
        /// Nothing was asked of the provider, or it refused; or it was billed to the caller.
        case nothing
        /// The provider may have billed it, and how much cannot be told.
        case unknown
        case known(Money)
    }

    package var provider: String
    package var targetModel: String
    /// Of the provider's answer; nil where none came.
    package var status: Int?
    /// Why it failed; nil for an answer that was whole.
    package var code: ErrorCode?
    package var usage: Usage?
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
            case .known(let cost): sum = (sum ?? .zero) + cost
            }
        }
        return sum
    }
}
