package import Dialects

/// Where an attempt goes: a provider and its own name for the model.
package struct Target: Sendable {
    package var provider: Provider
    package var model: String

    package init(provider: Provider, model: String) {
        self.provider = provider
        self.model = model
    }

    package var name: String { "\(provider.id)/\(model)" }

    /// What the endpoint and the model together can take.
    package func traits(of endpoint: Endpoint, facts: ModelFacts?) -> TargetTraits {
        var traits = endpoint.traits
        traits.model = model
        guard let facts else { return traits }
        traits.maxOutputTokens = facts.maxOutputTokens
        traits.reasons = facts.reasons
        traits.usesAdaptiveThinking = facts.usesAdaptiveThinking
        traits.usesThinkingLevel = facts.usesThinkingLevel
        return traits
    }
}
