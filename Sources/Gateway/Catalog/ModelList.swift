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

    private static func known(_ provider: Provider, in snapshot: Snapshot) -> [String] {
        if !provider.models.isEmpty { return provider.models }
        if provider.transport == .mock { return MockProvider.listedModels }
        return snapshot.catalog.models(of: provider.catalogKind).filter { $0.isListed && $0.mode == .chat }.map(\.id)
    }
}
