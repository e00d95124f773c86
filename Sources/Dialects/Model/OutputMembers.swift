import NIOCore
package import Wire

/// Where a dialect's requests say how much may be answered: what policy bounds a call's cost by.
package final class OutputMembers: Sendable {
    /// What the members below stand in; each of several spellings. Empty: in the request itself.
    private let groups: [String]
    /// Limits of an answer, in tokens; of several the largest counts. The first is the one to write.
    private let limits: [StaticString]
    /// How many answers are made; of several the largest counts.
    private let answers: [StaticString]
    private let names: JSONNames

    private init(in groups: [String] = [], limits: [StaticString], answers: [StaticString] = []) {
        self.groups = groups
        self.limits = limits
        self.answers = answers
        names = JSONNames(limits + answers)
    }

    /// What a request says, leniently: what is no whole number says nothing, and is the provider's to refuse.
    ///
    /// Throws where a member stands twice: what is checked must be what the provider reads.
    package func read(_ root: JSONView) throws(DialectError) -> (limit: Int?, answers: Int) {
        var said: (limit: Int?, answers: Int) = (nil, 1)
        if groups.isEmpty {
            try read(root, &said)
        } else {
            for place in places(in: root) { try read(place, &said) }
        }
        return said
    }

    private func read(_ place: JSONView, _ told: inout (limit: Int?, answers: Int)) throws(DialectError) {
        var seen: UInt16 = 0
        var members = JSONMemberCursor(place)
        while let member = members.next(of: names) {
            guard seen & 1 << UInt16(member) == 0 else {
                let name = member < limits.count ? limits[member] : answers[member - limits.count]
                throw .invalid("\(name)", "\"\(name)\" is given twice.", hint: "Give it once.")
            }
            seen |= 1 << UInt16(member)
            guard let said = members.value.int, said >= 0 else { continue }
            if member < limits.count {
                told.limit = max(told.limit ?? 0, min(said, TokenCount.largestWish))
            } else if said <= TokenCount.mostAnswers {
                told.answers = max(told.answers, said)
            } else {
                let name = "\(answers[member - limits.count])"
                throw .invalid(name, "\"\(name)\" must be at most \(TokenCount.mostAnswers), found \(said).")
            }
        }
    }

    /// Sets the limit of an answer in the members that say one, or in the one to write where none does.
    /// - Parameter standard: the member to write; nil: the first of the dialect.
    package func set(_ limit: Int, standard: String? = nil, in root: JSONView, with edits: inout JSONEdits) {
        let text = ByteBuffer(string: String(limit))
        let places = places(in: root)
        var isSet = false
        for place in places {
            for name in limits.map({ "\($0)" }) where place[named: name].map({ !$0.isNull }) ?? false {
                edits.set(name, to: text, in: place)
                isSet = true
            }
        }
        guard !isSet, let first = limits.first else { return }
        let name = standard ?? "\(first)"
        if let place = places.first { return edits.set(name, to: text, in: place) }
        guard let group = groups.first else { return }
        edits.set(group, to: ByteBuffer(string: "{\"\(name)\":\(limit)}"), in: root)
    }

    private func places(in root: JSONView) -> [JSONView] {
        (groups.isEmpty ? [root] : groups.compactMap { root[named: $0] }).filter { $0.kind == .object }
    }

    fileprivate static let openAIChat = OutputMembers(limits: ["max_completion_tokens", "max_tokens"], answers: ["n"])
    fileprivate static let openAICompletions = OutputMembers(limits: ["max_tokens"], answers: ["n", "best_of"])
    fileprivate static let openAIResponses = OutputMembers(limits: ["max_output_tokens"])
    fileprivate static let plain = OutputMembers(limits: ["max_tokens"])
    fileprivate static let gemini = OutputMembers(
        in: ["generationConfig", "generation_config"], limits: ["maxOutputTokens", "max_output_tokens"],
        answers: ["candidateCount", "candidate_count"])
    fileprivate static let converse = OutputMembers(in: ["inferenceConfig"], limits: ["maxTokens"])
    fileprivate static let ollama = OutputMembers(in: ["options"], limits: ["num_predict"])
    fileprivate static let gatewayChat = OutputMembers(in: ["parameters"], limits: ["max_tokens"], answers: ["n"])
}

extension Dialect {
    package var outputMembers: OutputMembers {
        switch self {
        case .openAIChat: .openAIChat
        case .openAICompletions: .openAICompletions
        case .openAIResponses: .openAIResponses
        case .anthropicMessages, .cohereChat: .plain
        case .geminiGenerate: .gemini
        case .bedrockConverse: .converse
        case .ollamaChat, .ollamaGenerate: .ollama
        case .gatewayChat: .gatewayChat
        }
    }
}
