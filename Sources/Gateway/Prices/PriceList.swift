/// Prices of a file of our own form, laid over the catalogue: versioned, with their sources.
///
/// docs/reference/prices.md describes the form.
package struct PriceList: Sendable {
    /// The form this version reads and writes.
    package static let schema = "llmgateway.prices/1"

    /// Where prices were taken from.
    package struct Source: Sendable, Equatable {
        package var name: String
        package var url: String?
        /// The day they were taken, as `2026-11-21`.
        package var date: String?
        /// Of the file they were taken from, in hex.
        package var sha256: String?

        package init(name: String, url: String? = nil, date: String? = nil, sha256: String? = nil) {
            self.name = name
            self.url = url
            self.date = date
            self.sha256 = sha256
        }
    }

    /// The prices of one model.
    package struct Entry: Sendable {
        /// A provider of the configuration, or a kind of provider as the catalogue names them.
        package var provider: String
        package var model: String
        /// Other names of the same model.
        package var aliases: [String] = []
        /// What is worth knowing of these prices.
        package var note: String?
        /// Today's, those of service tiers, and those that begin later.
        var facts: ModelFacts

        package init(provider: String, model: String, price: PriceRow?) {
            self.provider = provider
            self.model = model
            facts = ModelFacts(kind: provider, id: model)
            facts.price = price
        }

        package var price: PriceRow? { facts.price }
        package var tierPrices: [String: PriceRow] {
            get { facts.tierPrices }
            set { facts.tierPrices = newValue }
        }
        package var laterPrices: [(from: Int, price: PriceRow)] {
            get { facts.laterPrices }
            set { facts.laterPrices = newValue }
        }
    }

    /// What its maker calls this state of it.
    package let id: String
    /// The day whose prices it holds, as `2026-11-21`.
    package let date: String
    package let note: String?
    package let sources: [Source]
    package let entries: [Entry]
    /// Its id and the beginning of the sum of its bytes: two states under one id are told apart.
    package let version: String
    private let places: NameTable<NameTable<Int>>

    /// - Parameter sum: the SHA-256 of the file's bytes in hex; empty: it is no file yet.
    package init(
        id: String, date: String, note: String? = nil, sources: [Source] = [], entries: [Entry], sum: String = ""
    ) {
        self.id = id
        self.date = date
        self.note = note
        self.sources = sources
        self.entries = entries
        version = sum.isEmpty ? id : "\(id)@\(sum.prefix(8))"
        var names: [String: [(name: String, value: Int)]] = [:]
        for (place, entry) in entries.enumerated() {
            for name in [entry.model] + entry.aliases { names[entry.provider, default: []].append((name, place)) }
        }
        places = NameTable(names.map { ($0.key, NameTable($0.value)) })
    }

    /// The same with the models of some providers alone.
    package func only(_ providers: [String]) -> PriceList {
        PriceList(
            id: id, date: date, note: note, sources: sources,
            entries: entries.filter { providers.contains($0.provider) })
    }

    /// Of a model by this very name.
    /// - Parameter provider: a provider's id, or its kind.
    func facts(_ provider: String, _ model: String) -> ModelFacts? {
        places[provider]?[model].map { entries[$0].facts }
    }
}
