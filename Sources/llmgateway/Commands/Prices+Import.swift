import ArgumentParser
import Foundation
import Gateway
import NIOCore
import Wire

extension PriceImport.Form: ExpressibleByArgument {}

extension Prices {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the prices of another list in our form; say what could not be carried over.",
            discussion: """
                The list goes to standard output, what was left out to standard error. Zeros are no prices there: unknown \
                is not free.

                EXAMPLES
                  llmgateway prices import --from litellm model_prices_and_context_window.json > prices.json
                  llmgateway prices import --from genai-prices data.json --provider openai --provider mistral
                """)

        @Option(help: "Whose form the file has: litellm or genai-prices.") var from: PriceImport.Form
        @Argument(help: "The file.", completion: .file()) var file: String
        @Option(help: "The day whose prices they are, as 2026-11-21; today without it.") var date: String?
        @Option(help: "What to call this state; the date without it.") var id: String?
        @Option(help: "Where the file was taken from, written down as its source.") var url: String?
        @Option(help: "Only of this kind of provider; may be given several times.") var provider: [String] = []
        @Flag(help: "What was left out as one JSON object.") var json = false

        func run() throws {
            let day = date ?? CalendarDay.date(Int(Date().timeIntervalSince1970))
            guard CalendarDay.time(day) != nil else {
                throw ValidationError("--date must be a day such as 2026-11-21, found \"\(day)\"")
            }
            let bytes = try Prices.bytes(of: file)
            let imported: PriceImport
            do {
                imported = try PriceImport(from, try JSONDocument(validating: bytes).root, today: day)
            } catch let failure as PriceListFailure {
                throw Prices.wrong(file, failure, json: json)
            } catch {
                Terminal.error("\(file) is not valid JSON: \(error)")
                throw Exit.configuration
            }
            var list = imported.list(from, id: id ?? day, date: day, url: url, sum: PriceList.sum(of: bytes))
            if !provider.isEmpty { list = list.only(provider) }
            do {
                // What is written here must be what is read there.
                _ = try PriceList(reading: ByteBuffer(string: list.text))
            } catch {
                throw Prices.wrong(file, error, json: json)
            }
            Terminal.out(list.text, end: "")
            Terminal.error(json ? Self.json(list, imported) : Self.text(list, imported))
        }

        static func text(_ list: PriceList, _ imported: PriceImport) -> String {
            var lines = ["\(list.entries.count) models with prices."]
            if !imported.leftovers.isEmpty { lines.append("Not carried over:") }
            for leftover in imported.leftovers {
                let more = leftover.count > leftover.examples.count ? ", …" : ""
                lines.append(
                    "  \(leftover.count) × \(leftover.what): \(leftover.examples.joined(separator: ", "))\(more)")
            }
            return lines.joined(separator: "\n")
        }

        static func json(_ list: PriceList, _ imported: PriceImport) -> String {
            let leftovers = imported.leftovers.map { leftover -> JSONValue in
                [
                    "what": .string(leftover.what), "count": .int(leftover.count),
                    "examples": .array(leftover.examples.map { .string($0) }),
                ]
            }
            let report: JSONValue = ["models": .int(list.entries.count), "not_carried_over": .array(leftovers)]
            return report.text
        }
    }

    static func bytes(of file: String) throws -> ByteBuffer {
        switch ConfigurationLoader.read(file) {
        case .text(let text): return ByteBuffer(string: text)
        case .failure(let reason):
            Terminal.error("\(file) cannot be read: \(reason)")
            throw Exit.failure
        }
    }

    /// Says what is wrong with a list.
    static func wrong(_ file: String, _ failure: PriceListFailure, json: Bool) -> ExitCode {
        if json {
            let problems = failure.problems.map { problem -> JSONValue in
                ["path": .string(problem.path), "message": .string(problem.message)]
            }
            let report: JSONValue = ["valid": false, "file": .string(file), "problems": .array(problems)]
            Terminal.out(report.text)
        } else {
            for problem in failure.problems { Terminal.error(problem.text(in: file)) }
        }
        return Exit.configuration
    }
}

extension PriceListFailure.Problem {
    func text(in file: String) -> String { path.isEmpty ? "\(file): \(message)" : "\(file): \(path) \(message)" }
}
