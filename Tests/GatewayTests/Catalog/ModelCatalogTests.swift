import Dialects
import Testing

@testable import Gateway

struct ModelCatalogTests {
    private let catalog = ModelCatalog.standard

    private func facts(_ name: String) throws -> ModelFacts {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        return try #require(catalog.facts(kind: parts[0], model: parts[1]), "\(name)")
    }

    /// A day on which no later price holds yet.
    private let today = CatalogLine.day(CatalogText.date.utf8) ?? 0

    private func cost(_ name: String, _ usage: Usage, at time: Int? = nil) throws -> String {
        try #require(try facts(name).price(at: time ?? today)).cost(of: usage).usd
    }

    @Test func `every section is read, and every line of it names a model`() {
        #expect(catalog.kinds.count == CatalogText.sections.count)
        for kind in catalog.kinds {
            let models = catalog.models(of: kind)
            #expect(!models.isEmpty, "\(kind)")
            #expect(models.allSatisfy { !$0.id.isEmpty && $0.kind == kind })
            #expect(Set(models.map(\.id)).count == models.count, "\(kind) lists a name twice")
        }
    }

    @Test func `each kind that needs a key only has a model to try, and it is listed`() throws {
        for kind in ProviderKind.all {
            guard let model = kind.firstModel else { continue }
            #expect(try facts("\(kind.name)/\(model)").isListed)
        }
        #expect(ProviderKind.openAI.firstModel != nil)
        #expect(ProviderKind.ollama.firstModel == nil)
    }

    @Test func `real rows to the nano-USD`() throws {
        var usage = Usage(input: 1_001, output: 7)
        usage.cacheRead = 512
        // 489 × 2.5 + 512 × 1.25 + 7 × 10 micro-USD
        #expect(try cost("openai/gpt-4o", usage) == "0.0019325")
        // 489 × 0.15 + 512 × 0.075 + 7 × 0.6
        #expect(try cost("openai/gpt-4o-mini", usage) == "0.00011595")
        usage.cacheWrite = 400
        usage.cacheWriteOneHour = 100
        usage.webSearches = 2
        // 89 × 3 + 512 × 0.3 + 300 × 3.75 + 100 × 6 + 7 × 15 micro-USD, two searches at 0.01
        #expect(try cost("anthropic/claude-sonnet-4-5", usage) == "0.0222506")
    }

    @Test func `audio has prices of its own, from the cache too`() throws {
        var usage = Usage(input: 1_000, output: 10)
        usage.cacheRead = 300
        usage.cacheReadAudio = 200
        usage.inputAudio = 600
        usage.reasoning = 4
        // 300 × 0.3 + 100 × 0.03 + 200 × 0.1 + 400 × 1 + 10 × 2.5 micro-USD
        #expect(try cost("gemini/gemini-2.5-flash", usage) == "0.000538")
    }

    @Test func `a tier holds for the whole call, above its border`() throws {
        #expect(try cost("gemini/gemini-2.5-pro", Usage(input: 200_000, output: 1)) == "0.25001")
        #expect(try cost("gemini/gemini-2.5-pro", Usage(input: 200_001, output: 1)) == "0.5000175")
    }

