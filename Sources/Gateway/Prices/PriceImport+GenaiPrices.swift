import Wire

/// `data.json` of genai-prices: a list of providers, their models found by rules, their prices per million, per thousand
/// or per hour.
extension PriceImport {
    private static let tokens: [(theirs: String, ours: String)] = [
        ("input_mtok", "input_usd"), ("output_mtok", "output_usd"), ("cache_read_mtok", "cache_read_usd"),
        ("cache_audio_read_mtok", "cache_read_audio_usd"), ("cache_image_read_mtok", "cache_read_image_usd"),
        ("cache_write_mtok", "cache_write_usd"), ("cache_write_5m_mtok", "cache_write_usd"),
        ("cache_write_1h_mtok", "cache_write_1h_usd"), ("input_audio_mtok", "input_audio_usd"),
        ("input_image_mtok", "input_image_usd"), ("output_audio_mtok", "output_audio_usd"),
        ("output_image_mtok", "output_image_usd"), ("output_reasoning_mtok", "reasoning_usd"),
    ]

    /// Per thousand, million or hour; how many pieces that is.
    private static let pieces: [(theirs: String, ours: String, count: Int128)] = [
        ("requests_kcount", "request_usd", 1_000), ("web_searches_kcount", "web_search_usd", 1_000),
        ("input_mchars", "character_usd", 1), ("input_audio_hours", "second_usd", 3_600),
        ("audio_hours", "second_usd", 3_600),
    ]

    private static let members = Dictionary(
        uniqueKeysWithValues: (PriceMember.tokens + PriceMember.pieces).map { ($0.name, $0) })

    mutating func takeGenaiPrices(_ provider: JSONView, today: String) {
        guard let id = provider["id"]?.string, let models = provider["models"], models.kind == .array else { return }
        for model in models.elements {
            guard let name = model["id"]?.string, let prices = model["prices"] else { continue }
            let full = "\(id)/\(name)"
            let (now, later) = rows(prices, of: full, today: today)
            guard let now else {
                leave("models whose prices are all zero, or of no class there is", of: full)
                continue
            }
            var names: [String] = []
            var isExact = true
            collect(model["match"], &names, &isExact)
            if !isExact {
                leave("rules for names by their beginning, their end or a part; exact names are kept", of: full)
            }
            for kind in ForeignProviders.genaiPrices(id) {
                var entry = PriceList.Entry(provider: kind, model: name, price: now)
                entry.aliases = Self.unique(names, besides: name)
                entry.laterPrices = later
                entry.note = model["price_comments"]?.string
                add(entry)
            }
        }
    }

    private static func unique(_ names: [String], besides name: String) -> [String] {
        var seen: Set = [name]
        return names.filter { seen.insert($0).inserted && !$0.isEmpty }
    }

    /// The names a rule means exactly.
    private func collect(_ rule: JSONView?, _ names: inout [String], _ isExact: inout Bool) {
        guard let rule, rule.kind == .object else { return }
        for (key, value) in rule.members {
            switch key {
            case "equals": if let name = value.string { names.append(name) }
            case "or": if value.kind == .array { for inner in value.elements { collect(inner, &names, &isExact) } }
            default: isExact = false
            }
        }
    }

    /// Today's prices, and those that begin later.
    private mutating func rows(
        _ prices: JSONView, of model: String, today: String
    ) -> (now: PriceRow?, later: [(from: Int, price: PriceRow)]) {
        guard prices.kind == .array else { return (row(prices, of: model), []) }
        var now: PriceRow?
        var later: [(from: Int, price: PriceRow)] = []
        for conditional in prices.elements {
            let constraint = conditional["constraint"]
            if constraint?["start_time"] != nil {
                leave("prices by the hour of the day", of: model)
                continue
            }
            guard let said = conditional["prices"], let row = row(said, of: model) else { continue }
            guard let start = constraint?["start_date"]?.string, start > today else {
                now = row
                continue
            }
            if let from = CalendarDay.time(start) { later.append((from, row)) }
        }
        return (now, later.sorted { $0.from < $1.from })
    }

    /// nil where nothing has a price.
    private mutating func row(_ prices: JSONView, of model: String) -> PriceRow? {
        guard prices.kind == .object else { return nil }
        var draft = PriceDraft()
        var tiers: [Int: PriceRow.Classes] = [:]
        for (name, value) in prices.members {
            if let ours = Self.tokens.first(where: { $0.theirs == name })?.ours, let member = Self.members[ours] {
                takeTokens(value, member, of: model, into: &draft, &tiers)
            } else if let (_, ours, count) = Self.pieces.first(where: { $0.theirs == name }),
                let member = Self.members[ours]
            {
                guard let price = price(value, .piece, of: model), price.attoUSD > 0 else { continue }
                // Per million characters is what ours is, a million of them being a price of tokens.
                let atto = name == "input_mchars" ? price.attoUSD / 1_000_000 : price.attoUSD
                if atto % count != 0 { leave("decimals of a price that are too small to be counted", of: model) }
                member.set(Price(attoUSD: (atto + count - 1) / count), in: &draft)
            } else {
                leave("`\(name)`", of: model)
            }
        }
        for (above, changes) in tiers.sorted(by: { $0.key < $1.key }) {
            var own = PriceDraft()
            own.classes = draft.classes
            for member in PriceMember.tokens {
                if let price = member.price(in: changes) { member.set(price, in: &own) }
            }
            draft.tiers.append((above, own.classes))
        }
        let row = draft.row(isConfigured: false)
        return row.billsTokens || row.request != nil || row.pieces != .none ? row : nil
    }

    /// A number, or a base with tiers above it. Zero is no price.
    private mutating func takeTokens(
        _ value: JSONView, _ member: PriceMember, of model: String, into draft: inout PriceDraft,
        _ tiers: inout [Int: PriceRow.Classes]
    ) {
        let base = value.kind == .object ? value["base"] : value
        if let price = price(base, .million, of: model), price.attoUSD > 0 { member.set(price, in: &draft) }
        guard value.kind == .object, let list = value["tiers"], list.kind == .array else { return }
        for tier in list.elements {
            guard let start = tier["start"]?.int, start > 0, let price = price(tier["price"], .million, of: model)
            else { continue }
            var own = PriceDraft()
            own.classes = tiers[start] ?? PriceRow.Classes()
            member.set(price, in: &own)
            tiers[start] = own.classes
        }
    }
}
