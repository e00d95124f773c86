package import Wire

/// Prices of another list in our form, and everything of it that our form, or this gateway, has no place for.
package struct PriceImport {
    /// Whose form a file has.
    package enum Form: String, Sendable, CaseIterable {
        case litellm
        case genaiPrices = "genai-prices"
    }

    /// Something that was not carried over.
    package struct Leftover: Sendable, Equatable {
        package var what: String
        package var count: Int
        /// Some of the models it was left out of.
        package var examples: [String]
    }

    package private(set) var entries: [PriceList.Entry] = []
    private var left: [String: Leftover] = [:]
    private var seen: [String: Int] = [:]

    /// What was left out, the most frequent first.
    package var leftovers: [Leftover] { left.values.sorted { ($1.count, $0.what) < ($0.count, $1.what) } }

    /// - Parameters:
    ///   - today: the day whose prices are taken, as `2026-11-21`.
    ///   - Throws: what the file is instead of such a list.
    package init(_ form: Form, _ root: JSONView, today: String) throws(PriceListFailure) {
        switch form {
        case .litellm:
            guard root.kind == .object, root.members.contains(where: { $0.value["litellm_provider"] != nil }) else {
                throw Self.wrong("it is not LiteLLM's list of models: an object of models with `litellm_provider`")
            }
            for (name, entry) in root.members { takeLiteLLM(name, entry) }
        case .genaiPrices:
            guard root.kind == .array, root[0]?["models"]?.kind == .array else {
                throw Self.wrong("it is not the list of genai-prices: a list of providers with `models`")
            }
            for provider in root.elements { takeGenaiPrices(provider, today: today) }
        }
        entries.sort { ($0.provider, $0.model) < ($1.provider, $1.model) }
    }

    private static func wrong(_ message: String) -> PriceListFailure {
        PriceListFailure(problems: [.init(path: "", message: message)])
    }

    /// As a list.
    /// - Parameter sum: the SHA-256 of the file, in hex.
    package func list(_ form: Form, id: String, date: String, url: String?, sum: String) -> PriceList {
        PriceList(
            id: id, date: date, sources: [.init(name: form.rawValue, url: url, date: date, sha256: sum)],
            entries: entries)
    }

    mutating func leave(_ what: String, of model: String) {
        var leftover = left[what] ?? Leftover(what: what, count: 0, examples: [])
        leftover.count += 1
        if leftover.examples.count < 3, !leftover.examples.contains(model) { leftover.examples.append(model) }
        left[what] = leftover
    }

    /// Of several rows for one name the first counts, or the one `wins`.
    mutating func add(_ entry: PriceList.Entry, wins: Bool = false) {
        let names = [entry.model] + entry.aliases
        let key = { (name: String) in "\(entry.provider)/\(name)" }
        if let place = seen[key(entry.model)] {
            leave("a second row for the same model", of: key(entry.model))
            if wins { entries[place] = entry }
            return
        }
        var entry = entry
        entry.aliases = names.dropFirst().filter { seen[key($0)] == nil && $0 != entry.model }
        for name in [entry.model] + entry.aliases { seen[key(name)] = entries.count }
        entries.append(entry)
    }

    /// A price with more decimals than there are is rounded, and told; one above what a list can say is left out.
    /// - Parameters:
    ///   - unit: what the list of others says it for.
    ///   - ours: what our list says it for, if for something else.
    mutating func price(
        _ json: JSONView?, _ unit: PriceMember.Unit, as ours: PriceMember.Unit? = nil, of model: String
    ) -> Price? {
        guard let text = json?.numberText ?? json?.string else { return nil }
        guard let (price, isRounded) = Price.rounded(text, decimals: unit.decimals) else {
            leave("a price that is no decimal number", of: model)
            return nil
        }
        guard price.attoUSD <= Price.highest(decimals: (ours ?? unit).decimals) else {
            leave("a price above a billion USD", of: model)
            return nil
        }
        if isRounded { leave("decimals of a price that are too small to be counted", of: model) }
        return price
    }
}

extension Price {
    /// The number × 10^decimals, to the nearest whole number, and whether that is another.
    static func rounded(_ text: String, decimals: Int) -> (Price, Bool)? {
        let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let exponent = parts.count == 2 ? Int(parts[1]) : 0, abs(exponent) < 40
        else { return nil }
        let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count) else { return nil }
        let fraction = halves.count == 2 ? halves[1] : ""
        var digits = Array(halves[0].utf8) + Array(fraction.utf8)
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let shift = decimals + exponent - fraction.utf8.count
        var isRounded = false
        var carry = false
        if shift < 0 {
            let cut = digits.suffix(min(-shift, digits.count))
            isRounded = cut.contains { $0 != 0x30 }
            carry = -shift <= digits.count && (cut.first ?? 0x30) >= 0x35
            digits.removeLast(cut.count)
        } else {
            digits += Array(repeating: 0x30, count: shift)
        }
        let text = String(decoding: digits.drop { $0 == 0x30 }, as: UTF8.self)
        guard text.utf8.count <= 36, let value = Int128(text.isEmpty ? "0" : text) else { return nil }
        return (Price(attoUSD: value + (carry ? 1 : 0)), isRounded)
    }
}
