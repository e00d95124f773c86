/// What the configuration says of routing beside its models: named policies, and rules on what a call is like.
package struct RoutingRules: Sendable {
    /// Those of the configuration, over the two that are always there.
    package let policies: [NamedPolicy]
    /// The first that fits a call is followed.
    package let rules: [RoutingRule]
    private let byName: NameTable<NamedPolicy>

    package init(policies: [NamedPolicy] = [], rules: [RoutingRule] = []) {
        self.policies = policies
        self.rules = rules
        byName = NameTable((policies + NamedPolicy.standard).map { ($0.name, $0) })
    }

    package static let none = RoutingRules()

    /// The policy of a name, one that is always there included.
    package subscript(policy name: String) -> NamedPolicy? { byName[name] }
}

/// A way to choose among targets that callers and models name.
package struct NamedPolicy: Sendable {
    package var name: String
    /// What counts first stands first; among equals the next one decides, at last the configuration's order.
    package var prefer: [Preference]
    /// `provider/model`, or names of configured models, which stand for their targets. nil: those of the model that is
    /// asked for; where the policy is named in its place, the targets of all configured models.
    package var models: [String]?
    /// What a call may cost at the most, all its attempts together; nil: anything.
    package var maxCost: Money?

    package init(name: String, prefer: [Preference], models: [String]? = nil, maxCost: Money? = nil) {
        self.name = name
        self.prefer = prefer
        self.models = models
        self.maxCost = maxCost
    }

    /// There without a word in the configuration, which may say otherwise.
    package static let standard = [
        NamedPolicy(name: "low_cost", prefer: [.cheapest]), NamedPolicy(name: "high_quality", prefer: [.quality]),
    ]
}

/// One thing by which targets are put in order.
package enum Preference: Sendable, Equatable {
    case cheapest, fastest, quality
    case leastBusy
    /// A provider's id, `provider/model`, or a beginning of that such as `openai/gpt-4*`: what it fits is preferred.
    case name(String)

    /// The words that are no names.
    package static let words: [(word: String, preference: Preference)] = [
        ("cheapest", .cheapest), ("fastest", .fastest), ("least_busy", .leastBusy), ("quality", .quality),
    ]

    /// As the configuration writes it.
    package var text: String {
        if case .name(let name) = self { return name }
        return Self.words.first { $0.preference == self }?.word ?? ""
    }

    /// Whether a target is one of those named.
    func fits(_ target: Target) -> Bool {
        guard case .name(let name) = self else { return false }
        return name == target.provider.id || ModelAccess.fits(name, target.name)
    }
}

/// Where calls of a kind go. All that is given must hold.
package struct RoutingRule: Sendable {
    /// Fields of the request's head by name; a value may end in `*`.
    package var headers: [(name: String, value: String)] = []
    /// Members of the request's `metadata`; a value may end in `*`.
    package var metadata: [(name: String, value: String)] = []
    /// The name the caller used, or a pattern such as `gpt-4*`.
    package var model: String?
    /// Tokens of the prompt, as they are estimated; more must be there.
    package var tokensAbove: Int?
    package var task: TaskType?
    /// nil: whatever is asked for.
    package var operation: Operation?
    /// A configured model, a policy, or `provider/model`.
    package var use: String

    package init(use: String) { self.use = use }

    /// Those that name a model.
    package static let operations = Operation.allCases.filter { ![.recall, .files, .batches].contains($0) }

    /// Whether the rule is part of a model that is named: then whoever may use that model may follow the rule.
    func isPart(of name: String) -> Bool { model == name }
}

/// Calls of one session go to one target as long as it is healthy, so that its prompt cache stays warm.
package struct StickyRule: Sendable, Equatable {
    /// What tells sessions apart.
    package enum Key: Sendable, Equatable {
        /// A field of the request's head.
        case header(String)
        /// The caller's own user, as the request names it.
        case user
        /// The gateway's key.
        case key
        /// How the conversation begins.
        case promptPrefix

        /// As the configuration and the decision name it.
        package var word: String {
            switch self {
            case .header: "header"
            case .user: "user"
            case .key: "key"
            case .promptPrefix: "prompt_prefix"
            }
        }
    }

    package var key: Key

    package init(_ key: Key) { self.key = key }
}
