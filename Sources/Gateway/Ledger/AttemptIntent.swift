/// What the ledger is told of an attempt before the provider sees a byte of it.
///
/// A class: it is handed on through several layers, and holds eight texts.
package final class AttemptIntent: Sendable, Equatable {
    /// The call's `x-request-id`.
    package let call: String
    /// Which attempt of its call: 1 is the first.
    package let ordinal: Int
    /// When, in seconds since 1970. The budgets' periods go by this.
    package let time: Int
    package let key: String
    package let team: String?
    package let owner: String?
    package let tags: [String]
    /// The name the client used.
    package let model: String
    package let provider: String
    /// The provider's own name for the model.
    package let targetModel: String
    package let operation: Operation
    package let isStream: Bool
    /// The most it can cost; nil: its price is not known.
    package let ceiling: Money?
    /// Which prices that was reckoned with, see `PriceBook.version`; empty: none.
    package let rate: String
    /// When it has ended whatever becomes of it, in seconds since 1970. A hold that is older is nobody's.
    package let expires: Int

    package init(
        call: String, ordinal: Int = 1, time: Int, key: String, team: String? = nil, owner: String? = nil,
        tags: [String] = [], model: String, provider: String, targetModel: String, operation: Operation = .generate,
        isStream: Bool = false, ceiling: Money?, rate: String = "", expires: Int = .max
    ) {
        self.call = call
        self.ordinal = ordinal
        self.time = time
        self.key = key
        self.team = team
        self.owner = owner
        self.tags = tags
        self.model = model
        self.provider = provider
        self.targetModel = targetModel
        self.operation = operation
        self.isStream = isStream
        self.ceiling = ceiling
        self.rate = rate
        self.expires = expires
    }

    /// The same at another time.
    package func at(_ time: Int) -> AttemptIntent {
        guard time != self.time else { return self }
        return AttemptIntent(
            call: call, ordinal: ordinal, time: time, key: key, team: team, owner: owner, tags: tags, model: model,
            provider: provider, targetModel: targetModel, operation: operation, isStream: isStream, ceiling: ceiling,
            rate: rate, expires: expires)
    }

    package static func == (one: AttemptIntent, other: AttemptIntent) -> Bool {
        one.call == other.call && one.ordinal == other.ordinal && one.time == other.time && one.key == other.key
            && one.team == other.team && one.owner == other.owner && one.tags == other.tags
            && one.model == other.model && one.provider == other.provider && one.targetModel == other.targetModel
            && one.operation == other.operation && one.isStream == other.isStream && one.ceiling == other.ceiling
            && one.rate == other.rate && one.expires == other.expires
    }

    /// The provider's model as budgets and prices name it.
    package var target: String { "\(provider)/\(targetModel)" }
}
