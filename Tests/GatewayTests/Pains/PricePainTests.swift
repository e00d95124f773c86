import Dialects
import Gateway
import Testing

/// Cached, spoken, drawn and long input was priced as plain input (pain 14).
@Suite struct `Each class of tokens has its own price, to the last nano-USD` {
    /// USD per million tokens, all different, so that no class can pass for another.
    private static func classes(_ factor: Int = 1) throws -> PriceRow.Classes {
        func price(_ usd: Int) throws -> Price { try #require(Price(usdPerMillionTokens: "\(usd * factor)")) }
        var classes = PriceRow.Classes()
        classes.input = try price(3)
        classes.output = try price(15)
        classes.cacheRead = try price(1)
        classes.cacheReadAudio = try price(7)
        classes.cacheWrite = try price(4)
        classes.cacheWriteOneHour = try price(6)
        classes.inputAudio = try price(40)
        classes.inputImage = try price(8)
        classes.outputAudio = try price(80)
        classes.outputImage = try price(120)
        classes.reasoning = try price(21)
        return classes
    }

    private static func row(isConfigured: Bool = true) throws -> PriceRow {
        PriceRow(
            classes: try classes(), tiers: [(aboveInput: 200_000, classes: try classes(2))],
            request: Price(usdPerPiece: "0.000001"), webSearch: Price(usdPerPiece: "0.01"),
            isConfigured: isConfigured)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var usage: Usage
        /// Without the request's own 1000.
        var nanoUSD: Int64
        var testDescription: String { name }

        init(_ name: String, _ input: Int, _ output: Int, _ nanoUSD: Int64, _ change: (inout Usage) -> Void = { _ in })
        {
            self.name = name
            usage = Usage(input: input, output: output)
            change(&usage)
            self.nanoUSD = nanoUSD
        }
    }

    /// One micro-USD per token is 1000 nano-USD: a price of 3 is 3000 a token.
    static let cases: [Case] = [
        Case("nothing", 0, 0, 0),
        Case("plain", 10, 10, 10 * 3_000 + 10 * 15_000),
        Case("read from the cache", 10, 0, 4 * 3_000 + 6 * 1_000) { $0.cacheRead = 6 },
        Case("written to the cache", 10, 0, 4 * 3_000 + 6 * 4_000) { $0.cacheWrite = 6 },
        Case("written for an hour", 10, 0, 4 * 3_000 + 2 * 4_000 + 4 * 6_000) {
            $0.cacheWrite = 6
            $0.cacheWriteOneHour = 4
        },
        Case("read and written", 10, 0, 1 * 3_000 + 6 * 1_000 + 3 * 4_000) {
            $0.cacheRead = 6
            $0.cacheWrite = 3
        },
        Case("spoken to", 10, 0, 7 * 3_000 + 3 * 40_000) { $0.inputAudio = 3 },
        Case("spoken to, from the cache", 10, 0, 3 * 3_000 + 2 * 1_000 + 2 * 7_000 + 3 * 40_000) {
            $0.cacheRead = 4
            $0.cacheReadAudio = 2
            $0.inputAudio = 5
        },
        Case("shown a picture", 10, 0, 2 * 3_000 + 8 * 8_000) { $0.inputImage = 8 },
        Case("thought", 0, 10, 4 * 15_000 + 6 * 21_000) { $0.reasoning = 6 },
        Case("spoke", 0, 10, 1 * 15_000 + 9 * 80_000) { $0.outputAudio = 9 },
        Case("drew", 0, 10, 5 * 15_000 + 5 * 120_000) { $0.outputImage = 5 },
        Case("searched", 1, 0, 3_000 + 2 * 10_000_000) { $0.webSearches = 2 },
        Case("at the border of a tier", 200_000, 1, 200_000 * 3_000 + 15_000),
        Case("above it: the whole call", 200_001, 1, 200_001 * 6_000 + 30_000),
        Case("above it, cached", 200_001, 1, 1 * 6_000 + 200_000 * 2_000 + 30_000) { $0.cacheRead = 200_000 },
        Case("above it, thought", 200_001, 2, 200_001 * 6_000 + 30_000 + 42_000) { $0.reasoning = 1 },
        Case(
            "all at once", 100, 100,
            (100 - 20 - 10 - 12 - 8) * 3_000 + 15 * 1_000 + 5 * 7_000 + 6 * 4_000 + 4 * 6_000 + 12 * 40_000
                + 8 * 8_000 + (100 - 30 - 20 - 10) * 15_000 + 30 * 21_000 + 20 * 80_000 + 10 * 120_000 + 10_000_000
        ) {
            $0.cacheRead = 20
            $0.cacheReadAudio = 5
            $0.cacheWrite = 10
            $0.cacheWriteOneHour = 4
            // With the five from the cache.
            $0.inputAudio = 17
            $0.inputImage = 8
            $0.reasoning = 30
            $0.outputAudio = 20
            $0.outputImage = 10
            $0.webSearches = 1
        },
    ]

    @Test(arguments: cases)
    func `exact sums, the same when they are made again`(_ priced: Case) throws {
        let row = try Self.row()
        let cost = row.cost(of: priced.usage)
        #expect(cost.nanoUSD == priced.nanoUSD + 1_000)
        #expect(try Self.row().cost(of: priced.usage) == cost)
        // A row of the catalogue with a price for each class says the same.
        #expect(try Self.row(isConfigured: false).cost(of: priced.usage) == cost)
    }

    /// A ledger that is summed again later, from usage that went through the provider's own form.
    @Test(arguments: [Dialect.anthropicMessages, .openAIChat, .openAIResponses, .geminiGenerate])
    func `usage that is read again from its own form costs the same`(_ dialect: Dialect) throws {
        let row = try Self.row()
        for priced in Self.cases where dialect.says(priced.usage) {
            let again = try #require(try dialect.readAgain(priced.usage), "\(priced.name)")
            #expect(row.cost(of: again) == row.cost(of: priced.usage), "\(priced.name): \(again)")
        }
    }

    @Test func `a fraction of a nano-USD is rounded up, once`() throws {
        var classes = PriceRow.Classes()
        classes.input = Price(usdPerMillionTokens: "0.0375")
        classes.cacheRead = Price(usdPerMillionTokens: "0.00375")
        classes.output = Price(usdPerMillionTokens: "0.15")
        let row = PriceRow(classes: classes, isConfigured: true)
        var usage = Usage(input: 3, output: 1)
        usage.cacheRead = 1
        // 2 × 37.5 + 3.75 + 150 = 228.75
        #expect(row.cost(of: usage).nanoUSD == 229)
    }
}
