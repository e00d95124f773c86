/// The vocabularies of the configuration, by the models they hold for.
package struct VocabularyTable: Sendable {
    /// One vocabulary.
    package struct Row: Sendable {
        package let vocabulary: BytePairVocabulary
        /// Beside those that are known to use it: `provider/model`, with `*` at the end.
        let models: [String]

        package init(vocabulary: BytePairVocabulary, models: [String]) {
            self.vocabulary = vocabulary
            self.models = models
        }
    }

    private let rows: [Row]

    /// - Parameter rows: one for each encoding at the most.
    package init(_ rows: [Row]) { self.rows = rows }

    package static let empty = VocabularyTable([])

    package var isEmpty: Bool { rows.isEmpty }

    /// What a target counts by; nil: that is not known, or not loaded.
    package func vocabulary(id: String, kind: String, model: String) -> BytePairVocabulary? {
        guard !rows.isEmpty else { return nil }
        let name = "\(id)/\(model)"
        if let named = rows.first(where: { $0.models.contains { ModelAccess.fits($0, name) } }) {
            return named.vocabulary
        }
        guard let encoding = VocabularyNames.encoding(kind: kind, model: model) else { return nil }
        return rows.first { $0.vocabulary.encoding == encoding }?.vocabulary
    }

    func vocabulary(of target: Target) -> BytePairVocabulary? {
        rows.isEmpty
            ? nil : vocabulary(id: target.provider.id, kind: target.provider.catalogKind, model: target.model)
    }

    /// Which there are, for whoever looks at how the gateway is set up.
    var encodings: [BytePairEncoding] { rows.map(\.vocabulary.encoding) }
}
