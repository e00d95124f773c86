import Wire

/// `model_prices_and_context_window.json`: an object of models, their prices per token or piece as members of their names.
extension PriceImport {
    /// Its members for tokens, and ours. Tiers and service tiers add endings to them.
    private static let tokens: [(theirs: String, ours: String)] = [
        ("input_cost_per_token", "input_usd"), ("output_cost_per_token", "output_usd"),
        // An older name of what is read from a cache.
        ("input_cost_per_token_cache_hit", "cache_read_usd"), ("cache_read_input_token_cost", "cache_read_usd"),
        ("cache_read_input_audio_token_cost", "cache_read_audio_usd"),
        ("cache_read_input_image_token_cost", "cache_read_image_usd"),
        ("cache_creation_input_token_cost", "cache_write_usd"),
        ("cache_creation_input_token_cost_above_1hr", "cache_write_1h_usd"),
        ("input_cost_per_audio_token", "input_audio_usd"), ("input_cost_per_image_token", "input_image_usd"),
        ("output_cost_per_audio_token", "output_audio_usd"), ("output_cost_per_image_token", "output_image_usd"),
        ("output_cost_per_reasoning_token", "reasoning_usd"),
    ]

    private static let members = Dictionary(uniqueKeysWithValues: PriceMember.tokens.map { ($0.name, $0) })
    private static let names = Dictionary(uniqueKeysWithValues: tokens.map { ($0.theirs, $0.ours) })

    mutating func takeLiteLLM(_ key: String, _ entry: JSONView) {
        guard let provider = entry["litellm_provider"]?.string, key != "sample_spec" else { return }
        let (kind, prefix) = ForeignProviders.litellm(provider)
        let model = key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : key
        guard !model.isEmpty else { return }
        if model.contains("-x-"), model.contains("/") { return leave("rows by the size of a picture", of: key) }
        var plain = PriceDraft()
        var service: [String: PriceDraft] = [:]
        for (name, value) in entry.members { take(name, value, of: key, into: &plain, &service) }
        takePieces(entry, of: key, into: &plain)
        takeRanges(entry["tiered_pricing"], of: key, into: &plain)
        guard let row = finished(plain) else {
            if entry.members.contains(where: { $0.key.contains("cost") }) {
                leave("models whose prices are all zero, or of no class there is", of: key)
            }
            return
        }
        var listed = PriceList.Entry(provider: kind, model: model, price: row)
        for (name, draft) in service {
            guard let row = finished(draft), draft.classes.output != nil else { continue }
            listed.tierPrices[name] = row
        }
        // A row under the provider's own prefix is the better kept one.
        add(listed, wins: !prefix.isEmpty && key.hasPrefix(prefix))
    }

    /// One member: a class of tokens, perhaps with an ending for a tier (`_above_200k_tokens`) and a service tier.
    private mutating func take(
        _ name: String, _ value: JSONView, of model: String, into plain: inout PriceDraft,
        _ service: inout [String: PriceDraft]
    ) {
        guard name.contains("cost"), value.kind == .number, value.numberText.map(Self.isZero) == false else { return }
        var rest = name[...]
        var tier: String?
        for known in ModelFacts.billedApart where rest.hasSuffix("_\(known)") {
            tier = known
            rest = rest.dropLast(known.count + 1)
        }
        var above: Int?
        if let start = rest.ranges(of: "_above_").last, rest.hasSuffix("k_tokens"),
            let thousands = UInt16(rest[start.upperBound...].dropLast("k_tokens".count)), thousands > 0
        {
            above = Int(thousands) * 1_000
            rest = rest[..<start.lowerBound]
        }
        guard let ours = Self.names[String(rest)], let member = Self.members[ours] else {
            // Pieces are looked at together.
            if !Self.pieces.contains(name) { leave("`\(name)`", of: model) }
            return
        }
        guard let price = price(value, .piece, as: .million, of: model) else { return }
        func put(_ draft: inout PriceDraft) {
            guard let above else { return member.set(price, in: &draft) }
            var own = PriceDraft()
            let place = draft.tiers.firstIndex { $0.aboveInput == above }
            if let place { own.classes = draft.tiers[place].classes }
            member.set(price, in: &own)
            if let place { draft.tiers[place].classes = own.classes } else { draft.tiers.append((above, own.classes)) }
        }
        if let tier { put(&service[tier, default: PriceDraft()]) } else { put(&plain) }
    }

