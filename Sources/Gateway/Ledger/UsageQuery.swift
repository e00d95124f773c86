import Wire

/// What is asked of the ledger's sums.
package struct UsageQuery: Sendable, Equatable {
    /// What usage is told apart by.
    package enum Dimension: String, Sendable, CaseIterable {
        case key, team, provider, model, tag
    }

    /// How time is told apart.
    package enum Step: String, Sendable, CaseIterable {
        case day, hour
    }

    /// None: all together. A tag stands alone, as an attempt has several.
    package var by: [Dimension]
    /// nil: all of the time together.
    package var per: Step?
    /// In seconds since 1970; cut to whole hours where one dimension is asked for, else to whole days.
    package var time: Range<Int>
    /// What each of these has to be.
    package var only: [Dimension: String]
    /// Lines of the report at the most; one of more is refused.
    package var limit = Self.usualLimit

    private static let usualLimit = 10_000
    private static let mostLines = 1_000_000

    package init(by: [Dimension] = [], per: Step? = nil, time: Range<Int>, only: [Dimension: String] = [:]) {
        self.by = by
        self.per = per
        self.time = time
        self.only = only
    }

    /// All that has to be looked at; sums of one dimension are kept by the hour, of several by the day.
    package var dimensions: Set<Dimension> { Set(by).union(only.keys) }

    /// What asks for the sum of it all where its lines do not add up to that: an attempt has several tags or none, and may
    /// have no team. nil: they do.
    var forWhole: UsageQuery? {
        guard dimensions.count == 1, by == [.tag] || by == [.team] else { return nil }
        return UsageQuery(time: time, only: only)
    }

    /// Reads the query of an address: `by=key,model&per=day&from=2026-11-01&to=2026-12-01&team=research`.
    ///
    /// Without `from` it begins with the month of `now`; `to`, which is not included, is then the end of today.
    package init(reading query: [(name: String, value: String)], now: Int) throws(GatewayError) {
        var by: [Dimension] = []
        var per: Step?
        var from = BudgetPeriod.month.bounds(at: now).lowerBound
        var until = BudgetPeriod.day.bounds(at: now).upperBound
        var only: [Dimension: String] = [:]
        var limit = Self.usualLimit
        for (name, value) in query {
            switch name {
            case "by":
                for word in value.split(separator: ",") {
                    guard let dimension = Dimension(rawValue: String(word)) else {
                        throw Self.wrong(name, value, Dimension.allCases.map(\.rawValue))
                    }
                    if !by.contains(dimension) { by.append(dimension) }
                }
            case "per":
                guard let step = Step(rawValue: value) else {
                    throw Self.wrong(name, value, Step.allCases.map(\.rawValue))
                }
                per = step
            case "from", "to":
                guard let time = CalendarDay.time(value) else {
                    throw GatewayError(
                        .invalidRequest, "\"\(name)\" must be a day such as 2026-11-01, found \"\(value)\".",
                        param: name)
                }
                if name == "from" { from = time } else { until = time }
            case "format": continue
            case "limit":
                guard let lines = Int(value), (1...Self.mostLines).contains(lines) else {
                    throw GatewayError(
                        .invalidRequest, "\"limit\" must be from 1 to \(Self.mostLines), found \"\(value)\".",
                        param: name)
                }
                limit = lines
            default:
                guard let dimension = Dimension(rawValue: name) else {
                    throw GatewayError(
                        .invalidRequest, "\"\(name)\" is no parameter of usage.",
                        hint: "There are by, per, from, to, format, limit, \(Self.names).", param: name)
                }
                only[dimension] = value
            }
        }
        guard from < until else {
            throw GatewayError(.invalidRequest, "\"from\" must be before \"to\".", param: "from")
        }
        self.init(by: by, per: per, time: from..<until, only: only)
        self.limit = limit
        try check()
    }

    /// What the sums do not hold cannot be asked of them.
    private func check() throws(GatewayError) {
        let dimensions = dimensions
        guard dimensions.count < 2 || !dimensions.contains(.tag) else {
            throw GatewayError(
                .invalidRequest, "Usage by tag is kept for itself: no other dimension can stand beside it.",
                hint: "Ask for `by=tag` alone, and for the others in a report of their own.", param: "by")
        }
        guard dimensions.count < 2 || per != .hour else {
            throw GatewayError(
                .invalidRequest, "Hours are kept for one dimension at a time.",
                hint: "Ask `per=day`, or for one dimension.", param: "per")
        }
    }

    private static var names: String { Dimension.allCases.map(\.rawValue).joined(separator: ", ") }

    private static func wrong(_ name: String, _ value: String, _ possible: [String]) -> GatewayError {
        GatewayError(
            .invalidRequest, "\"\(name)\" must be one of \(possible.joined(separator: ", ")), found \"\(value)\".",
            param: name)
    }
}

/// A line of a usage report.
package struct UsageRow: Sendable, Equatable {
    /// In the order of `UsageQuery.by`.
    package var names: [String]
    /// When the hour or day began, in seconds since 1970; nil where all of the time stands together.
    package var time: Int?
    package var attempts = 0
    package var failed = 0
    /// Attempts whose cost is an estimate or a ceiling.
    package var uncertain = 0
    /// Attempts whose price is not known; they are counted at nothing.
    package var unpriced = 0
    package var inputTokens = 0
    package var outputTokens = 0
    package var cacheReadTokens = 0
    package var cost = Money.zero

    package init(names: [String], time: Int?) {
        self.names = names
        self.time = time
    }
}
