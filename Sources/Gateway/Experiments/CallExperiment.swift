import Wire

/// The variant that a call was given.
package final class CallExperiment: Sendable {
    package let experiment: Experiment
    /// Which of the experiment's variants.
    package let variant: Int
    let target: Target

    init(_ experiment: Experiment, variant: Int, target: Target) {
        self.experiment = experiment
        self.variant = variant
        self.target = target
    }

    fileprivate static let tagStart = "experiment:"

    /// `cheaper-summaries/mini`
    package var text: String { "\(experiment.name)/\(experiment.variants[variant].name)" }

    /// What the call's attempts are counted under in the ledger, beside the tags of its key.
    var tag: String { experiment.tag(of: variant) }

    /// The names in the tags of an attempt; nil: it was in no experiment.
    static func names(in tags: [String]) -> (experiment: String, variant: String)? {
        guard let tag = tags.last(where: { $0.hasPrefix(tagStart) }) else { return nil }
        let parts = tag.dropFirst(tagStart.count).split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
}

extension Experiment {
    fileprivate func tag(of variant: Int) -> String { "\(CallExperiment.tagStart)\(name)/\(variants[variant].name)" }

    /// What the attempts of its calls are counted under.
    package var tags: [String] { variants.indices.map { tag(of: $0) } }

    /// What a call is assigned by. One that does not say goes by its key.
    func unit(of call: GenerationCall) -> String {
        switch unit {
        case .request: call.call.id
        case .key: call.call.principal.name
        case .user: call.user ?? call.call.principal.name
        case .header(let name): call.call.head.fields.value(of: name) ?? call.call.principal.name
        }
    }
}

extension GenerationCall {
    /// Whom the caller asks for, in the words of its dialect.
    fileprivate var user: String? {
        let root = document.root
        let said =
            root["user"]?.string ?? root["safety_identifier"]?.string ?? root["metadata"]?["user_id"]?.string
            ?? root["parameters"]?["user"]?.string
        return said.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension HeaderFields {
    /// The first value of a field whose name is not known here.
    /// - Parameter name: in lower case.
    fileprivate func value(of name: String) -> String? {
        var found: String?
        forEach { field, value in
            if found == nil, field.lowercased() == name { found = value }
        }
        return found.flatMap { $0.isEmpty ? nil : $0 }
    }
}
