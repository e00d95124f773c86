package import NIOCore

/// One target among those that a call may go to.
package struct RouteCandidate: Sendable {
    package var target: Target
    package var weight: Int
    /// As the configuration rates it, the higher the better; nil: it does not.
    package var quality: Int?
    /// What the order was made by.
    package internal(set) var figure: RouteFigure?

    init(_ target: Target, weight: Int = 1, quality: Int? = nil) {
        self.target = target
        self.weight = weight
        self.quality = quality
    }
}

/// What a target was ranked by.
package enum RouteFigure: Sendable, Equatable {
    /// What the call is likely to cost there; nil: no price.
    case cost(Money?)
    /// The median to the first byte of its answers of late; nil: none.
    case firstByte(TimeAmount?)
    /// Attempts under way.
    case running(Int)
    /// Of all weights together.
    case share(Int, of: Int)
    case quality(Int?)
    /// The name that it fits; nil: none.
    case preferred(String?)

    /// Goes on from a policy's name.
    package var text: String {
        switch self {
        case .cost(let cost): cost.map { "about \($0.usd) USD" } ?? "no known price"
        case .firstByte(let time): time.map { "answers after \($0.nanoseconds / 1_000_000) ms" } ?? "not yet timed"
        case .running(let count): "\(count) calls under way"
        case .share(let weight, let sum): "weight \(weight) of \(sum)"
        case .quality(let quality): quality.map { "quality \($0)" } ?? "no quality given"
        case .preferred(let name): name.map { "preferred as \($0)" } ?? "not preferred"
        }
    }
}

/// Where a call goes, and why: which of its targets are asked, in which order, and which are passed over. A value that is
/// made before anything is sent.
package struct RouteDecision: Sendable {
    /// A target that is not asked.
    package struct Passed: Sendable {
        package var target: Target
        package var reason: PassReason
    }

    /// The name the caller used.
    package var asked: String
    /// The rule that fitted, counted from 1, and what it says to use; nil: none did.
    package var rule: (number: Int, use: String)?
    /// What put the targets in order: a policy's name, `direct` where there is one target only.
    package var policy: String
    /// What the session was told by that had its own order; nil: no session counted.
    package var sticky: StickyRule.Key?
    /// To be tried, in this order.
    package internal(set) var candidates: [RouteCandidate] = []
    package internal(set) var passed: [Passed] = []
    /// What the policy lets the call cost; nil: anything.
    package var maxCost: Money?
    /// The configured model whose fallbacks, and whose second attempts, hold for the call; nil: none.
    package var model: String?
    /// Whether the key may use `model` as such, so that what the model leads to beside its targets is the key's to use.
    package internal(set) var isWhole = true
    /// Whether all targets of the model were passed over, and those stand here that it falls back to.
    package internal(set) var isFallback = false
    /// Whether it is worth telling of itself: there was a choice, or a rule made it.
    package internal(set) var isTold = false

    package var targets: [Target] { candidates.map(\.target) }
}

extension RouteDecision {
    /// What the caller is told where no target is left. Never an attempt that is known to fail.
    var refusal: GatewayError {
        let listed = passed.prefix(8).map { "\($0.target.name) \($0.reason.text)" }.joined(separator: "; ")
        let more = passed.count > 8 ? "; and \(passed.count - 8) more" : ""
        let reasons = passed.map(\.reason)
        let code = Self.code(reasons)
        let message = "No target of \"\(asked)\" can take this call: \(listed)\(more)."
        return GatewayError(code, message, hint: Self.hint(code, reasons), param: "model")
    }

    private static func code(_ reasons: [PassReason]) -> ErrorCode {
        if reasons.allSatisfy({ $0 == .notAllowed }) { return .modelNotAllowed }
        if reasons.allSatisfy(\.isOfCost) { return .budgetExceeded }
        if reasons.allSatisfy({ $0 == .priceUnknown }) { return .priceUnknown }
        return .noCapableTarget
    }

    private static func hint(_ code: ErrorCode, _ reasons: [PassReason]) -> String? {
        switch code {
        case .budgetExceeded: "Send less, set `max_tokens`, or raise `max_cost_per_request` or `max_cost_usd`."
        case .modelNotAllowed, .priceUnknown: nil
        default:
            reasons.allSatisfy(\.isOfContext)
                ? "Send less, or add a target with a larger window."
                : "Add a target to the model that can, or name one as `provider/model`: that is asked whatever is known of it."
        }
    }
}

extension PassReason {
    var isOfCost: Bool { if case .tooDear = self { true } else { false } }
    var isOfContext: Bool { if case .contextTooSmall = self { true } else { false } }
}
