import Gateway

/// Rows of `prices`, and how they become prices. The members are those of a price list, see `PriceMember`.
enum PriceSettings {
    static let row: [Setting] =
        [Setting("model", .text, isRequired: true, "`provider/model`, as in a target.")]
        + members(PriceMember.tokens) + members(PriceMember.pieces)
        + [
            Setting(
                "images", .list(.group(picture)),
                "Pictures of one size or quality; `image_usd` holds for all others, and for those that name none."),
            Setting(
                "tiers", .list(.group(tier)),
                "Prices of calls with more input than a number of tokens, for all of their tokens. What a tier does not name "
                    + "costs what the row says."),
        ]

    private static let picture: [Setting] = [
        Setting("size", .text, "As requests name it: `1024x1024`; without it, of any size."),
        Setting("quality", .text, "As requests name it: `hd`, `high`, …; without it, of any quality."),
        Setting("usd", .money, isRequired: true, "Per picture."),
    ]

    private static let tier: [Setting] =
        [Setting("above_input", .number(1...100_000_000), isRequired: true, "Tokens of input above which it holds.")]
        + members(PriceMember.tokens)

    private static func members(_ list: [PriceMember]) -> [Setting] {
        list.map { Setting($0.name, .money, $0.about) }
    }

    /// What a group says, in a row of the configuration: a class it does not name costs nothing.
    static func row(_ item: Settled) -> PriceRow {
        var draft = PriceDraft()
        read(PriceMember.tokens + PriceMember.pieces, of: item, into: &draft)
        draft.pieces.pictures = (item["images"]?.items ?? []).compactMap { picture in
            guard let price = picture["usd"]?.text.flatMap({ Price(usdPerPiece: $0) }) else { return nil }
            return PiecePrices.Picture(
                size: picture["size"]?.text, quality: picture["quality"]?.text, price: price)
        }
        for tier in item["tiers"]?.items ?? [] {
            guard let above = tier["above_input"]?.number else { continue }
            var own = draft
            read(PriceMember.tokens, of: tier, into: &own)
            draft.tiers.append((above, own.classes))
        }
        return draft.row(isConfigured: true)
    }

    private static func read(_ members: [PriceMember], of item: Settled, into draft: inout PriceDraft) {
        for member in members {
            guard let text = item[member.name]?.text, let price = member.price(text) else { continue }
            member.set(price, in: &draft)
        }
    }
}
