import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// The catalogue beside what it is made from, and beside what somebody else computed for real usage.
struct PriceListTests {
    private static let today = CatalogLine.day(CatalogText.date.utf8) ?? 0

    @Test func `each price is the list's own, digit by digit`() throws {
        guard let list = Recordings.json(of: "prices/litellm.model_prices_and_context_window.json") else { return }
        var compared = 0
        for (key, entry) in list.members {
            guard let provider = entry["litellm_provider"]?.string else { continue }
            guard ["openai", "anthropic", "gemini", "mistral"].contains(provider) else { continue }
            let name = key.hasPrefix("\(provider)/") ? String(key.dropFirst(provider.count + 1)) : key
            guard let row = ModelCatalog.standard.facts(kind: provider, model: name)?.price else { continue }
            // Written as a price per token; both are whole numbers of atto-USD.
            for (member, price) in [
                ("input_cost_per_token", row.classes.input), ("output_cost_per_token", row.classes.output),
                ("cache_read_input_token_cost", row.classes.cacheRead),
            ] {
                guard let said = entry[named: member]?.numberText.flatMap({ Price(usdPerPiece: $0) }), said.attoUSD > 0
                else {
                    continue
                }
                compared += 1
                #expect(price == said || list[named: "\(provider)/\(name)"] != nil && key == name, "\(key) \(member)")
            }
        }
        #expect(compared > 500)
    }

    /// Models for which the catalogue took another list's price, see `docs/reference/catalog.md`.
    private static let pricedDifferently: Set = [
        // A tier above 200,000 tokens that the other two lists do not have.
        "claude-sonnet-4-5-20250929",
        // Repriced since.
        "gpt-5.6-sol", "mistral-large-latest", "mistral-medium-latest", "mistral-small-latest", "ministral-8b-latest",
        // Without a price for audio.
        "gpt-4o-audio-preview-2024-12-17",
    ]

    /// Where the lists agree on the price, the same usage must cost the same to the last nano-USD.
    @Test func `real usage costs what the price list's own calculator says`() throws {
        guard let usages = Recordings.json(of: "prices/genai-prices.usages.min.json") else { return }
        var equal = 0
        var different: Set<String> = []
        for entry in usages.elements {
            guard let body = entry["body"] else { continue }
            let extracted = entry["extracted"].map { Array($0.elements) } ?? []
            for said in extracted.flatMap({ $0["extractors"].map { Array($0.elements) } ?? [] }) {
                guard let priced = Case(body, said), let expected = priced.expected else { continue }
                guard let cost = priced.cost else { continue }
                if cost == expected { equal += 1 } else { different.insert(priced.model) }
            }
        }
        #expect(different.subtracting(Self.pricedDifferently).isEmpty)
        #expect(equal > 600)
    }

    private struct Case {
        var kind: String
        var dialect: Dialect
        var model: String
        var body: JSONView
        var said: JSONView

        init?(_ body: JSONView, _ said: JSONView) {
            switch (said["provider_id"]?.string, said["api_flavor"]?.string) {
            case ("anthropic", "default"): (kind, dialect) = ("anthropic", .anthropicMessages)
            case ("openai", "chat"): (kind, dialect) = ("openai", .openAIChat)
            case ("google", "default"): (kind, dialect) = ("gemini", .geminiGenerate)
            case ("mistral", "default"): (kind, dialect) = ("mistral", .openAIChat)
            default: return nil
            }
            guard let model = (body["model"] ?? body["modelVersion"])?.string else { return nil }
            self.model = model
            self.body = body
            self.said = said
        }

        /// Whole nano-USD of input and output together, rounded up; nil without a price.
        var expected: Int64? {
            guard let input = said["input_price"]?.string.flatMap({ Price(usdPerPiece: $0) }),
                let output = said["output_price"]?.string.flatMap({ Price(usdPerPiece: $0) })
            else { return nil }
            return Int64(clamping: (input.attoUSD + output.attoUSD + 999_999_999) / 1_000_000_000)
        }

        var cost: Int64? {
            guard var usage = dialect.codec.readUsage(body).usage else { return nil }
            usage.webSearches = nil
            let row = ModelCatalog.standard.facts(kind: kind, model: model)?.price(at: PriceListTests.today)
            return row?.cost(of: usage).nanoUSD
        }
    }
}
