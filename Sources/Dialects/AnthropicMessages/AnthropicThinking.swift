import Wire

/// What becomes of a wish for reasoning: `thinking`, `output_config.effort` and the `max_tokens` that has room for it.
struct AnthropicThinking {
    private(set) var thinking: JSONObject?
    private(set) var effort: String?
    private(set) var maxTokens: Int

    /// Anthropic's least budget.
    static let leastBudget = 1024

    /// Tokens for an effort, for models that think by budget.
    ///
    /// | effort | minimal | low | medium | high | xhigh | max |
    /// |---|--:|--:|--:|--:|--:|--:|
    /// | tokens | 1,024 | 2,048 | 4,096 | 16,384 | 32,768 | 49,152 |
    ///
    /// nil for an effort we do not know.
    static func budget(for effort: String) -> Int? {
        switch effort.lowercased() {
        case "minimal": leastBudget
        case "low": 2048
        case "medium": 4096
        case "high": 16384
        case "xhigh": 32768
        case "max": 49152
        default: nil
        }
    }

    /// The effort for a budget, for models that think adaptively; the borders lie between the rows of the table above.
    static func effort(for budget: Int) -> String {
        switch budget {
        case ..<3072: "low"
        case ..<10240: "medium"
        case ..<24576: "high"
        default: "xhigh"
        }
    }

    /// Whether the model thinks in this request.
    var isOn: Bool { thinking != nil && thinking?.blockType != "disabled" }

    /// - Parameters:
    ///   - given: `thinking` as the caller wrote it for Anthropic in a request of another dialect.
    ///   - continuesWithoutThinking: whether the assistant goes on in a turn it began without thinking.
    init(
        _ request: GenerationRequest, given: JSONObject?, traits: TargetTraits,
        continuesWithoutThinking: Bool, losses: inout Losses
    ) throws(DialectError) {
        maxTokens = request.maxOutputTokens ?? traits.defaultMaxOutputTokens
        if let reasoning = request.reasoning, reasoning.preserved?.dialect == .anthropicMessages {
            adoptOwn(reasoning)
            if request.maxOutputTokens == nil { makeRoom(traits) }
            return
        }
        if let given {
            thinking = given
        } else if let reasoning = request.reasoning {
            try map(reasoning, traits, &losses)
        }
        guard isOn else { return }
        dropWhereRefused(request, continuesWithoutThinking, losses: &losses)
        guard let budget = thinking?["budget_tokens"]?.int else { return }
        if request.maxOutputTokens == nil { makeRoom(traits) }
        let isOwn = given != nil || (request.reasoning?.budget ?? -1) > 0
        fit(budget, keepsBudget: isOwn || request.maxOutputTokens == nil, losses: &losses)
    }

    /// From a request of this dialect: as it was, for Anthropic to judge.
    private mutating func adoptOwn(_ reasoning: ReasoningRequest) {
        effort = reasoning.effort
        if let budget = reasoning.budget {
            var config = JSONObject([("type", .string(budget > 0 ? "enabled" : budget == 0 ? "disabled" : "adaptive"))])
            if budget > 0 { config["budget_tokens"] = .int(budget) }
            show(reasoning.includeText, in: &config)
            thinking = config
        }
        for (key, value) in reasoning.preserved?.members ?? JSONObject() {
            var config = thinking ?? JSONObject()
            config[key] = value
            thinking = config
        }
    }

