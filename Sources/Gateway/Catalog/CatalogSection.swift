import Synchronization

/// The models of one kind of provider: read from the text when they are first asked for.
final class CatalogSection: Sendable {
    private struct Models {
        var all: [ModelFacts] = []
        var places: [String: Int] = [:]

        init(_ all: [ModelFacts]) {
            self.all = all
            places.reserveCapacity(all.count)
            for (place, facts) in all.enumerated() { places[facts.id] = place }
        }
    }

    private let kind: String
    private let text: StaticString
    private let models: Mutex<Models?>

    init(kind: String, text: StaticString) {
        self.kind = kind
        self.text = text
        models = Mutex(nil)
    }

    init(_ all: [ModelFacts]) {
        kind = ""
        text = ""
        models = Mutex(Models(all))
    }

    subscript(model: String) -> ModelFacts? {
        read { models in models.places[model].map { models.all[$0] } }
    }

    /// Whether a model is of this very name, or of its undated form.
    func lists(_ model: String) -> Bool {
        read { models in
            models.places[model] != nil || ModelCatalog.family(of: model).map { models.places[$0] != nil } ?? false
        }
    }

    var all: [ModelFacts] { read(\.all) }

    private func read<Value: Sendable>(_ body: (Models) -> Value) -> Value {
        models.withLock { models in
            if let models { return body(models) }
            let parsed = Models(CatalogLine.parse(text, kind: kind))
            models = parsed
            return body(parsed)
        }
    }
}
