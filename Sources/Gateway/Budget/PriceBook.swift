/// Prices by target: the configuration's rows over the catalogue's.
package struct PriceBook: Sendable {
    private let configured: [String: PriceRow]
    private let catalogue: @Sendable (_ kind: String, _ model: String) -> PriceRow?

    /// - Parameters:
    ///   - configured: by `provider/model`; a row replaces the catalogue's whole.
    ///   - catalogue: by provider kind and model; nil where the price is unknown, which is never zero.
    package init(
        configured: [String: PriceRow] = [:],
        catalogue: @escaping @Sendable (_ kind: String, _ model: String) -> PriceRow? = { _, _ in nil }
    ) {
        self.configured = configured
        self.catalogue = catalogue
    }

    package static let empty = PriceBook()

    package func row(provider: Provider, model: String) -> PriceRow? {
        if !configured.isEmpty, let row = configured["\(provider.id)/\(model)"] { return row }
        return catalogue(provider.kind.name, model)
    }
}
