import Dialects
import Foundation
import Gateway
import NIOCore
import Testing

@testable import llmgateway

/// Prices, price lists and vocabularies as settings.
struct PriceSettingsTests {
    private static let key = ["OPENAI_API_KEY": "sk-0123456789abcdef"]

    private func under(_ yaml: String, _ files: [String: String] = [:]) -> ConfigurationUnderTest {
        var under = ConfigurationUnderTest(environment: Self.key)
        under.file = "/etc/gateway/gateway.yaml"
        under.files = files
        under.files["/etc/gateway/gateway.yaml"] = yaml
        return under
    }

    private static func list(_ prices: String) -> String {
        #"{"schema":"llmgateway.prices/1","id":"mine","date":"2026-11-21","prices":[\#(prices)]}"#
    }

    @Test func `every class of a row is a setting`() throws {
        let snapshot = try under(
            """
            prices:
              - model: openai/m
                input_usd: "1"
                output_usd: "2"
                reasoning_usd: "4"
                second_usd: "0.01"
                image_usd: "0.5"
                images: [ { size: 1x1, usd: "0.25" } ]
                tiers: [ { above_input: 1000, input_usd: "3" } ]
              - { model: openai/voice, character_usd: "15" }
            """
        ).load().snapshot
        let provider = try #require(snapshot.providersByID["openai"])
        let row = try #require(snapshot.prices.row(provider: provider, model: "m", at: 0))
        var usage = Usage(input: 2_000, output: 100)
        usage.reasoning = 50
        usage.pieces = UsagePieces(heard: 2_000, images: 2, size: "1x1", hasTokens: true)
        // 2,000 × 3 + 50 × 2 + 50 × 4 micro-USD, two seconds, two pictures
        #expect(row.settledCost(of: usage)?.usd == "0.5263")
        let voice = snapshot.prices.row(provider: provider, model: "voice", at: 0)
        #expect(voice?.members.map(\.0) == ["character_usd"])
    }

