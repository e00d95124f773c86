import Dialects
import Gateway
import Testing

struct NameTableTests {
    /// Names are compared one by one up to twenty-four, and looked up by hash beyond.
    @Test(arguments: [0, 1, 23, 24, 25, 200])
    func `each name has its value, the first of several counts, and others have none`(count: Int) {
        let entries = (0..<count).map { (name: "name-\($0)", value: $0) }
        let table = NameTable(entries + entries.map { ($0.name, -1) })
        for entry in entries { #expect(table[entry.name] == entry.value) }
        for other in ["", "name-", "name-\(count)", "Name-0", "name-00"] { #expect(table[other] == nil) }
    }

    @Test func `a price is found under the provider and the whole name of its model`() {
        func row(_ text: String) -> PriceRow {
            var classes = PriceRow.Classes()
            classes.input = Price(usdPerMillionTokens: text)
            return PriceRow(classes: classes, isConfigured: true)
        }
        var rows = ["a/m": row("1"), "a/openai/m": row("2"), "b/m": row("3")]
        for index in 0..<60 { rows["c/m-\(index)"] = row("\(index + 10)") }
        let prices = PriceBook(configured: rows)
        let kind = ProviderKind.openAICompatible
        func nanoUSD(_ id: String, _ model: String) -> Int64? {
            let provider = Provider(
                id: id, kind: kind, origin: Origin(isTLS: true, host: "up.test", port: 443), basePath: "",
                authorization: kind.authorization, credential: nil, endpoints: kind.endpoints)
            return prices.row(provider: provider, model: model, at: 0)?.cost(of: Usage(input: 1_000, output: 0)).nanoUSD
        }
        #expect(nanoUSD("a", "m") == 1_000_000 && nanoUSD("a", "openai/m") == 2_000_000)
        #expect(nanoUSD("b", "m") == 3_000_000 && nanoUSD("c", "m-59") == 69_000_000)
        #expect(nanoUSD("a", "openai") == nil && nanoUSD("b", "openai/m") == nil && nanoUSD("d", "m") == nil)
    }
}
