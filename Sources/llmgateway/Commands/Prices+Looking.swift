import ArgumentParser
import Foundation
import Gateway
import NIOCore
import Wire

extension Prices {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say everything that is wrong with a price list; exit 78 if anything is.",
            discussion: "EXAMPLE\n  llmgateway prices check prices.json")

        @Argument(help: "The file.", completion: .file()) var file: String
        @Flag(help: "One JSON object.") var json = false

        func run() throws {
            let bytes = try Prices.bytes(of: file)
            let list: PriceList
            do {
                list = try PriceList(reading: bytes)
            } catch {
                throw Prices.wrong(file, error, json: json)
            }
            let providers = Set(list.entries.map(\.provider)).count
            if json {
                let report: JSONValue = [
                    "valid": true, "file": .string(file), "version": .string(list.version), "date": .string(list.date),
                    "models": .int(list.entries.count), "providers": .int(providers),
                ]
                return Terminal.out(report.text)
            }
            Terminal.out(
                "\(file) is valid: \(list.entries.count) models of \(providers) providers as of \(list.date), version \(list.version)."
            )
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "What a model costs by the configuration, its price list and the catalogue, and by which of them.",
            discussion: """
                EXAMPLES
                  llmgateway prices show openai/gpt-4o
                  llmgateway prices show anthropic/claude-sonnet-4-5 openai/whisper-1 --json --config gateway.yaml
                """)

        @Argument(help: "Targets, as provider/model.") var models: [String]
        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "One JSON object a line.") var json = false

        func run() throws {
            let snapshot = try options.load().snapshot
            let now = Int(Date().timeIntervalSince1970)
            var isMissing = false
            for (index, name) in models.enumerated() {
                guard let said = snapshot.price(of: name, at: now) else {
                    Terminal.error("The price of \"\(name)\" is not known.")
                    isMissing = true
                    continue
                }
                if json {
                    let report: JSONValue = [
                        "model": .string(name), "from": .string(said.origin),
                        "prices": .object(JSONObject(said.row.members)),
                    ]
                    Terminal.out(report.text)
                } else {
                    if index > 0 { Terminal.out("") }
                    Terminal.out("\(name), by \(said.origin)")
                    Terminal.out(Terminal.table([["PRICE", "USD"]] + Self.cells(said.row)))
                }
            }
            if isMissing { throw Exit.unavailable }
        }

        /// A line for each price. Lists of pictures and tiers are told as they stand in a file.
        private static func cells(_ row: PriceRow) -> [[String]] {
            row.members.map { name, value in [name, value.string ?? value.text] }
        }
    }
}

extension Snapshot {
    /// What a target costs today, and where that comes from.
    fileprivate func price(of name: String, at now: Int) -> (row: PriceRow, origin: String)? {
        guard let slash = name.firstIndex(of: "/") else { return nil }
        let (id, model) = (String(name[..<slash]), String(name[name.index(after: slash)...]))
        // Without a provider of that name it is taken for a kind of providers.
        let kind = providersByID[id]?.catalogKind ?? id
        guard let row = prices.row(id: id, kind: kind, model: model, at: now) else { return nil }
        return (row, prices.origin(id: id, kind: kind, model: model))
    }
}
