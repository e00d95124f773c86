package import Dialects
import NIOCore
import Wire

/// Where an attempt goes: a provider and its own name for the model.
package struct Target: Sendable {
    package var provider: Provider
    package var model: String
    /// When an attempt there must have ended; nil: with the call.
    var end: NIODeadline?

    package init(provider: Provider, model: String) {
        self.provider = provider
        self.model = provider.canonicalName(of: model)
    }

    package var name: String { "\(provider.id)/\(model)" }

    /// Whether the model leads where its provider keeps models: in a path, `..` would lead to another one than the
    /// name that was checked. A model that is named in the body may be called anything.
    package var fitsItsPath: Bool {
        guard provider.putsModelsInPaths else { return true }
        return model.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8)
        }
    }

    /// Whether `name` is this target without its provider (`gemini-2.5-pro`), in whichever spelling.
    package func isCalled(_ name: String) -> Bool { provider.canonicalName(of: name) == model }

    /// Bedrock's names hold whose model it is: `us.anthropic.claude-…`, `amazon.nova-…`.
    private static func modelFields(of model: String) -> TargetTraits.ModelFields {
        if model.holds("anthropic.") { return .anthropic }
        return model.holds("amazon.nova") ? .nova : .none
    }

    /// What the endpoint and the model together can take.
    package func traits(of endpoint: Endpoint, facts: ModelFacts?) -> TargetTraits {
        var traits = endpoint.traits
        traits.model = model
        if endpoint.dialect == .bedrockConverse { traits.modelFields = Self.modelFields(of: model) }
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
