package import Dialects

/// What the ledger is told when an attempt has ended.
package struct Settlement: Sendable, Equatable {
    /// How a cost is known.
    package enum Certainty: UInt8, Sendable, CaseIterable {
        /// Under way.
        case open = 0
        /// Reckoned from what the provider said it used, or fixed.
        case measured = 1
        /// Reckoned from what was seen of an answer that broke off. Never below what was billed.
        case estimated = 2
        /// The provider may have billed it, and nothing was seen: the most it can have cost.
        case unknown = 3
        /// Nothing was billed to us: the provider was not reached, refused, or the credential was the caller's own.
        case nothing = 4
        /// It was, or may have been, billed, and its price is not known.
        case unpriced = 5

        /// The word in reports.
        package var word: String {
            switch self {
            case .open: "open"
            case .measured: "measured"
            case .estimated: "estimated"
            case .unknown: "unknown"
            case .nothing: "nothing"
            case .unpriced: "unpriced"
            }
        }
    }

    package var certainty: Certainty
    /// Zero where nothing was billed, or the price is not known.
    package var cost: Money
    package var told: ToldUsage?
    package var usage: Usage? {
        get { told?.usage }
        set { told = newValue.map(ToldUsage.init) }
    }
    /// Of the provider's answer; nil where none came.
    package var status: Int?
    /// Why it failed; nil for an answer that was whole.
    package var code: ErrorCode?
    /// From the request to the end of the answer, in milliseconds.
    package var milliseconds: Int

    package init(
        _ certainty: Certainty, cost: Money = .zero, usage: Usage? = nil, status: Int? = nil, code: ErrorCode? = nil,
        milliseconds: Int = 0
    ) {
        self.init(
            certainty, cost: cost, told: usage.map(ToldUsage.init), status: status, code: code,
            milliseconds: milliseconds)
    }

    package init(
        _ certainty: Certainty, cost: Money, told: ToldUsage?, status: Int?, code: ErrorCode?, milliseconds: Int
    ) {
        self.certainty = certainty
        self.cost = cost
        self.told = told
        self.status = status
        self.code = code
        self.milliseconds = milliseconds
    }

    /// Whether it counts as failed in usage: that another attempt was faster is no failure.
    package var hasFailed: Bool { code != nil && code != .hedgeLost }

    /// The provider saw nothing of it.
    package static let released = Settlement(.nothing)

    /// Sent, and nobody knows what became of it: the most it can have cost.
    package static func lost(ceiling: Money?) -> Settlement {
        ceiling.map { Settlement(.unknown, cost: $0) } ?? Settlement(.unpriced)
    }
}
