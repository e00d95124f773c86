import Dialects

/// Prices of what is not counted in tokens.
package struct PiecePrices: Sendable, Equatable {
    /// Of a picture of one size, one quality, or both.
    package struct Picture: Sendable, Equatable {
        /// As requests write it: `1024x1024`; nil: of any.
        package var size: String?
        /// `hd`, `standard`, `high`, …; nil: of any.
        package var quality: String?
        package var price: Price

        package init(size: String?, quality: String?, price: Price) {
            self.size = size
            self.quality = quality
            self.price = price
        }

        fileprivate func fits(_ pieces: UsagePieces) -> Bool {
            (size == nil || size == pieces.size) && (quality == nil || quality == pieces.quality)
        }

        fileprivate var precision: Int { (size == nil ? 0 : 1) + (quality == nil ? 0 : 1) }
    }

    /// Per second of a recording that is heard.
    package var second: Price?
    /// Per character of a text that is spoken.
    package var character: Price?
    /// Per picture that none of `pictures` fits, those that say no size among them.
    package var image: Price?
    package var pictures: [Picture] = []

    package init() {}

    package static let none = PiecePrices()

    /// Of one picture; nil: not known.
    func price(ofPicture pieces: UsagePieces) -> Price? {
        let fitting = pictures.filter { $0.fits(pieces) }
        return fitting.max { $0.precision < $1.precision }?.price ?? image
    }

    /// The dearest of all pictures; nil: they have no price.
    var dearestPicture: Price? {
        (pictures.map(\.price) + [image].compactMap { $0 }).max { $0.attoUSD < $1.attoUSD }
    }
}

/// How much of what is not counted in tokens a call can use. nil: bounded by nothing.
struct PieceDemand: Equatable {
    /// Searches of the web it may make.
    var searches: Int? = 0
    /// How long a recording it may bring, in milliseconds.
    var heard: Int? = 0
    /// Characters it may have spoken.
    var characters: Int? = 0
    /// Pictures it may have drawn.
    var images: Int? = 0
}

extension PriceRow {
    /// Whether everything it bills by is told; where not, the cost is unknown and not zero.
    func isTold(by usage: Usage) -> Bool {
        let told = usage.pieces
        if let told, !told.hasTokens, billsTokens { return false }
        guard billsPieces else { return true }
        if pieces.second != nil, told?.heard == nil { return false }
        if pieces.character != nil, told?.characters == nil { return false }
        guard pieces.dearestPicture != nil else { return true }
        return told.map { $0.images == 0 || $0.images != nil && pieces.price(ofPicture: $0) != nil } ?? false
    }

    /// What the pieces of an answer cost, in atto-USD.
    func exactCost(of told: UsagePieces) -> Int128 {
        var sum: Int128 = 0
        if let second = pieces.second, let heard = told.heard {
            // A thousandth of the smallest part is rounded up, as all is.
            sum = Self.sum(sum, (Self.product(heard, second.attoUSD) + 999) / 1_000)
        }
        if let price = pieces.character, let count = told.characters {
            sum = Self.sum(sum, Self.product(count, price.attoUSD))
        }
        if let count = told.images, let price = pieces.price(ofPicture: told) {
            sum = Self.sum(sum, Self.product(count, price.attoUSD))
        }
        return sum
    }

    /// What is paid at the most beside the tokens, in atto-USD; nil: something that has a price is bounded by nothing.
    func mostBesideTokens(_ demand: PieceDemand) -> Int128? {
        var sum = request?.attoUSD ?? 0
        guard billsPieces || webSearch != nil else { return sum }
        for (price, count) in [
            (webSearch, demand.searches), (pieces.character, demand.characters),
            (pieces.dearestPicture, demand.images),
        ] {
            guard let price else { continue }
            guard let count else { return nil }
            sum = Self.sum(sum, Self.product(count, price.attoUSD))
        }
        guard let second = pieces.second else { return sum }
        guard let heard = demand.heard else { return nil }
        return Self.sum(sum, (Self.product(heard, second.attoUSD) + 999) / 1_000)
    }

    static func product(_ count: Int, _ price: Int128) -> Int128 {
        let (product, overflow) = Int128(max(count, 0)).multipliedReportingOverflow(by: price)
        return overflow ? .max / 4 : min(product, .max / 4)
    }

    static func sum(_ left: Int128, _ right: Int128) -> Int128 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max / 4 : min(sum, .max / 4)
    }
}
