/// What is known of one model of one kind of provider.
package struct ModelFacts: Sendable {
    /// What a model is for.
    package enum Mode: String, Sendable {
        case chat, responses, completion, embedding, rerank, moderation
        case transcription = "audio_transcription"
        case speech = "audio_speech"
        case image = "image_generation"
        /// Sessions over a WebSocket.
        case realtime
    }

    /// What a model can do, as far as it is known.
    package struct Abilities: OptionSet, Sendable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }

        package static let tools = Abilities(rawValue: 1 << 0)
        package static let vision = Abilities(rawValue: 1 << 1)
        package static let documents = Abilities(rawValue: 1 << 2)
        package static let audio = Abilities(rawValue: 1 << 3)
        /// Anthropic: thinks adaptively, by effort.
        package static let adaptiveThinking = Abilities(rawValue: 1 << 4)
        /// Gemini: thinks by level, not by budget.
        package static let thinkingLevel = Abilities(rawValue: 1 << 5)
        /// Thinking cannot be switched off.
        package static let alwaysThinks = Abilities(rawValue: 1 << 6)
        /// Thinking can be switched off.
        package static let thinkingOff = Abilities(rawValue: 1 << 7)
        /// A system message is taken in the middle of a conversation.
        package static let systemTurns = Abilities(rawValue: 1 << 8)
        /// `temperature`, `top_p` and `top_k` are refused.
        package static let noSampling = Abilities(rawValue: 1 << 9)
        /// Reasoning of earlier turns is taken back in OpenAI's form.
        package static let takesReasoning = Abilities(rawValue: 1 << 10)
    }

    /// `Provider.catalogKind`.
    package var kind: String
    package var id: String
    package var mode = Mode.chat
    package var maxOutputTokens: Int?
    /// Tokens of input and output together, or of input, as the provider says it.
    package var contextWindow: Int?
    package var abilities: Abilities = []
    /// What it is known not to do, of `tools`, `vision`, `documents` and `audio`: a list denies it, and none affirms it.
    package var lacks: Abilities = []
    /// nil: not known.
    package var reasons: Bool?
    /// Whether it takes a JSON schema for its answer; nil: not known.
    package var hasJSONSchema: Bool?
    /// The thinking budgets it takes, in tokens; the upper bound is `Int.max` where only the output limit bounds it.
    package var thinkingBudget: ClosedRange<Int>?
    /// The efforts or levels it takes, weakest first; empty: not known.
    package var efforts: [String] = []
    /// Whether the provider still offers it; what it no longer offers keeps its price.
    package var isListed = true
    package var price: PriceRow?
    /// By service tier, where the provider bills it apart.
    package var tierPrices: [String: PriceRow] = [:]
    /// Prices that begin later, by the first second (since 1970) they hold for, ascending.
    package var laterPrices: [(from: Int, price: PriceRow)] = []

    package init(kind: String, id: String) {
        self.kind = kind
        self.id = id
    }

    /// The price in force at a time, in seconds since 1970; nil is unknown, which is never zero.
    /// - Parameter tier: the service tier the answer says it had.
    package func price(at time: Int, tier: String? = nil) -> PriceRow? {
        let later = laterPrices.isEmpty ? nil : laterPrices.last { $0.from <= time }?.price
        // What the list knows of tiers is of today.
        if let tier, Self.billedApart.contains(tier) { return later == nil ? tierPrices[tier] : nil }
        return later ?? price
    }

    /// Every price that a call may be billed at now, whichever tier it is answered in.
    func prices(at time: Int) -> [PriceRow] {
        [price(at: time)].compactMap { $0 } + Self.billedApart.sorted().compactMap { price(at: time, tier: $0) }
    }

    /// Service tiers whose prices are their own.
    static let billedApart: Set = ["flex", "priority"]
}
