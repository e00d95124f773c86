import Dialects
import Gateway
import Testing

struct PriceTests {
    private func price(_ text: String) throws -> Price { try #require(Price(usdPerMillionTokens: text)) }

    @Test func `a price is read from its text, exactly`() throws {
        #expect(try price("2.50").attoUSD == 2_500_000_000_000)
        #expect(try price(".075").attoUSD == 75_000_000_000)
        #expect(try price("1e-3").attoUSD == 1_000_000_000)
        #expect(try price("0").attoUSD == 0)
    }

    @Test(arguments: ["", "-1", "abc", "1.2.3", "0.0000000000001", "1e99", "9999999999"])
    func `what is no price is refused`(_ text: String) {
        #expect(Price(usdPerMillionTokens: text) == nil)
    }

    @Test func `a cost is summed exactly and rounded once, up`() throws {
        var classes = PriceRow.Classes()
        classes.input = try price("0.0001")
        classes.output = try price("0.0001")
        let row = PriceRow(classes: classes, isConfigured: true)
        // Two classes of 0.1 nano-USD each: rounding each up would give two.
        #expect(row.cost(of: Usage(input: 1, output: 1)).nanoUSD == 1)
        #expect(row.cost(of: Usage(input: 0, output: 0)) == .zero)
    }

    @Test func `cached tokens are taken out of the plain input`() throws {
        var classes = PriceRow.Classes()
        classes.input = try price("3")
        classes.output = try price("15")
        classes.cacheRead = try price("0.3")
        classes.cacheWrite = try price("3.75")
        let row = PriceRow(classes: classes, isConfigured: false)
        var usage = Usage(input: 1_000, output: 100)
        usage.cacheRead = 600
        usage.cacheWrite = 300
        // 100 × 3 + 600 × 0.3 + 300 × 3.75 + 100 × 15 micro-USD
        #expect(row.cost(of: usage).usd == "0.003105")
    }

    @Test func `an unpriced class is free in a configured row, plain in the catalogue`() throws {
        var classes = PriceRow.Classes()
        classes.input = try price("1")
        var usage = Usage(input: 10, output: 0)
        usage.cacheRead = 4
        #expect(PriceRow(classes: classes, isConfigured: true).cost(of: usage).nanoUSD == 6_000)
        #expect(PriceRow(classes: classes, isConfigured: false).cost(of: usage).nanoUSD == 10_000)
    }

    @Test func `a part never exceeds its whole`() throws {
        var classes = PriceRow.Classes()
        classes.input = try price("1")
        classes.cacheRead = try price("1")
        var usage = Usage(input: 5, output: 0)
        usage.cacheRead = 50
        #expect(PriceRow(classes: classes, isConfigured: true).cost(of: usage).nanoUSD == 5_000)
    }

    @Test(arguments: [(0, "0"), (1, "0.000000001"), (1_500_000_000, "1.5"), (-20, "-0.00000002")])
    func `money is written as an exact decimal`(_ nano: Int64, _ text: String) {
        #expect(Money(nanoUSD: nano).usd == text)
    }
}
