import NIOCore

/// Why a target is not asked.
package enum PassReason: Sendable, Equatable {
    case noTools, noImages, noDocuments, noAudio
    /// Tokens of the prompt, as they are estimated, and of the window.
    case contextTooSmall(tokens: Int, window: Int)
    /// What the call could cost there, and what it may.
    case tooDear(Money, most: Money)
    case priceUnknown
    case noOperation(Operation)
    /// The key's `models` do not hold it.
    case notAllowed
    /// It would be asked with a credential that is meant for another provider.
    case foreignCredential
    /// Left alone for a while, because it has failed or asked for it.
    case breakerOpen
    /// Its provider runs as many calls as it may.
    case full
    /// The call has asked its provider, and others have too often lately.
    case retryBudget

    /// As `x-llmgateway-route` has it.
    package var word: String {
        switch self {
        case .noTools: "no_tools"
        case .noImages: "no_images"
        case .noDocuments: "no_documents"
        case .noAudio: "no_audio"
        case .contextTooSmall: "context_too_small"
        case .tooDear: "too_dear"
        case .priceUnknown: "price_unknown"
        case .noOperation: "no_operation"
        case .notAllowed: "not_allowed"
        case .foreignCredential: "foreign_credential"
        case .breakerOpen: "breaker_open"
        case .full: "full"
        case .retryBudget: "retry_budget"
        }
    }

    /// Goes on from the target's name.
    package var text: String {
        switch self {
        case .noTools: "cannot call tools"
        case .noImages: "cannot see images"
        case .noDocuments: "cannot read files"
        case .noAudio: "cannot hear"
        case .contextTooSmall(let tokens, let window):
            "has a window of \(window) tokens, and this prompt has about \(tokens)"
        case .tooDear(let cost, let most):
            "could cost \(cost.usd) USD for this call, which may cost \(most.usd)"
        case .priceUnknown: "has no known price, and the cost of this call is bounded"
        case .noOperation(let operation): "does not do this (\(operation.rawValue))"
        case .notAllowed: "is not among the models of this key"
        case .foreignCredential: "is of another provider than the caller's own key"
        case .breakerOpen: "has failed lately, asked to be left alone, or was closed by an operator, and rests"
        case .full: "is of a provider that runs as many calls as it may"
        case .retryBudget: "is of a provider that has been asked too often again lately"
        }
    }

    /// Without figures, for the reference page.
    package var about: String {
        switch self {
        case .contextTooSmall: "has a window that is smaller than the prompt, as its tokens are estimated"
        case .tooDear: "could cost more than the call may: `max_cost_per_request` of the policy, or `max_cost_usd`"
        case .noOperation: "is of a provider that does not do this"
        case .noTools, .noImages, .noDocuments, .noAudio: text + ", as the catalogue has it"
        default: text
        }
    }

    /// Every reason once, for the reference page.
    package static let all: [PassReason] = [
        .noTools, .noImages, .noDocuments, .noAudio, .contextTooSmall(tokens: 0, window: 0),
        .tooDear(.zero, most: .zero), .priceUnknown, .noOperation(.embed), .notAllowed, .foreignCredential,
        .breakerOpen, .full, .retryBudget,
    ]

    /// What is missing of what a request needs; the first counts.
    init?(lacking abilities: ModelFacts.Abilities) {
        if abilities.contains(.vision) {
            self = .noImages
        } else if abilities.contains(.documents) {
            self = .noDocuments
        } else if abilities.contains(.audio) {
            self = .noAudio
        } else if abilities.contains(.tools) {
            self = .noTools
        } else {
            return nil
        }
    }
}
