/// What an answer cost, as dialects that tell it write it: USD as exact decimals. nil: not known.
package struct AnswerCost: Sendable, Equatable {
    /// What it could cost at the most, by what was known before.
    package var estimatedUSD: String?
    package var actualUSD: String?

    package init(estimatedUSD: String? = nil, actualUSD: String? = nil) {
        self.estimatedUSD = estimatedUSD
        self.actualUSD = actualUSD
    }
}

/// Knows what usage costs, for streams that tell it as they go. Money itself is no business of a dialect.
package protocol CostMeter: Sendable {
    var estimatedUSD: String? { get }
    /// The cost so far: of `usage` where the provider has told any, else estimated from the bytes of text said.
    func running(said: Int, usage: Usage?, tier: String?) -> String?
    /// - Parameter tier: the service tier the answer says it had.
    func actual(_ usage: Usage?, tier: String?) -> String?
}
