import Wire

/// Reasoning effort and thinking budget say the same in two ways.
///
/// | effort | budget in tokens | level |
/// |---|--:|---|
/// | `none` | 0 | `MINIMAL` (these models cannot stop thinking) |
/// | `minimal` | 1,024 | `MINIMAL` |
/// | `low` | 1,024 | `LOW` |
/// | `medium` | 8,192 | `MEDIUM` |
/// | `high`, `xhigh`, `max` | 24,576 | `HIGH` |
///
/// Budgets and the equality of `minimal` and `low` are those of Google's own OpenAI-compatible endpoint; 24,576 is
/// the largest budget every thinking model of the 2.5 family takes.
enum GeminiThinking {
    static func budget(effort: String) -> Int? {
        switch effort {
        case "none": 0
        case "minimal", "low": 1024
        case "medium": 8192
        case "high", "xhigh", "max": 24576
        default: nil
        }
    }

    static func level(effort: String) -> String? {
        switch effort {
        case "none", "minimal": "MINIMAL"
        case "low": "LOW"
        case "medium": "MEDIUM"
        case "high", "xhigh", "max": "HIGH"
        default: nil
        }
    }

    static func read(_ object: JSONObject) -> ReasoningRequest {
        var members = GeminiMembers(object)
        return ReasoningRequest(
            effort: members.string("thinkingLevel")?.lowercased(), budget: members.int("thinkingBudget"),
            includeText: members.bool("includeThoughts"), preserved: members.preserved)
    }

    /// Nil when nothing is to be said.
    static func write(_ reasoning: ReasoningRequest, for traits: TargetTraits, losses: inout Losses) -> JSONObject? {
        losses.note(reasoning.preserved, at: "reasoning", into: .geminiGenerate)
        if traits.reasons == false {
            if reasoning.effort != "none", reasoning.budget != 0 {
                losses.note("reasoning_effort", "this model does not think")
            }
            return nil
        }
        var config = JSONObject()
        if let include = reasoning.includeText { config["includeThoughts"] = .bool(include) }
        if let budget = reasoning.budget { config["thinkingBudget"] = .int(budget) }
        if let effort = reasoning.effort, reasoning.budget == nil {
            if traits.usesThinkingLevel, let level = level(effort: effort) {
                config["thinkingLevel"] = .string(level)
                if effort == "none" { losses.note("reasoning_effort", "this model cannot stop thinking") }
            } else if !traits.usesThinkingLevel, let budget = budget(effort: effort) {
                config["thinkingBudget"] = .int(budget)
            } else {
                losses.note("reasoning_effort", "\"\(effort)\" is not known here")
            }
        }
        if let members = reasoning.preserved?.ownGemini { config.merge(members) }
        return config.isEmpty ? nil : config
    }
}
