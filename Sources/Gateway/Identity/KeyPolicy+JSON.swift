package import Wire

/// The one form of policies: in requests and answers of `/admin`, in the store and in the audit log.
extension KeyPolicy {
    package static let members = ["models", "operations", "team", "owner", "tags", "budget", "limits", "priority"]

    /// Takes over the members that are there; null takes a bound away.
    package mutating func apply(_ given: AdminMembers) throws(GatewayError) {
        for (name, value) in given.members {
            switch name {
            case "models": models = try given.texts(name)
            case "operations": operations = try Self.operations(given.texts(name))
            case "team": team = try given.text(name, most: 128)
            case "owner": owner = try given.text(name, most: 128)
            case "tags": tags = try given.texts(name, mostItems: 32) ?? []
            case "budget": budgets = try Budget.list(value)
            case "limits": limits = value.isNull ? .none : try RateLimits(reading: value)
            case "priority": priority = try Self.priority(given.text(name))
            default: break
            }
        }
    }

    private static func priority(_ name: String?) throws(GatewayError) -> CallPriority {
        guard let name else { return .normal }
        guard let priority = CallPriority.allCases.first(where: { $0.name == name }) else {
            let names = CallPriority.allCases.map(\.name).joined(separator: ", ")
            throw AdminMembers.wrong("priority", "\"priority\" must be one of \(names), found \"\(name)\".")
        }
        return priority
    }

    private static func operations(_ names: [String]?) throws(GatewayError) -> Set<Operation>? {
        guard let names else { return nil }
        var operations: Set<Operation> = []
        for name in names { operations.insert(try AdminMembers.choice(name, "operations", Operation.self)) }
        return operations
    }

    /// Every member, null where there is no bound.
    package var json: [(String, JSONValue)] {
        [
            ("models", models.map { .array($0.map { .string($0) }) } ?? .null),
            ("operations", operations.map { .array($0.map(\.rawValue).sorted().map { .string($0) }) } ?? .null),
            ("team", team.map { .string($0) } ?? .null),
            ("owner", owner.map { .string($0) } ?? .null),
            ("tags", .array(tags.map { .string($0) })),
            ("budget", .array(budgets.map(\.json))),
            ("limits", limits.json),
            ("priority", .string(priority.name)),
        ]
    }
}

extension Budget {
    /// One, or a list of them; null: none.
    static func list(_ value: JSONValue) throws(GatewayError) -> [Budget] {
        if value.isNull { return [] }
        guard let items = value.array else { return [try Budget(reading: value)] }
        guard items.count <= 16 else { throw AdminMembers.wrong("budget", "\"budget\" must be at most 16 of them.") }
        var budgets: [Budget] = []
        for item in items { budgets.append(try Budget(reading: item)) }
        return budgets
    }

    private init(reading value: JSONValue) throws(GatewayError) {
        let given = try AdminMembers(value, known: ["usd", "per"], path: "budget")
        let text = given["usd"]?.string ?? given["usd"]?.numberText ?? ""
        guard let most = Money(exactUSD: text) else {
            throw AdminMembers.wrong(
                "budget.usd", "\"budget.usd\" must be an amount of USD such as \"25.00\", at most nine decimals.")
        }
        guard let period = try given.choice("per", BudgetPeriod.self) else {
            throw AdminMembers.wrong("budget.per", "\"budget.per\" must be one of day, week, month, total.")
        }
        self.init(most: most, period: period)
    }

    var json: JSONValue { ["usd": .string(most.usd), "per": .string(period.rawValue)] }
}

extension RateLimits {
    fileprivate init(reading value: JSONValue) throws(GatewayError) {
        let given = try AdminMembers(
            value, known: ["requests_per_minute", "tokens_per_minute", "concurrent"], path: "limits")
        self.init(
            requestsPerMinute: try given.number("requests_per_minute", 1...RateMeter.most),
            tokensPerMinute: try given.number("tokens_per_minute", 1...RateMeter.most),
            concurrent: try given.number("concurrent", 1...1_000_000))
    }

    var json: JSONValue {
        [
            "requests_per_minute": requestsPerMinute.map { .int($0) } ?? .null,
            "tokens_per_minute": tokensPerMinute.map { .int($0) } ?? .null,
            "concurrent": concurrent.map { .int($0) } ?? .null,
        ]
    }
}