    @Test func `a service tier that is billed apart has its own price, or none`() throws {
        let usage = Usage(input: 1_000_000, output: 0)
        func cost(_ name: String, _ tier: String?, at time: Int? = nil) throws -> String? {
            try facts(name).price(at: time ?? today, tier: tier)?.cost(of: usage).usd
        }
        for tier in [nil, "default", "auto", "standard"] { #expect(try cost("openai/gpt-5", tier) == "1.25") }
        #expect(try cost("openai/gpt-5", "flex") == "0.625")
        #expect(try cost("openai/gpt-5", "priority") == "2.5")
        #expect(try cost("gemini/gemini-2.5-pro", "priority") == "4.5")
        #expect(try cost("openai/gpt-3.5-turbo", "flex") == nil)
        // On a later day the standard price is known, that of the tier is not.
        #expect(try cost("gemini/gemini-3.6-flash", "flex", at: today + 366 * 86_400) == nil)
    }

    @Test func `a price changes on its day`() throws {
        let name = "gemini/gemini-3.6-flash"
        let usage = Usage(input: 1_000_000, output: 0)
        let newYear = try #require(CatalogLine.day("2027-01-01".utf8))
        #expect(newYear == 1_798_761_600)
        #expect(try cost(name, usage, at: newYear - 1) == "0.75")
        #expect(try cost(name, usage, at: newYear) == "1.5")
    }

    @Test(
        arguments: [
            ("gpt-4o-2024-08-06", "gpt-4o"), ("claude-haiku-4-5-20251001", "claude-haiku-4-5"),
            ("claude-opus-4-5@20251101", "claude-opus-4-5"), ("mistral-small-latest", "mistral-small"),
            ("ft:gpt-4o-mini:acme::x1", "ft:gpt-4o-mini"), ("models/gemini-2.5-pro", "gemini-2.5-pro"),
            ("gpt-4o", nil), ("gpt-4-0613", nil), ("-20240101", nil), ("", nil), ("日本-2024-08-06", "日本"),
        ] as [(String, String?)])
    func `a dated name belongs to a family`(_ name: String, _ family: String?) {
        #expect(ModelCatalog.family(of: name) == family)
    }

    @Test func `a dated name without a line of its own has the family's facts`() throws {
        #expect(try facts("openai/gpt-4o-2099-01-01").price == facts("openai/gpt-4o").price)
        // One with a line of its own keeps it.
        #expect(try facts("openai/gpt-4o-2024-05-13").price != facts("openai/gpt-4o").price)
        #expect(try facts("openai/ft:gpt-4o-2024-08-06:acme::x").price?.classes.input?.attoUSD == 3_750_000_000_000)
        #expect(catalog.facts(kind: "openai", model: "no-such-model-2024-08-06") == nil)
        #expect(catalog.facts(kind: "no-such-kind", model: "gpt-4o") == nil)
    }

    @Test func `facts that codecs need`() throws {
        let pro = try facts("gemini/gemini-2.5-pro")
        #expect(pro.thinkingBudget == 128...32_768)
        #expect(!pro.abilities.contains(.thinkingLevel))
        #expect(try facts("gemini/gemini-3.5-flash").abilities.contains(.thinkingLevel))
        let opus = try facts("anthropic/claude-opus-4-7")
        #expect(opus.abilities.isSuperset(of: [.adaptiveThinking, .noSampling, .tools, .vision]))
        #expect(opus.efforts == ["low", "medium", "high", "xhigh", "max"])
        #expect(opus.maxOutputTokens == 128_000)
        #expect(try facts("anthropic/claude-haiku-4-5").thinkingBudget == 1_024...Int.max)
        #expect(try facts("openai/gpt-4o").reasons == false)
        #expect(try facts("openai/o3").reasons == true)
        #expect(try facts("deepseek/deepseek-v4-pro").abilities.contains(.takesReasoning))
        #expect(try facts("openai/text-embedding-3-small").mode == .embedding)
    }

    @Test func `a free or unknown price is no price`() throws {
        for kind in catalog.kinds {
            for model in catalog.models(of: kind) {
                guard let price = model.price else { continue }
                let classes = price.classes
                let pieces = price.pieces
                let all = [
                    classes.input, classes.output, price.request, classes.outputImage, classes.outputAudio,
                    pieces.second, pieces.character, pieces.image,
                ]
                #expect(all.contains { $0.map { $0.attoUSD > 0 } ?? false }, "\(kind)/\(model.id)")
            }
        }
    }

    @Test(
        arguments: [
            ("api.groq.com", "groq"), ("api.deepseek.com", "deepseek"), ("OpenRouter.AI", "openrouter"),
            ("api.x.ai", "xai"), ("127.0.0.1", "openai-compatible"), ("evil-groq.com", "openai-compatible"),
        ])
    func `an OpenAI-compatible service is known by its host`(_ host: String, _ kind: String) {
        let provider = Provider(
            id: "p", kind: .openAICompatible, origin: Origin(isTLS: true, host: host, port: 443), basePath: "",
            authorization: .bearer, credential: nil, endpoints: ProviderKind.openAICompatible.endpoints)
        #expect(provider.catalogKind == kind)
        #expect(provider.endpoints.first?.traits.takesReasoning == (kind == "openrouter"))
    }
}
