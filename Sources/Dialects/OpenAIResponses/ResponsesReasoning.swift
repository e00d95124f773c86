import Wire

/// Reasoning items: readable summaries, and what makes them valid in a second turn in `encrypted_content`.
enum ResponsesReasoning {
    private static let redacted = "redacted:"
    /// Between the parts of a summary, which are paragraphs.
    static let between = "\n\n"

    static func read(_ item: JSONView) -> Reasoning {
        let summary = texts(item["summary"])
        let content = texts(item["content"])
        var reasoning = Reasoning(text: (summary.isEmpty ? content : summary).joined(separator: between))
        sign(&reasoning, item["encrypted_content"]?.string)
        // Where both are there, the summary is what is shown.
        let known: MemberNames = ["summary", "encrypted_content"]
        reasoning.preserved = ResponsesItem.rest(item, without: summary.isEmpty ? known.union(["content"]) : known)
        if reasoning.preserved?.members["content"]?.array?.isEmpty == true { reasoning.preserved = nil }
        return reasoning
    }

    static func sign(_ reasoning: inout Reasoning, _ text: String?) {
        guard let text else { return }
        if text.hasPrefix(redacted) {
            reasoning.redacted = Signature(
                wire: String(text.dropFirst(redacted.count)), in: ResponsesItem.dialect)
        } else {
            reasoning.signature = Signature(wire: text, in: ResponsesItem.dialect)
        }
    }

    private static func texts(_ list: JSONView?) -> [String] {
        list.list.compactMap { $0["text"]?.string }
    }

    static func encrypted(_ reasoning: Reasoning) -> String? {
        if let data = reasoning.redacted { return redacted + data.wire(in: ResponsesItem.dialect) }
        return reasoning.signature?.wire(in: ResponsesItem.dialect)
    }

    /// - Parameter id: nil in requests, where an id would name an item of the provider's store.
    static func json(_ reasoning: Reasoning, id: String?, losses: inout Losses, at path: String) -> JSONObject {
        var item = JSONObject([("type", "reasoning")])
        item["id"] = id.map(JSONValue.string)
        item["summary"] = .array(reasoning.text.isEmpty ? [] : [summary(reasoning.text)])
        item["encrypted_content"] = encrypted(reasoning).map(JSONValue.string)
        Preserved.write(reasoning.preserved, of: ResponsesItem.dialect, into: &item, at: path, losses: &losses)
        return item
    }

    static func summary(_ text: String) -> JSONValue { ["type": "summary_text", "text": .string(text)] }
}
