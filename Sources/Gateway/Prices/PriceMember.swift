/// One class of a row of prices as configurations and price lists name it: one table for reading, writing and documents.
package struct PriceMember: Sendable {
    /// What a price is for.
    package enum Unit: Sendable {
        case million, piece

        /// Of a price in USD that is a whole number of atto-USD.
        var decimals: Int { self == .million ? 12 : 18 }
    }

    package let name: String
    package let unit: Unit
    package let about: String
    private let place: Place

    private enum Place: Sendable {
        case token(@Sendable (inout PriceRow.Classes, Price) -> Void, @Sendable (PriceRow.Classes) -> Price?)
        case piece(@Sendable (inout PriceDraft, Price) -> Void, @Sendable (PriceRow) -> Price?)
    }

    /// The price a text says, exactly; nil: it says none.
    package func price(_ text: String) -> Price? {
        switch unit {
        case .million: Price(usdPerMillionTokens: text)
        case .piece: Price(usdPerPiece: text)
        }
    }

    /// The text of a price, an exact decimal.
    package func text(_ price: Price) -> String {
        price.text(decimals: unit.decimals)
    }

    package func set(_ price: Price, in draft: inout PriceDraft) {
        switch place {
        case .token(let set, _): set(&draft.classes, price)
        case .piece(let set, _): set(&draft, price)
        }
    }

    /// - Returns: nil for a member that is no class of tokens too.
    package func price(in classes: PriceRow.Classes) -> Price? {
        if case .token(_, let get) = place { get(classes) } else { nil }
    }

    package func price(in row: PriceRow) -> Price? {
        switch place {
        case .token(_, let get): get(row.classes)
        case .piece(_, let get): get(row)
        }
    }

    /// What a class of tokens costs as a part of, where it has no price of its own.
    func whole(in classes: PriceRow.Classes) -> Price? {
        switch name {
        case "reasoning_usd", "output_audio_usd", "output_image_usd": classes.output
        case "cache_read_audio_usd", "cache_read_image_usd": classes.cacheRead ?? classes.input
        case "cache_write_1h_usd": classes.cacheWrite ?? classes.input
        default: classes.input
        }
    }

    private init(
        _ name: String, _ path: any WritableKeyPath<PriceRow.Classes, Price?> & Sendable, _ about: String
    ) {
        self.name = name
        self.about = about
        unit = .million
        place = .token({ $0[keyPath: path] = $1 }, { $0[keyPath: path] })
    }

    private init(
        _ name: String, _ unit: Unit, _ about: String, set: @escaping @Sendable (inout PriceDraft, Price) -> Void,
        get: @escaping @Sendable (PriceRow) -> Price?
    ) {
        self.name = name
        self.unit = unit
        self.about = about
        place = .piece(set, get)
    }

    /// Classes of tokens, per million.
    package static let tokens: [PriceMember] = [
        PriceMember("input_usd", \.input, "Per million tokens of input that no other class names."),
        PriceMember("output_usd", \.output, "Per million tokens of output."),
        PriceMember("cache_read_usd", \.cacheRead, "Per million tokens read from the provider's prompt cache."),
        PriceMember(
            "cache_read_audio_usd", \.cacheReadAudio, "Per million tokens of audio read from it; as others without it."),
        PriceMember(
            "cache_read_image_usd", \.cacheReadImage, "Per million tokens of images read from it; as others without it."
        ),
        PriceMember("cache_write_usd", \.cacheWrite, "Per million tokens written to it."),
        PriceMember("cache_write_1h_usd", \.cacheWriteOneHour, "Per million tokens written to it for an hour."),
        PriceMember("input_audio_usd", \.inputAudio, "Per million tokens of audio input."),
        PriceMember("input_image_usd", \.inputImage, "Per million tokens of image input."),
        PriceMember("output_audio_usd", \.outputAudio, "Per million tokens of audio output."),
        PriceMember("output_image_usd", \.outputImage, "Per million tokens of image output."),
        PriceMember(
            "reasoning_usd", \.reasoning, "Per million tokens of output spent on reasoning; as other output without it."
        ),
    ]

    /// What is not counted in tokens.
    package static let pieces: [PriceMember] = [
        PriceMember(
            "request_usd", .piece, "Per request.", set: { $0.request = $1 }, get: { $0.request }),
        PriceMember(
            "web_search_usd", .piece, "Per web search run by the provider.", set: { $0.webSearch = $1 },
            get: { $0.webSearch }),
        PriceMember(
            "second_usd", .piece, "Per second of a recording that is transcribed.", set: { $0.pieces.second = $1 },
            get: { $0.pieces.second }),
        PriceMember(
            "character_usd", .million, "Per million characters of a text that is spoken.",
            set: { $0.pieces.character = $1 }, get: { $0.pieces.character }),
        PriceMember(
            "image_usd", .piece, "Per picture that is drawn.", set: { $0.pieces.image = $1 },
            get: { $0.pieces.image }),
    ]
}

/// A row of prices of which not all has been read.
package struct PriceDraft: Sendable {
    package var classes = PriceRow.Classes()
    package var tiers: [(aboveInput: Int, classes: PriceRow.Classes)] = []
    package var request: Price?
    package var webSearch: Price?
    package var pieces = PiecePrices.none

    package init() {}

    /// Its tiers in their order.
    package func row(isConfigured: Bool) -> PriceRow {
        PriceRow(
            classes: classes, tiers: tiers.sorted { $0.aboveInput < $1.aboveInput }, request: request,
            webSearch: webSearch, pieces: pieces, isConfigured: isConfigured)
    }
}
