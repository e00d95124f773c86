package import Wire

/// The state of an experiment, or of a model's shadow, as it is kept.
package struct ExperimentRecord: KeptRecord, Equatable {
    /// `experiment:<name>`, `shadow:<model>`
    package let id: String
    package let content: JSONValue

    package init(id: String, content: JSONValue) {
        self.id = id
        self.content = content
    }

    /// The operator's.
    package var owner: String { "" }

    package var json: JSONValue { ["id": .string(id), "content": content] }

    package init?(json: JSONValue) {
        guard let id = json["id"]?.string, let content = json["content"] else { return nil }
        self.init(id: id, content: content)
    }

    static func experiment(_ name: String) -> String { "experiment:\(name)" }
    static func shadow(_ model: String) -> String { "shadow:\(model)" }

    /// What stands behind `start` in the id.
    func name(behind start: String) -> String? { id.hasPrefix(start) ? String(id.dropFirst(start.count)) : nil }
}
