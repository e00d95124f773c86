/// Prices by target: the configuration's rows over the catalogue's.
package struct PriceBook: Sendable {
    private let configured: [String: PriceRow]
    private let catalog: ModelCatalog

    /// - Parameter configured: by `provider/model`; a row replaces the catalogue's whole.
    package init(configured: [String: PriceRow] = [:], catalog: ModelCatalog = .empty) {
        self.configured = configured
        self.catalog = catalog
    }

    package static let empty = PriceBook()

    /// nil where the price is unknown, which is never zero.
    /// - Parameter time: when the call is made, in seconds since 1970: some prices begin on a day.
    /// - Parameter tier: the service tier the answer says it had; a configured row holds for all.
    package func row(provider: Provider, model: String, at time: Int, tier: String? = nil) -> PriceRow? {
        if !configured.isEmpty, let row = configured["\(provider.id)/\(model)"] { return row }
        return catalog.facts(kind: provider.catalogKind, model: model)?.price(at: time, tier: tier)
    }
}