    private mutating func map(
        _ reasoning: ReasoningRequest, _ traits: TargetTraits, _ losses: inout Losses
    ) throws(DialectError) {
        losses.note(reasoning.preserved, at: "reasoning", into: .anthropicMessages)
        guard reasoning.effort != nil || reasoning.budget != nil else { return }
        let isOff = reasoning.effort?.lowercased() == "none" || reasoning.budget == 0
        if traits.reasons == false {
            if !isOff { losses.note("reasoning_effort", "\(traits.model) does not reason") }
            return
        }
        guard !isOff else {
            if traits.alwaysThinks {
                losses.note("reasoning_effort", "\(traits.model) cannot stop thinking")
            } else {
                thinking = JSONObject([("type", .string("disabled"))])
            }
            return
        }
        var budget = reasoning.budget ?? -1
        if budget < 0, let wanted = reasoning.effort {
            guard let known = Self.budget(for: wanted) else {
                throw .invalid(
                    "reasoning_effort", "unknown reasoning effort \"\(wanted)\"",
                    hint: "use none, minimal, low, medium, high, xhigh or max")
            }
            budget = known
        }
        var config = JSONObject()
        if traits.usesAdaptiveThinking {
            config["type"] = .string("adaptive")
            if let wanted = reasoning.effort?.lowercased() {
                let nearest = traits.fitted(effort: wanted == "minimal" ? "low" : wanted)
                if wanted != "minimal", nearest != wanted {
                    losses.note("reasoning_effort", "written as \(nearest), the strongest below that it has")
                }
                effort = nearest
            } else if budget > 0 {
                effort = traits.fitted(effort: Self.effort(for: budget))
            }
        } else {
            config["type"] = .string("enabled")
            config["budget_tokens"] = .int(max(traits.fitted(budget: budget < 0 ? 4096 : budget), Self.leastBudget))
        }
        show(reasoning.includeText, in: &config)
        thinking = config
    }

    private func show(_ includeText: Bool?, in config: inout JSONObject) {
        guard let includeText, config.blockType != "disabled" else { return }
        config["display"] = .string(includeText ? "summarized" : "omitted")
    }

    /// Anthropic refuses a thinking budget where a tool is forced, and where the turn began without thinking. The tool
    /// choice and the conversation are the harder demands, so it is the thinking that goes. Adaptive thinking is taken
    /// in both cases.
    private mutating func dropWhereRefused(
        _ request: GenerationRequest, _ continuesWithoutThinking: Bool, losses: inout Losses
    ) {
        guard thinking?.blockType == "enabled" else { return }
        if !request.tools.isEmpty, request.toolChoice?.forcesTool ?? false {
            losses.note("reasoning_effort", "Anthropic does not think where tool_choice forces a tool")
        } else if continuesWithoutThinking {
            losses.note("reasoning_effort", "the assistant's open turn came without its signed thinking")
        } else {
            return
        }
        thinking = nil
        effort = nil
    }

    /// No limit was given: the default is for the answer, the budget comes on top.
    private mutating func makeRoom(_ traits: TargetTraits) {
        guard let budget = thinking?["budget_tokens"]?.int else { return }
        // What stands in a caller's own `thinking` was not checked.
        let room = min(max(budget, 0), TokenCount.largestWish)
        let wanted = min(traits.defaultMaxOutputTokens, TokenCount.largestWish) + room
        maxTokens = min(wanted, max(traits.maxOutputTokens ?? .max, 1))
    }

    /// `max_tokens` includes the thinking and must exceed the budget. It is the caller's limit and is never raised;
    /// a budget made from an effort leaves half of it to the answer.
    private mutating func fit(_ budget: Int, keepsBudget: Bool, losses: inout Losses) {
        guard budget >= maxTokens || (!keepsBudget && budget > maxTokens / 2) else { return }
        let fitting = keepsBudget ? max(maxTokens, 1) - 1 : max(maxTokens / 2, Self.leastBudget)
        guard fitting >= Self.leastBudget, fitting < maxTokens else {
            losses.note("reasoning_effort", "max_tokens \(maxTokens) leaves no room for the least budget of 1024")
            thinking = nil
            return
        }
        thinking?["budget_tokens"] = .int(fitting)
        if keepsBudget { losses.note("thinking.budget_tokens", "lowered to \(fitting): it must be below max_tokens") }
    }
}

extension ToolChoice {
    /// Whether some tool must be called.
    var forcesTool: Bool {
        switch self {
        case .auto, .none: false
        case .required, .function: true
        case .allowed(_, let required): required
        }
    }
}