    private static let pieces: Set = [
        "input_cost_per_request", "input_cost_per_second", "output_cost_per_second", "input_cost_per_character",
        "output_cost_per_image", "input_cost_per_image",
    ]

    /// Where tokens have prices, those of seconds, characters and pictures mean the same money told another way.
    private mutating func takePieces(_ entry: JSONView, of model: String, into draft: inout PriceDraft) {
        func said(_ name: String) -> JSONView? {
            entry[named: name].flatMap { $0.numberText.map(Self.isZero) == false ? $0 : nil }
        }
        draft.request = price(said("input_cost_per_request"), .piece, of: model)
        if ForeignProviders.tellsSearches(litellm: entry["litellm_provider"]?.string ?? "") {
            let search = entry["search_context_cost_per_query"]?["search_context_size_medium"]
            draft.webSearch = price(search, .piece, of: model)
        } else if entry["search_context_cost_per_query"] != nil {
            leave("`search_context_cost_per_query`, of providers that do not tell how often they searched", of: model)
        }
        var used: Set<String> = ["input_cost_per_request"]
        if draft.classes == PriceRow.Classes() {
            switch entry["mode"]?.string {
            case "audio_transcription":
                draft.pieces.second = price(said("input_cost_per_second"), .piece, of: model)
                // Of a transcription both mean the recording.
                used.formUnion(["input_cost_per_second", "output_cost_per_second"])
            case "audio_speech":
                draft.pieces.character = price(said("input_cost_per_character"), .piece, as: .million, of: model)
                used.insert("input_cost_per_character")
            case "image_generation":
                let name = said("output_cost_per_image") == nil ? "input_cost_per_image" : "output_cost_per_image"
                draft.pieces.image = price(said(name), .piece, of: model)
                used.insert(name)
            default: break
            }
        }
        for name in Self.pieces.subtracting(used).sorted() where said(name) != nil {
            leave(draft.classes == PriceRow.Classes() ? "`\(name)`" : "`\(name)` beside prices of tokens", of: model)
        }
    }

    /// `tiered_pricing`: ranges of the input's size.
    private mutating func takeRanges(_ ranges: JSONView?, of model: String, into draft: inout PriceDraft) {
        guard let ranges, ranges.kind == .array else { return }
        for range in ranges.elements {
            guard let start = range["range"]?[0]?.int, start >= 0 else {
                leave("`tiered_pricing` that is not by the size of the input", of: model)
                continue
            }
            var own = PriceDraft()
            for (theirs, ours) in Self.tokens {
                guard let price = price(range[named: theirs], .piece, as: .million, of: model),
                    price.attoUSD > 0
                else { continue }
                Self.members[ours]?.set(price, in: &own)
            }
            if start == 0 {
                if draft.classes == PriceRow.Classes() { draft.classes = own.classes }
            } else if own.classes != PriceRow.Classes(), !draft.tiers.contains(where: { $0.aboveInput == start }) {
                draft.tiers.append((start, own.classes))
            }
        }
    }

    /// The row with its tiers whole; nil where nothing has a price.
    private func finished(_ draft: PriceDraft) -> PriceRow? {
        var draft = draft
        for place in draft.tiers.indices {
            for member in PriceMember.tokens where member.price(in: draft.tiers[place].classes) == nil {
                guard let price = member.price(in: draft.classes) else { continue }
                var own = PriceDraft()
                own.classes = draft.tiers[place].classes
                member.set(price, in: &own)
                draft.tiers[place].classes = own.classes
            }
        }
        let row = draft.row(isConfigured: false)
        return row.billsTokens || row.request != nil || row.pieces != .none ? row : nil
    }

    private static func isZero(_ text: String) -> Bool {
        text.lowercased().prefix { $0 != "e" }.allSatisfy { $0 == "0" || $0 == "." || $0 == "-" }
    }
}
