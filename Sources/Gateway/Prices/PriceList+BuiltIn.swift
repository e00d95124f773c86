extension PriceList {
    /// The built-in catalogue as a list: what a list of one's own may start from.
    package static var builtIn: PriceList {
        let catalog = ModelCatalog.standard
        let entries = catalog.kinds.flatMap { kind in catalog.models(of: kind).compactMap(Entry.init) }
        let sources = CatalogText.sources.map { Source(name: $0.name, url: $0.origin, sha256: $0.sum) }
        return PriceList(id: CatalogText.date, date: CatalogText.date, sources: sources, entries: entries)
    }
}

extension PriceList.Entry {
    /// nil without a price.
    fileprivate init?(_ facts: ModelFacts) {
        guard let price = facts.price else { return nil }
        self.init(provider: facts.kind, model: facts.id, price: price)
        tierPrices = facts.tierPrices
        laterPrices = facts.laterPrices
    }
}
