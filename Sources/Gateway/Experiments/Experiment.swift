/// A configured model whose calls are split among variants, so that one can be told to be better.
package final class Experiment: Sendable {
    /// Who is given one variant for all of their calls.
    package enum Unit: Sendable, Hashable {
        case request, user, key
        /// A field of the request's head, by its name.
        case header(String)

        package init?(_ text: String) {
            switch text {
            case "request": self = .request
            case "user": self = .user
            case "key": self = .key
            default:
                let name = text.hasPrefix("header:") ? text.dropFirst("header:".count).lowercased() : ""
                let isName = name.utf8.allSatisfy { byte in
                    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
                }
                guard !name.isEmpty, name.utf8.count <= 64, isName else { return nil }
                self = .header(name)
            }
        }

        package var text: String {
            switch self {
            case .request: "request"
            case .user: "user"
            case .key: "key"
            case .header(let name): "header:\(name)"
            }
        }
    }

    /// What makes a variant the better one.
    package enum Goal: String, Sendable, CaseIterable {
        /// Less money a call.
        case cost
        /// Less time to the end of an answer; of a stream to its first byte.
        case latency
        /// A higher mean of what callers say of answers.
        case feedback
    }

    /// One of the ways that calls may go.
    package struct Variant: Sendable, Equatable {
        package var name: String
        package var target: ConfiguredModel.Target

        /// - Parameter target: its weight is the variant's share of the calls.
        package init(name: String, target: ConfiguredModel.Target) {
            self.name = name
            self.target = target
        }
    }

    /// How the winner's share grows.
    package struct Rollout: Sendable, Equatable {
        /// Growing, the last one is all.
        package var steps: [Share]
        /// Between two steps, in seconds.
        package var every: Int

        package init(steps: [Share], every: Int) {
            self.steps = steps
            self.every = every
        }
    }

    package let name: String
    /// The configured model that it splits.
    package let model: String
    /// The first one is the control: what the others are measured against.
    package let variants: [Variant]
    package let unit: Unit
    package let goal: Goal
    /// How often at the most a winner may be named where there is none.
    package let significance: Double
    /// As it was written.
    package let significanceText: String
    /// Calls of each variant before anything is decided.
    package let minimum: Int
    /// By how much a winner may fail more often than what it is measured against.
    package let errorMargin: Share
    /// nil: a winner is named, and nothing is done.
    package let rollout: Rollout?
    /// What its numbers belong to. Those gathered under another one say nothing of this one.
    package let fingerprint: String

    /// - Parameter significance: a decimal between 0 and 1, not included; what is none counts as 0.05.
    package init(
        name: String, model: String, variants: [Variant], unit: Unit = .request, goal: Goal,
        significance: String = "0.05", minimum: Int = 200, errorMargin: Share = Share(parts: 1_000),
        rollout: Rollout? = nil
    ) {
        self.name = name
        self.model = model
        self.variants = variants
        self.unit = unit
        self.goal = goal
        self.significance = Double(significance).flatMap { $0 > 0 && $0 < 1 ? $0 : nil } ?? 0.05
        significanceText = significance
        self.minimum = minimum
        self.errorMargin = errorMargin
        self.rollout = rollout
        let split = variants.map { "\($0.name)=\($0.target.provider)/\($0.target.model)*\($0.target.weight)" }
        fingerprint = ([model, unit.text, goal.rawValue] + split).joined(separator: "\n")
    }

    package func variant(named name: String) -> Int? { variants.firstIndex { $0.name == name } }
}

/// The experiments of a configuration.
package struct ExperimentTable: Sendable {
    package let all: [Experiment]
    private let byModel: [String: Experiment]

    /// - Parameter all: of each model one at the most; of several the first counts.
    package init(_ all: [Experiment]) {
        self.all = all
        byModel = Dictionary(all.map { ($0.model, $0) }) { first, _ in first }
    }

    package static let none = ExperimentTable([])

    package var isEmpty: Bool { all.isEmpty }

    package func experiment(on model: String) -> Experiment? { byModel[model] }

    package func experiment(named name: String) -> Experiment? { all.first { $0.name == name } }
}
