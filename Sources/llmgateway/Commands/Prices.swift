import ArgumentParser
import Gateway

struct Prices: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, check and look into price lists.",
        discussion: """
            A price list is a file of prices of our own form, which `price_catalog` lays over the built-in catalogue; \
            docs/reference/prices.md describes it. Exit 1: a file cannot be read; 69: nothing is known of a model, or of a kind of providers; 78: a \
            list, or the configuration, is wrong.

            EXAMPLES
              llmgateway prices import --from litellm model_prices_and_context_window.json > prices.json
              llmgateway prices export --provider openai > prices.json
              llmgateway prices check prices.json
              llmgateway prices show openai/gpt-4o
            """,
        subcommands: [Import.self, Export.self, Check.self, Show.self, Schema.self])

    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the JSON Schema of price lists, for editors.",
            discussion: "EXAMPLE\n  llmgateway prices schema > prices.schema.json")

        @Flag(help: "Accepted for symmetry: the schema is JSON.") var json = false

        func run() { Terminal.out(PricesSchema.json()) }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the built-in catalogue's prices as a price list.",
            discussion: "EXAMPLE\n  llmgateway prices export --provider openai > prices.json")

        @Option(help: "Only of this kind of provider; may be given several times.") var provider: [String] = []
        @Flag(help: "Accepted for symmetry: the list is JSON.") var json = false

        func run() throws {
            let list = PriceList.builtIn
            let known = Set(list.entries.map(\.provider))
            for name in provider where !known.contains(name) {
                let near = NearestNames.of(name, among: known.sorted(), count: 1).first
                Terminal.error(
                    "No price of \"\(name)\" is built in"
                        + (near.map { ": did you mean \"\($0)\"?" }
                            ?? ". There are \(known.sorted().joined(separator: ", "))."))
                throw Exit.unavailable
            }
            Terminal.out((provider.isEmpty ? list : list.only(provider)).text, end: "")
        }
    }
}