    @Test func `a row without a price is refused, and makes no model free`() {
        #expect(
            under("prices:\n  - { model: mock/tools }").problems == [
                "/etc/gateway/gateway.yaml:2:5: the price of \"mock/tools\" names no price: a free model has prices of \"0\""
            ])
        #expect(under("prices: [ { model: mock/tools, input_usd: 0, output_usd: 0 } ]").problems == [])
    }

    @Test(arguments: [
        (
            "openai/gpt-4o-2024-08-06, input_usd: 1",
            "\"output_usd\" is missing, so its output is free; \"0\" says that it is meant"
        ),
        (
            "openai/gpt-4o, output_usd: 1, reasoning_usd: 2",
            "\"input_usd\" is missing, so its input is free; \"0\" says that it is meant"
        ),
        ("openai/gpt-4o, input_usd: 1, web_search_usd: 2", "\"output_usd\" is missing"),
    ])
    func `a price of one side only is told where the model answers with text`(_ row: String, _ said: String) throws {
        let warnings = try under("prices: [ { model: \(row) } ]").load().warnings
        #expect(warnings.count == 1 && warnings[0].contains(said), "\(warnings)")
    }

    @Test(arguments: [
        "openai/text-embedding-3-small, input_usd: 1", "mock/echo, request_usd: 1",
        "mock/echo, input_usd: 1, output_usd: 0",
        "openai/gpt-4o, image_usd: 1, input_usd: 2",
    ])
    func `a price of one side is enough where that is all there is`(_ row: String) throws {
        let configuration = try under("prices: [ { model: \(row) } ]").load()
        #expect(configuration.warnings == [])
    }

    @Test(arguments: ["openai/of-our-own", "mock/tools"])
    func `a price of one side is told where nobody knows what the model is for`(_ model: String) throws {
        let configuration = try under("prices: [ { model: \(model), input_usd: 1 } ]").load()
        #expect(
            configuration.warnings == [
                "the price of \"\(model)\": \"output_usd\" is missing, so its output is free; \"0\" says that it is meant"
            ])
    }

    @Test func `a pattern is no model of a price or a budget`() {
        let prices = under("prices: [ { model: mock/*, request_usd: 1 } ]").problems
        #expect(prices.count == 1 && prices[0].contains("no pattern fits more"), "\(prices)")
        let budgets = under("budgets: [ { scope: model, name: mock/*, usd: 1, per: day } ]").problems
        #expect(budgets.count == 1 && budgets[0].contains("no pattern fits more"), "\(budgets)")
    }

    @Test func `a budget has as many decimals as one made at run time may have`() {
        let problems = under("budgets: [ { scope: gateway, usd: 0.0000000001, per: day } ]").problems
        #expect(problems.count == 1 && problems[0].contains("at most nine decimals"), "\(problems)")
    }

    @Test func `a price list lies over the catalogue and under the configuration's rows`() throws {
        let configuration = try under(
            "price_catalog: prices.json\nprices: [ { model: openai/gpt-4, input_usd: 7, output_usd: 8 } ]",
            [
                "/etc/gateway/prices.json": Self.list(
                    #"{"provider":"openai","model":"gpt-4o","input_usd":"9"},{"provider":"openai","model":"gpt-4","input_usd":"9"}"#
                )
            ]
        ).load()
        let prices = configuration.snapshot.prices
        func origin(_ model: String) -> String { prices.origin(id: "openai", kind: "openai", model: model) }
        #expect(origin("gpt-4o").hasPrefix("mine@"))
        #expect(origin("gpt-4") == "configuration")
        #expect(origin("gpt-4.1") == ModelCatalog.date)
        #expect(configuration.watched([:]) == ["/etc/gateway/gateway.yaml", "/etc/gateway/prices.json"])
    }

    @Test func `a price list that makes one side of a chat free is told of`() throws {
        let rows =
            #"{"provider":"openai","model":"gpt-4o","input_usd":"9"},"#
            + #"{"provider":"openai","model":"text-embedding-3-small","input_usd":"9"}"#
        let warnings = try under("price_catalog: prices.json", ["/etc/gateway/prices.json": Self.list(rows)]).load()
            .warnings
        #expect(warnings.count == 1 && warnings[0].contains("openai/gpt-4o: the other is free"), "\(warnings)")
    }

    @Test func `a wrong price list is a wrong configuration, told with the place of each mistake`() {
        let wrong = Self.list(#"{"provider":"openai","model":"a","input_usd":1},{"provider":"openai"}"#)
        #expect(
            under("price_catalog: prices.json", ["/etc/gateway/prices.json": wrong]).problems == [
                "/etc/gateway/prices.json: prices[0].input_usd must be a decimal written as text, such as \"2.50\"",
                "/etc/gateway/prices.json: prices[1].model is missing",
            ])
        #expect(
            under("price_catalog: prices.json").problems
                == ["/etc/gateway/prices.json: cannot be read: there is no such file"])
    }

    @Test func `a vocabulary that cannot be used is told`() {
        let files = ["/etc/gateway/v.tiktoken": "IQ== 0\n"]
        let row = "{ encoding: o200k_base, file: v.tiktoken }"
        #expect(
            under("tokenizers: [ \(row) ]", files).problems == [
                "/etc/gateway/gateway.yaml:1:45: \"tokenizers[0].file\": \"/etc/gateway/v.tiktoken\" holds 1 tokens, and "
                    + "o200k_base has 199998"
            ])
        #expect(
            under("tokenizers: [ { encoding: o300k, file: v } ]", files).problems.first?.contains("o200k_base") ?? false
        )
    }

    /// Prints of files that change as a test says.
    private final class Disk: @unchecked Sendable {
        var prints: [String: FileWatch.Print] = [:]
        func write(_ path: String, _ time: Int) {
            prints[path] = FileWatch.Print(seconds: time, nanoseconds: 0, size: 1, node: 1)
        }
    }

    @Test func `a change is told once, and when it has come to rest`() {
        let disk = Disk()
        disk.write("a", 1)
        var watch = FileWatch(["a", "b"]) { disk.prints[$0] }
        func looks(_ count: Int) -> [Bool] { (0..<count).map { _ in watch.hasChanged() } }
        #expect(looks(1) == [false])
        disk.write("a", 2)
        #expect(looks(1) == [false])
        disk.write("a", 3)
        #expect(looks(3) == [false, true, false])
        // One that was not there.
        disk.write("b", 1)
        #expect(looks(2) == [false, true])
        disk.write("a", 4)
        watch.accept()
        #expect(looks(2) == [false, false])
        watch.follow(["a", "c"])
        disk.write("b", 2)
        #expect(looks(2) == [false, false])
        disk.write("c", 1)
        #expect(looks(2) == [false, true])
    }
}
