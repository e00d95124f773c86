/// What is known of one model of one kind of provider.
package struct ModelFacts: Sendable {
    /// `ProviderKind.name`.
    package var kind: String
    package var id: String
    package var maxOutputTokens: Int?
    package var contextWindow: Int?
    package var reasons: Bool?
    package var usesAdaptiveThinking: Bool
    package var usesThinkingLevel: Bool
    package var price: PriceRow?

    package init(
        kind: String, id: String, maxOutputTokens: Int? = nil, contextWindow: Int? = nil, reasons: Bool? = nil,
        usesAdaptiveThinking: Bool = false, usesThinkingLevel: Bool = false, price: PriceRow? = nil
    ) {
        self.kind = kind
        self.id = id
        self.maxOutputTokens = maxOutputTokens
        self.contextWindow = contextWindow
        self.reasons = reasons
        self.usesAdaptiveThinking = usesAdaptiveThinking
        self.usesThinkingLevel = usesThinkingLevel
        self.price = price
    }
}

/// The models known without any configuration.
package struct ModelCatalog: Sendable {
    private let facts: [String: ModelFacts]
    private let kindsByModel: [String: [String]]
    /// Model ids by kind, in the order given.
    private let names: [String: [String]]

    package init(_ list: [ModelFacts]) {
        var facts: [String: ModelFacts] = [:]
        var kinds: [String: [String]] = [:]
        var names: [String: [String]] = [:]
        facts.reserveCapacity(list.count)
        for entry in list {
            facts["\(entry.kind)/\(entry.id)"] = entry
            kinds[entry.id, default: []].append(entry.kind)
            names[entry.kind, default: []].append(entry.id)
        }
        self.facts = facts
        kindsByModel = kinds
        self.names = names
    }

    package static let empty = ModelCatalog([])

    /// Facts of `model`, also under a dated name: `gpt-4o-2024-08-06`, `claude-x-20250929` and `…-latest` are read as
    /// the name without that ending when they are not listed themselves.
    package func facts(kind: String, model: String) -> ModelFacts? {
        if let exact = facts["\(kind)/\(model)"] { return exact }
        guard let family = Self.undated(model) else { return nil }
        return facts["\(kind)/\(family)"]
    }

    /// The kinds that list a model of this very name (or of its undated form).
    package func kinds(listing model: String) -> [String] {
        if let kinds = kindsByModel[model] { return kinds }
        return Self.undated(model).flatMap { kindsByModel[$0] } ?? []
    }

    package func models(of kind: String) -> [String] { names[kind] ?? [] }

    /// `name-2024-08-06`, `name-20240806`, `name-latest` → `name`.
    private static func undated(_ model: String) -> String? {
        let parts = model.split(separator: "-")
        guard let last = parts.last, parts.count > 1 else { return nil }
        let isDigits = { (part: Substring, count: Int) in part.utf8.count == count && part.allSatisfy(\.isNumber) }
        if last == "latest" || isDigits(last, 8) { return parts.dropLast().joined(separator: "-") }
        guard parts.count > 3 else { return nil }
        let date = Array(parts.suffix(3))
        guard isDigits(date[0], 4), isDigits(date[1], 2), isDigits(date[2], 2) else { return nil }
        return parts.dropLast(3).joined(separator: "-")
    }
}
