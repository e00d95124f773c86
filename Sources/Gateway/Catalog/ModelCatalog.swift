/// The models known without any configuration, a section per kind of provider.
///
/// A section is text until it is first asked, so that a start pays for none and a gateway with two providers for two.
package struct ModelCatalog: Sendable {
    private let sections: NameTable<CatalogSection>
    /// The kinds it has a section for, in their order.
    package let kinds: [String]

    /// What the gateway comes with.
    package static let standard = ModelCatalog(
        sections: CatalogText.sections.map { ($0.kind, CatalogSection(kind: $0.kind, text: $0.text)) })

    package static let empty = ModelCatalog([])

    /// The day of the prices it comes with, as `2026-11-21`.
    package static let date = CatalogText.date

    package init(_ list: [ModelFacts]) {
        let byKind = Dictionary(grouping: list, by: \.kind)
        self.init(sections: byKind.map { ($0.key, CatalogSection($0.value)) })
    }

    private init(sections: [(name: String, value: CatalogSection)]) {
        self.sections = NameTable(sections)
        kinds = sections.map(\.name).sorted()
    }

    /// Facts of `model`, also under a dated name: `gpt-4o-2024-08-06`, `claude-x-20250929` and `…-latest` are read as
    /// the name without that ending when they are not listed themselves, and `ft:base:organisation:…` as `ft:base`.
    package func facts(kind: String, model: String) -> ModelFacts? {
        guard let section = sections[kind] else { return nil }
        if let exact = section[model] { return exact }
        return Self.family(of: model).flatMap { section[$0] }
    }

    func section(of kind: String) -> CatalogSection? { sections[kind] }

    /// All models of a kind in the order of their names, those it no longer offers included.
    package func models(of kind: String) -> [ModelFacts] { sections[kind]?.all ?? [] }

    /// `name-2024-08-06`, `name-20240806`, `name@20240806`, `name-latest` → `name`; `ft:name:…` → `ft:name`.
    static func family(of model: String) -> String? {
        guard mayHaveFamily(model) else { return nil }
        if model.hasPrefix("models/") { return String(model.dropFirst("models/".count)) }
        if model.hasPrefix("ft:") {
            let parts = model.split(separator: ":", maxSplits: 2)
            return parts.count == 3 ? "ft:\(parts[1])" : nil
        }
        for mark in ["-latest", "@latest", "@default"] where model.hasSuffix(mark) {
            return String(model.dropLast(mark.count))
        }
        let bytes = Array(model.utf8)
        for pattern in ["-DDDD-DD-DD", "-DDDDDDDD", "@DDDDDDDD"] {
            let ending = bytes.suffix(pattern.utf8.count)
            guard bytes.count > pattern.utf8.count else { continue }
            let fits = zip(ending, pattern.utf8).allSatisfy { byte, mark in
                mark == UInt8(ascii: "D") ? (0x30...0x39).contains(byte) : byte == mark
            }
            if fits { return String(model.dropLast(pattern.utf8.count)) }
        }
        return nil
    }

    /// Whether its first and its last letter allow that: of most names they do not.
    private static func mayHaveFamily(_ model: String) -> Bool {
        guard let first = model.utf8.first, let last = model.utf8.last else { return false }
        return first == UInt8(ascii: "m") || first == UInt8(ascii: "f") || last == UInt8(ascii: "t")
            || (0x30...0x39).contains(last)
    }
}
