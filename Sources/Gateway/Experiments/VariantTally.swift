import Dialects
package import NIOCore
package import Wire

/// What is known of one variant's calls. Whole numbers, so that nothing is lost by adding, keeping and reading again.
package struct VariantTally: Sendable, Equatable {
    /// Calls that the variant answered or failed.
    package private(set) var calls = 0
    /// Those it failed; another target may have answered them.
    package private(set) var errors = 0
    /// Nano-USD of the calls it answered whose cost is known.
    package private(set) var cost = Moments()
    /// Microseconds of the calls it answered.
    package private(set) var latency = Moments()
    /// Thousandths, 0 to 1,000.
    package private(set) var feedback = Moments()
    package private(set) var inputTokens = 0
    package private(set) var outputTokens = 0
    /// Why answers ended, by OpenAI's words; those of the calls it failed by their error's code.
    package private(set) var endings: [String: Int] = [:]

    /// What one call adds.
    package struct Sample: Sendable, Equatable {
        package var isError: Bool
        /// nil: not known.
        package var cost: Money?
        package var latency: TimeAmount
        package var inputTokens = 0
        package var outputTokens = 0
        package var ending: String

        package init(isError: Bool, cost: Money?, latency: TimeAmount, ending: String) {
            self.isError = isError
            self.cost = cost
            self.latency = latency
            self.ending = ending
        }
    }

    package init() {}

    package mutating func add(_ sample: Sample) {
        calls &+= 1
        endings[sample.ending, default: 0] &+= 1
        guard !sample.isError else {
            errors &+= 1
            return
        }
        if let cost = sample.cost { self.cost.add(Int(cost.nanoUSD)) }
        latency.add(Int(max(sample.latency.nanoseconds, 0) / 1_000))
        inputTokens &+= sample.inputTokens
        outputTokens &+= sample.outputTokens
    }

    /// - Parameter score: thousandths.
    package mutating func addFeedback(_ score: Int) { feedback.add(min(max(score, 0), 1_000)) }

    package mutating func add(_ other: VariantTally) {
        calls &+= other.calls
        errors &+= other.errors
        cost.add(other.cost)
        latency.add(other.latency)
        feedback.add(other.feedback)
        inputTokens &+= other.inputTokens
        outputTokens &+= other.outputTokens
        endings.merge(other.endings, uniquingKeysWith: &+)
    }

    /// Of what a goal is measured by.
    package func moments(of goal: Experiment.Goal) -> Moments {
        switch goal {
        case .cost: cost
        case .latency: latency
        case .feedback: feedback
        }
    }

    package var errorRate: Double { calls > 0 ? Double(errors) / Double(calls) : 0 }
}

extension VariantTally {
    /// As it is kept.
    package var json: JSONValue {
        [
            "calls": .int(calls), "errors": .int(errors), "cost": cost.json, "latency": latency.json,
            "feedback": feedback.json, "input_tokens": .int(inputTokens), "output_tokens": .int(outputTokens),
            "endings": .object(JSONObject(endings.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })),
        ]
    }

    package init?(json: JSONValue?) {
        guard let json, let calls = json["calls"]?.int, let errors = json["errors"]?.int,
            let cost = Moments(json: json["cost"]), let latency = Moments(json: json["latency"]),
            let feedback = Moments(json: json["feedback"]), calls >= 0, errors >= 0
        else { return nil }
        self.calls = calls
        self.errors = errors
        self.cost = cost
        self.latency = latency
        self.feedback = feedback
        inputTokens = json["input_tokens"]?.int ?? 0
        outputTokens = json["output_tokens"]?.int ?? 0
        for (name, count) in json["endings"]?.object ?? JSONObject() { endings[name] = count.int ?? 0 }
    }

    /// As it is told: sums exact, means rounded.
    package var told: JSONObject {
        JSONObject([
            ("calls", .int(calls)), ("errors", .int(errors)), ("error_rate", .double(Self.rounded(errorRate, 6))),
            (
                "cost",
                [
                    "calls": .int(cost.count), "sum_usd": .string(Money(nanoUSD: Int64(cost.sum)).usd),
                    "mean_usd": .string(Money(nanoUSD: Int64(exactly: cost.mean.rounded()) ?? .max).usd),
                ]
            ),
            (
                "latency",
                [
                    "calls": .int(latency.count), "mean_ms": .double(Self.rounded(latency.mean / 1_000, 3)),
                    "deviation_ms": .double(Self.rounded(latency.variance.squareRoot() / 1_000, 3)),
                ]
            ),
            (
                "feedback",
                [
                    "count": .int(feedback.count),
                    "mean": feedback.count > 0 ? .double(Self.rounded(feedback.mean / 1_000, 4)) : .null,
                ]
            ),
            ("input_tokens", .int(inputTokens)), ("output_tokens", .int(outputTokens)),
            ("endings", .object(JSONObject(endings.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) }))),
        ])
    }

    static func rounded(_ value: Double, _ decimals: Int) -> Double {
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        return (value * scale).rounded() / scale
    }
}
