package import Wire

/// How much one request may hold; nil: no bound. Beyond the bounds of its bytes, which always hold.
package struct RequestBounds: Sendable, Equatable {
    /// Turns of the conversation.
    package var messages: Int?
    package var tools: Int?
    /// Answers asked for at once (`n`).
    package var choices: Int?
    /// Bytes of the longest string, as written.
    package var text: Int?

    package init() {}

    package var isNone: Bool { messages == nil && tools == nil && choices == nil && text == nil }

    /// Refuses a request that holds more.
    package func check(_ root: JSONView) throws(GatewayError) {
        if let messages {
            for name in ["messages", "contents", "input"] {
                if let list = root[named: name], list.kind == .array {
                    try check(list.count, messages, name, "holds", "messages", "limits.max_messages")
                }
            }
        }
        if let tools, let list = root["tools"] {
            try check(list.count, tools, "tools", "holds", "tools", "limits.max_tools")
        }
        if let choices {
            let asked = [
                ("n", root["n"]), ("best_of", root["best_of"]),
                ("generationConfig.candidateCount", root["generationConfig"]?["candidateCount"]),
            ]
            for (name, view) in asked {
                if let count = view?.int {
                    try check(count, choices, name, "asks for", "answers", "limits.max_choices")
                }
            }
        }
        if let text {
            for (name, value) in root.memberViews where Self.longest(value) > text {
                throw GatewayError(
                    .invalidRequest, "\"\(name.string ?? "")\" holds a string of more than \(text) bytes.",
                    hint: "Send a shorter one, or raise `limits.max_text`.", param: name.string)
            }
        }
    }

    private func check(
        _ count: Int, _ most: Int, _ param: String, _ verb: String, _ what: String, _ setting: String
    ) throws(GatewayError) {
        guard count > most else { return }
        throw GatewayError(
            .invalidRequest, "\"\(param)\" \(verb) \(count) \(what), and \(most) are the most.",
            hint: "Send fewer, or raise `\(setting)`.", param: param)
    }

    /// Bytes between the quotes of the longest string within. No deeper than the depth that JSON may have.
    private static func longest(_ view: JSONView) -> Int {
        switch view.kind {
        case .string: view.range.count - 2
        case .array: view.elements.reduce(0) { max($0, longest($1)) }
        case .object: view.memberViews.reduce(0) { max($0, $1.key.range.count - 2, longest($1.value)) }
        case .number, .bool, .null: 0
        }
    }
}
