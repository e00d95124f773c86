/// The models a key sees.
package enum ModelList {
    /// Configured names, then each provider's models as `provider/model`: those of its configuration, else those of
    /// the catalogue.
    package static func names(for principal: Principal, in snapshot: Snapshot) -> [String] {
        var names = snapshot.models.map(\.name)
        // One without models chooses among those of the configuration.
        names += snapshot.routing.policies.filter { $0.models != nil || !snapshot.models.isEmpty }.map(\.name)
        for provider in snapshot.providers {
            names += known(provider, in: snapshot).map { "\(provider.id)/\($0)" }
        }
        guard let patterns = principal.models else { return names }
        return names.filter { name in patterns.contains { ModelAccess.fits($0, name) } }
    }

    /// Whether anything here knows a provider's model: its list, the catalogue, a price, or a model of the configuration.
    /// Any name may be asked for all the same. nil: nothing is known of that provider's models at all.
    package static func knows(_ model: String, of provider: Provider, in snapshot: Snapshot) -> Bool? {
        let targets = snapshot.models.flatMap { $0.targets + $0.fallbacks.targets }
        if provider.models.contains(model)
            || targets.contains(where: { $0.provider == provider.id && $0.model == model })
            || snapshot.prices.isConfigured(provider: provider, model: model)
        {
            return true
        }
        if provider.transport == .mock { return MockChoice(name: model) != nil }
        if snapshot.catalog.facts(kind: provider.catalogKind, model: model) != nil { return true }
        return provider.models.isEmpty && snapshot.catalog.models(of: provider.catalogKind).isEmpty ? nil : false
    }

    private static func known(_ provider: Provider, in snapshot: Snapshot) -> [String] {
        if !provider.models.isEmpty { return provider.models }
        if provider.transport == .mock { return MockProvider.listedModels }
        return snapshot.catalog.models(of: provider.catalogKind).filter { $0.isListed && $0.mode == .chat }.map(\.id)
    }
}
