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

    /// Within what the model takes. -1 leaves it to the model, 0 switches thinking off where that is possible.
    private static func fitted(
        _ budget: Int, at path: String, _ traits: TargetTraits, _ losses: inout Losses
    ) -> Int {
        if budget < 0 || budget == 0 && !traits.alwaysThinks { return budget }
        let taken = traits.fitted(budget: budget)
        if budget == 0, taken > 0 {
            losses.note(path, "this model cannot stop thinking")
        } else if taken < budget {
            losses.note(path, "lowered to \(taken), the most this model takes")
        }
        return taken
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
        if let budget = reasoning.budget {
            config["thinkingBudget"] = .int(fitted(budget, at: "reasoning.budget", traits, &losses))
        } else if let effort = reasoning.effort {
            if traits.usesThinkingLevel, let level = level(effort: effort) {
                let taken = traits.fitted(effort: level.lowercased()).uppercased()
                config["thinkingLevel"] = .string(taken)
                if effort == "none" {
                    losses.note("reasoning_effort", "this model cannot stop thinking")
                } else if taken != level {
                    losses.note("reasoning_effort", "written as \(taken), the nearest level this model has")
                }
            } else if !traits.usesThinkingLevel, let budget = budget(effort: effort) {
                config["thinkingBudget"] = .int(fitted(budget, at: "reasoning_effort", traits, &losses))
            } else {
                losses.note("reasoning_effort", "\"\(effort)\" is not known here")
            }
        }
        if let members = reasoning.preserved?.ownGemini { config.merge(members) }
        return config.isEmpty ? nil : config
    }
}
