import Synchronization

/// Whose model a name without a provider is. What was found is remembered: to look through the sections of the catalogue
/// takes as long as all that else is decided of a call's way.
final class ListedModels: Sendable {
    private let providers: [Provider]
    /// Of each provider, where the catalogue has one for its kind.
    private let sections: [CatalogSection?]
    /// By name; the index of its provider. Names that callers made up are not in it.
    private let found = Mutex<[String: Int]>([:])

    /// A section has dated forms of a model without end: more than these are not remembered.
    private static let most = 1_024

    init(_ providers: [Provider], _ catalog: ModelCatalog) {
        self.providers = providers
        sections = providers.map { catalog.section(of: $0.catalogKind) }
    }

    /// The first whose section of the catalogue has it, else the first that names it itself.
    func provider(of model: String) -> Provider? {
        if let known = found.withLock({ $0[model] }) { return providers[known] }
        guard let index = index(of: model) else { return nil }
        found.withLock { if $0.count < Self.most { $0[model] = index } }
        return providers[index]
    }

    private func index(of model: String) -> Int? {
        providers.indices.first { sections[$0]?.lists(model) ?? false }
            ?? providers.firstIndex { $0.models.contains(model) }
    }
}
