/// Prices by target: the configuration's rows over the catalogue's.
package struct PriceBook: Sendable {
    /// By provider, then by model.
    private let configured: NameTable<NameTable<PriceRow>>
    private let catalog: ModelCatalog
    /// Which prices these are, for whoever looks at a cost later.
    package let version: String

    /// - Parameter configured: by `provider/model`; a row replaces the catalogue's whole.
    package init(configured: [String: PriceRow] = [:], catalog: ModelCatalog = .empty, version: String = "") {
        self.version = version
        let rows = configured.map { name, row in
            let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) ?? name.endIndex
            return (provider: String(name[..<slash]), model: String(name[slash...].dropFirst()), row: row)
        }
        let byProvider = Dictionary(grouping: rows, by: \.provider)
        self.configured = NameTable(byProvider.map { ($0.key, NameTable($0.value.map { ($0.model, $0.row) })) })
        self.catalog = catalog
    }

    package static let empty = PriceBook()

    /// Whether the configuration, not the catalogue, says what it costs.
    func isConfigured(provider: Provider, model: String) -> Bool { configured[provider.id]?[model] != nil }

    /// All rows that a call may be billed by: the tier it is answered in is known afterwards.
    func rows(provider: Provider, model: String, at time: Int) -> [PriceRow] {
        if let own = configured[provider.id]?[model] { return [own] }
        return catalog.facts(kind: provider.catalogKind, model: model)?.prices(at: time) ?? []
    }

    /// nil where the price is unknown, which is never zero.
    /// - Parameters:
    ///   - time: when the call is made, in seconds since 1970: some prices begin on a day.
    ///   - tier: the service tier the answer says it had; a configured row holds for all.
    package func row(provider: Provider, model: String, at time: Int, tier: String? = nil) -> PriceRow? {
        if let own = configured[provider.id]?[model] { return own }
        return catalog.facts(kind: provider.catalogKind, model: model)?.price(at: time, tier: tier)
    }
}
