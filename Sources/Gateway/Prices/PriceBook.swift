/// Prices by target: the configuration's rows over those of a price list, over the catalogue's.
///
/// A class: every attempt asks it, and it holds half a dozen tables.
package final class PriceBook: Sendable {
    /// By provider, then by model.
    private let configured: NameTable<NameTable<PriceRow>>
    /// Between the two; nil: there is none.
    package let list: PriceList?
    private let catalog: ModelCatalog
    /// Which prices the catalogue has, for whoever looks at a cost later.
    package let version: String

    /// - Parameter configured: by `provider/model`; a row replaces those under it whole.
    package init(
        configured: [String: PriceRow] = [:], list: PriceList? = nil, catalog: ModelCatalog = .empty,
        version: String = ""
    ) {
        self.version = version
        self.list = list
        let rows = configured.map { name, row in
            let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) ?? name.endIndex
            return (provider: String(name[..<slash]), model: String(name[slash...].dropFirst()), row: row)
        }
        let byProvider = Dictionary(grouping: rows, by: \.provider)
        self.configured = NameTable(byProvider.map { ($0.key, NameTable($0.value.map { ($0.model, $0.row) })) })
        self.catalog = catalog
    }

    package static let empty = PriceBook()

    /// The origin of what the configuration says.
    static let configuration = "configuration"

    /// Whether the operator has given a price, in the configuration or a list.
    package func isConfigured(provider: Provider, model: String) -> Bool {
        configured[provider.id]?[model] != nil || listed(provider.id, provider.catalogKind, model) != nil
    }

    /// Where the price of a target comes from: `configuration`, the version of the price list, or the catalogue's.
    package func origin(provider: Provider, model: String) -> String {
        origin(id: provider.id, kind: provider.catalogKind, model: model)
    }

    /// All rows that a call may be billed by: the tier it is answered in is known afterwards.
    func rows(provider: Provider, model: String, at time: Int) -> [PriceRow] {
        if let own = configured[provider.id]?[model] { return [own] }
        let prices = facts(provider.id, provider.catalogKind, model)?.prices(at: time) ?? []
        // A list may know the plain price alone: what is billed apart is then the catalogue's to say.
        guard prices.count == 1, listed(provider.id, provider.catalogKind, model) != nil,
            let known = catalog.facts(kind: provider.catalogKind, model: model)
        else { return prices }
        return prices + ModelFacts.billedApart.sorted().compactMap { known.price(at: time, tier: $0) }
    }

    /// nil where the price is unknown, which is never zero.
    /// - Parameters:
    ///   - time: when the call is made, in seconds since 1970: some prices begin on a day.
    ///   - tier: the service tier the answer says it had; a configured row holds for all.
    package func row(provider: Provider, model: String, at time: Int, tier: String? = nil) -> PriceRow? {
        row(id: provider.id, kind: provider.catalogKind, model: model, at: time, tier: tier)
    }

    /// The same of a provider that need not be there.
    package func origin(id: String, kind: String, model: String) -> String {
        if configured[id]?[model] != nil { return Self.configuration }
        return listed(id, kind, model) == nil ? version : list?.version ?? version
    }

    package func row(id: String, kind: String, model: String, at time: Int, tier: String? = nil) -> PriceRow? {
        if let own = configured[id]?[model] { return own }
        if let price = facts(id, kind, model)?.price(at: time, tier: tier) { return price }
        return tier == nil ? nil : catalog.facts(kind: kind, model: model)?.price(at: time, tier: tier)
    }

    private func facts(_ id: String, _ kind: String, _ model: String) -> ModelFacts? {
        listed(id, kind, model) ?? catalog.facts(kind: kind, model: model)
    }

    /// What the price list has of a model: by its very name; and by its name without a date, where the catalogue does not
    /// know it better.
    private func listed(_ id: String, _ kind: String, _ model: String) -> ModelFacts? {
        guard let list else { return nil }
        if let exact = list.facts(id, model) ?? list.facts(kind, model) { return exact }
        guard let family = ModelCatalog.family(of: model),
            let dated = list.facts(id, family) ?? list.facts(kind, family)
        else { return nil }
        return catalog.section(of: kind)?[model]?.price == nil ? dated : nil
    }
}
