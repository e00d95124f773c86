/// What a key may do and spend: the same for keys of the configuration, keys made at run time and bearers of a token.
package struct KeyPolicy: Sendable, Equatable {
    /// Patterns of models it may use (`smart`, `openai/*`); nil: all.
    package var models: [String]?
    /// What it may ask for; nil: everything.
    package var operations: Set<Operation>?
    /// Whose budget it shares; nil: nobody's.
    package var team: String?
    /// Who answers for it; told in usage, and nothing else.
    package var owner: String?
    /// Further names that what it spends is counted under.
    /// Each once.
    package var tags: [String] = [] {
        didSet {
            var seen: Set<String> = []
            if Set(tags).count != tags.count { tags = tags.filter { seen.insert($0).inserted } }
        }
    }
    /// All of them hold.
    package var budgets: [Budget] = []
    package var limits = RateLimits()
    /// Before whom its calls go where calls wait for a place.
    package var priority = CallPriority.normal

    package init(models: [String]? = nil, budgets: [Budget] = [], limits: RateLimits = .none) {
        self.models = models
        self.budgets = budgets
        self.limits = limits
    }

    /// A key that may do everything.
    package static let open = KeyPolicy()
}

/// How much may be spent in how long.
package struct Budget: Sendable, Hashable {
    package var most: Money
    package var period: BudgetPeriod

    package init(most: Money, period: BudgetPeriod) {
        self.most = most
        self.period = period
    }
}

/// How often a budget begins anew: by the calendar, in UTC.
package enum BudgetPeriod: String, Sendable, Hashable, CaseIterable {
    case day, week, month, total
}

/// How much may be asked in how long; nil: no limit.
package struct RateLimits: Sendable, Equatable {
    package var requestsPerMinute: Int?
    package var tokensPerMinute: Int?
    /// Calls at once.
    package var concurrent: Int?

    package init(requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil, concurrent: Int? = nil) {
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
        self.concurrent = concurrent
    }

    package static let none = RateLimits()

    package var isNone: Bool { requestsPerMinute == nil && tokensPerMinute == nil && concurrent == nil }
}
