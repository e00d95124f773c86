import Dialects
import NIOCore
import Testing
import Wire

@testable import Gateway

/// The file of prices: read whole or not at all, and written as it is read.
struct PriceListReadingTests {
    private static let text = #"""
        {
          "schema": "llmgateway.prices/1", "id": "2026-11", "date": "2026-11-21",
          "sources": [ { "name": "page", "url": "https://example.com", "date": "2026-11-20" } ],
          "prices": [
            { "provider": "openai", "model": "gpt-4o", "aliases": ["gpt-4o-x"], "input_usd": "2.000000000001",
              "output_usd": "8", "reasoning_usd": "9", "note": "ours",
              "tiers": [ { "above_input": 1000, "input_usd": "4" } ],
              "service_tiers": { "flex": { "input_usd": "1", "output_usd": "4" } },
              "later": [ { "from": "2027-01-01", "input_usd": "1.5", "output_usd": "6" } ] },
            { "provider": "mine", "model": "whisper", "second_usd": "0.0001" },
            { "provider": "mine", "model": "voice", "character_usd": "15", "request_usd": "0.000000001" },
            { "provider": "mine", "model": "art", "image_usd": "0.04",
              "images": [ { "size": "1x1", "quality": "hd", "usd": "0.08" } ] }
          ]
        }
        """#

    private func read(_ text: String) throws -> PriceList { try PriceList(reading: ByteBuffer(string: text)) }

    private func problems(_ prices: String, head: String = "") -> [String] {
        let start = #""schema":"llmgateway.prices/1","id":"a","date":"2026-11-21""#
        do {
            _ = try read("{\(start)\(head),\"prices\":[\(prices)]}")
            return []
        } catch let failure as PriceListFailure {
            return failure.problems.map { "\($0.path): \($0.message)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `every class is read, and what a tier does not name is the row's`() throws {
        let list = try read(Self.text)
        let book = PriceBook(list: list)
        let price = { (usage: Usage, time: Int, tier: String?) in
            book.row(id: "openai", kind: "openai", model: "gpt-4o", at: time, tier: tier)?.cost(of: usage).usd
        }
        var usage = Usage(input: 1_000_000, output: 1_000_000)
        usage.reasoning = 500_000
        // The dearer input, output and reasoning of the row.
        #expect(price(usage, 0, nil) == "12.5")
        #expect(price(Usage(input: 1_000, output: 0), 0, nil) == "0.002000001")
        #expect(price(Usage(input: 1_000, output: 0), 0, "flex") == "0.001")
        #expect(price(Usage(input: 1_000, output: 0), 1_798_761_600, nil) == "0.0015")
        #expect(book.row(id: "x", kind: "openai", model: "gpt-4o-x", at: 0) != nil)
        #expect(book.row(id: "openai", kind: "openai", model: "gpt-4o-2024-08-06", at: 0) != nil)
        #expect(book.row(id: "openai", kind: "openai", model: "gpt-4", at: 0) == nil)
        #expect(list.version.hasPrefix("2026-11@") && list.version.utf8.count == "2026-11@".utf8.count + 8)
        #expect(list.entries.count == 4 && list.sources.first?.url == "https://example.com")
    }

    @Test func `what is written is what was read`() throws {
        let list = try read(Self.text)
        let again = try read(list.text)
        #expect(again.text == list.text)
        #expect(again.entries.map(\.json) == list.entries.map(\.json))
        #expect(list.entries[0].json["tiers"] == [["above_input": 1000, "input_usd": "4"]])
        #expect(list.entries[0].json["input_usd"] == "2.000000000001")
        for (one, other) in zip(list.entries, again.entries) {
            #expect(one.price == other.price && one.tierPrices == other.tierPrices)
            #expect(one.laterPrices.map(\.from) == other.laterPrices.map(\.from))
        }
    }

    @Test(arguments: [
        (
            #"{"provider":"a","model":"m","input_usd":2.5}"#,
            #"prices[0].input_usd: must be a decimal written as text, such as "2.50""#
        ),
        (
            #"{"provider":"a","model":"m","input_usd":"-1"}"#,
            #"prices[0].input_usd: is no amount of USD with at most twelve decimals: "-1""#
        ),
        (
            #"{"provider":"a","model":"m","input_usd":"0.0000000000001"}"#,
            #"prices[0].input_usd: is no amount of USD with at most twelve decimals: "0.0000000000001""#
        ),
        (
            #"{"provider":"a","model":"m","inputs_usd":"1","request_usd":"1"}"#,
            #"prices[0].inputs_usd: is no member of a price list: did you mean "input_usd"?"#
        ),
        (#"{"provider":"a","model":"m"}"#, #"prices[0]: names no price: a free model has prices of "0""#),
        (#"{"provider":"a","input_usd":"1"}"#, "prices[0].model: is missing"),
        (#"{"provider":"a","model":"m","input_usd":"1","input_usd":"2"}"#, "prices[0].input_usd: is given twice"),
        (
            #"{"provider":"a","model":"m","input_usd":"1"},{"provider":"a","model":"n","aliases":["m"],"input_usd":"1"}"#,
            "prices[1]: a/m has a price already"
        ),
        (
            #"{"provider":"a","model":"m","input_usd":"1","tiers":[{"above_input":0,"input_usd":"1"}]}"#,
            "prices[0].tiers[0].above_input: must be a whole number of tokens that no other tier has"
        ),
        (
            #"{"provider":"a","model":"m","input_usd":"1","service_tiers":{"slow":{"input_usd":"1"}}}"#,
            "prices[0].service_tiers.slow: is no service tier that answers name: those are flex and priority"
        ),
        (
            #"{"provider":"a","model":"m","input_usd":"1","later":[{"from":"2027-02-30","input_usd":"1"}]}"#,
            "prices[0].later[0].from: must be a day such as 2027-01-01"
        ),
        (
            #"{"provider":"a","model":"m","image_usd":"1","images":[{"size":"1x1"}]}"#,
            "prices[0].images[0].usd: is missing"
        ),
    ])
    func `one wrong price is told with its place`(_ prices: String, _ problem: String) {
        #expect(problems(prices) == [problem])
    }

    @Test func `everything wrong is told at once, and another form is refused`() {
        #expect(
            problems(#"{"provider":"a","model":"m","input_usd":"x","output_usd":"y"}"#, head: #","moneys":1"#).count
                == 3)
        #expect(throws: PriceListFailure.self) { try read(#"{"schema":"llmgateway.prices/2","prices":[]}"#) }
        #expect(throws: PriceListFailure.self) { try read("[]") }
        #expect(throws: PriceListFailure.self) { try read("{") }
    }

    @Test func `a zero is a price, and no price is none`() throws {
        let free =
            #"{"schema":"llmgateway.prices/1","id":"a","date":"2026-11-21","prices":[{"provider":"a","model":"m","input_usd":"0","output_usd":"0"}]}"#
        let row = PriceBook(list: try read(free)).row(id: "a", kind: "a", model: "m", at: 0)
        #expect(row?.cost(of: Usage(input: 5, output: 5)) == .zero)
    }

    @Test func `configuration goes before the list, the list before the catalogue, and each is named`() throws {
        let list = try read(Self.text)
        let own = PricedCall.row { $0.classes.input = Price(usdPerMillionTokens: "1") }
        let book = PriceBook(
            configured: ["openai/gpt-4": own], list: list, catalog: .standard, version: ModelCatalog.date)
        func input(_ model: String) -> String? {
            book.row(id: "openai", kind: "openai", model: model, at: 0)?.classes.input?.text(decimals: 12)
        }
        func origin(_ model: String) -> String { book.origin(id: "openai", kind: "openai", model: model) }
        #expect(input("gpt-4") == "1" && origin("gpt-4") == "configuration")
        #expect(input("gpt-4o") == "2.000000000001" && origin("gpt-4o") == list.version)
        #expect(input("gpt-4.1") == "2" && origin("gpt-4.1") == ModelCatalog.date)
        // The catalogue has a row of its own for this day's model, which the list has not.
        #expect(input("gpt-4o-2024-05-13") == "5" && origin("gpt-4o-2024-05-13") == ModelCatalog.date)
    }

    @Test func `the catalogue as a list has the catalogue's prices`() throws {
        let list = try read(PriceList.builtIn.text)
        #expect(list.sources.map(\.name) == ["litellm", "genai-prices", "models.dev"])
        let (own, book) = (PriceBook(list: list), PriceBook(catalog: .standard))
        var compared = 0
        for kind in ModelCatalog.standard.kinds {
            for facts in ModelCatalog.standard.models(of: kind) where facts.price != nil {
                for tier in [nil, "flex", "priority"] {
                    for time in [0, 1_795_000_000, 1_900_000_000] {
                        let one = own.row(id: kind, kind: kind, model: facts.id, at: time, tier: tier)
                        let other = book.row(id: kind, kind: kind, model: facts.id, at: time, tier: tier)
                        for usage in Self.usages {
                            #expect(one?.settledCost(of: usage) == other?.settledCost(of: usage), "\(kind)/\(facts.id)")
                        }
                        compared += one == nil ? 0 : 1
                    }
                }
            }
        }
        #expect(compared > 8_000)
    }

    private static let usages: [Usage] = [1_000, 250_000, 300_000].map { input in
        var usage = Usage(input: input, output: 999)
        usage.cacheRead = 300
        usage.cacheReadAudio = 10
        usage.cacheWrite = 200
        usage.cacheWriteOneHour = 50
        usage.inputAudio = 70
        usage.inputImage = 30
        usage.reasoning = 400
        usage.outputAudio = 20
        usage.outputImage = 5
        usage.webSearches = 2
        usage.pieces = UsagePieces(heard: 1_500, characters: 12, images: 2, size: "1024x1792", hasTokens: true)
        return usage
    }

    @Test(arguments: [
        ("2.5", "2.5"), ("0", "0"), ("0.000000000001", "0.000000000001"), ("1e3", "1000"), ("10.10", "10.1"),
    ])
    func `a price is told as it was written`(_ text: String, _ told: String) {
        #expect(Price(usdPerMillionTokens: text)?.text(decimals: 12) == told)
    }
}
