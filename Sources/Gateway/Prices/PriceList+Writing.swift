package import Wire

extension PriceList {
    /// The file: a line for each model, so that a change of one price is a change of one line.
    package var text: String {
        var head = JSONObject()
        head.append("schema", .string(Self.schema))
        head.append("id", .string(id))
        head.append("date", .string(date))
        head.append("note", ifPresent: note.map { .string($0) })
        let sources = sources.map { source in
            var members = JSONObject()
            members.append("name", .string(source.name))
            members.append("url", ifPresent: source.url.map { .string($0) })
            members.append("date", ifPresent: source.date.map { .string($0) })
            members.append("sha256", ifPresent: source.sha256.map { .string($0) })
            return JSONValue.object(members)
        }
        let lines = head.members.map { "  \(JSONValue.string($0.0).text): \($0.1.text)," }
        let rows = entries.map { "    " + $0.json.text }
        return
            (["{"] + lines + ["  \"sources\": \(JSONValue.array(sources).text),", "  \"prices\": ["]
            + [rows.joined(separator: ",\n"), "  ]", "}"]).joined(separator: "\n") + "\n"
    }
}

extension PriceList.Entry {
    /// As it stands in the file.
    package var json: JSONValue {
        var members = JSONObject()
        members.append("provider", .string(provider))
        members.append("model", .string(model))
        if !aliases.isEmpty { members.append("aliases", .array(aliases.map { .string($0) })) }
        if let price { for member in price.members { members.append(member.0, member.1) } }
        if !tierPrices.isEmpty {
            let tiers = tierPrices.sorted { $0.key < $1.key }.map {
                ($0.key, JSONValue.object(JSONObject($0.value.members)))
            }
            members.append("service_tiers", .object(JSONObject(tiers)))
        }
        if !laterPrices.isEmpty {
            members.append(
                "later",
                .array(
                    laterPrices.map { from, price in
                        .object(JSONObject([("from", .string(CalendarDay.date(from)))] + price.members))
                    }))
        }
        members.append("note", ifPresent: note.map { .string($0) })
        return .object(members)
    }
}

extension PriceRow {
    /// The prices it names. A tier names what it changes.
    package var members: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        for member in PriceMember.tokens + PriceMember.pieces {
            if let price = member.price(in: self) { members.append((member.name, .string(member.text(price)))) }
        }
        if !pieces.pictures.isEmpty {
            let pictures = pieces.pictures.map { picture in
                var json = JSONObject()
                json.append("size", ifPresent: picture.size.map { .string($0) })
                json.append("quality", ifPresent: picture.quality.map { .string($0) })
                json.append("usd", .string(picture.price.text(decimals: 18)))
                return JSONValue.object(json)
            }
            members.append(("images", .array(pictures)))
        }
        guard !tiers.isEmpty else { return members }
        let changes = tiers.map { tier in
            var json = JSONObject([("above_input", .int(tier.aboveInput))])
            for member in PriceMember.tokens {
                let base = member.price(in: classes)
                // What the row names and the tier does not costs in the tier what it is a part of.
                guard
                    let price = member.price(in: tier.classes) ?? base.flatMap({ _ in member.whole(in: tier.classes) }),
                    price != base
                else { continue }
                json.append(member.name, .string(member.text(price)))
            }
            return JSONValue.object(json)
        }
        members.append(("tiers", .array(changes)))
        return members
    }
}
