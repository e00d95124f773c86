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
        let abilities = facts.abilities
        traits.maxOutputTokens = facts.maxOutputTokens
        traits.reasons = facts.reasons
        traits.hasJSONSchema = facts.hasJSONSchema ?? traits.hasJSONSchema
        traits.thinkingBudget = facts.thinkingBudget
        traits.efforts = facts.efforts
        let needsBudget = facts.thinkingBudget.map { $0.lowerBound > 0 } ?? false
        traits.alwaysThinks =
            abilities.contains(.alwaysThinks)
            || endpoint.dialect == .geminiGenerate && needsBudget && !abilities.contains(.thinkingOff)
        traits.usesAdaptiveThinking = abilities.contains(.adaptiveThinking)
        traits.usesThinkingLevel = abilities.contains(.thinkingLevel)
        traits.takesSystemTurns = traits.takesSystemTurns || abilities.contains(.systemTurns)
        traits.takesReasoning = traits.takesReasoning || abilities.contains(.takesReasoning)
        traits.takesSampling = !abilities.contains(.noSampling)
        return traits
    }
}
