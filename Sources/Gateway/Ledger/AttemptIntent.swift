/// What the ledger is told of an attempt before the provider sees a byte of it.
package struct AttemptIntent: Sendable, Equatable {
    /// The call's `x-request-id`.
    package var call: String
    /// Which attempt of its call: 1 is the first.
    package var ordinal: Int
    /// When, in seconds since 1970. The budgets' periods go by this.
    package var time: Int
    package var key: String
    package var team: String?
    package var owner: String?
    package var tags: [String]
    /// The name the client used.
    package var model: String
    package var provider: String
    /// The provider's own name for the model.
    package var targetModel: String
    package var operation: Operation
    package var isStream: Bool
    /// The most it can cost; nil: its price is not known.
    package var ceiling: Money?
    /// Which prices that was reckoned with, see `PriceBook.version`; empty: none.
    package var rate: String
    /// When it has ended whatever becomes of it, in seconds since 1970. A hold that is older is nobody's.
    package var expires: Int

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

    /// The provider's model as budgets and prices name it.
    package var target: String { "\(provider)/\(targetModel)" }
}
