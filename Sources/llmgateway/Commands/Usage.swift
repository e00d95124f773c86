import ArgumentParser
import Gateway
import Wire

struct Usage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What was used, and what it cost.",
        discussion: """
            Of this month, unless --from and --to say otherwise; the day of --to is not included.

            EXAMPLES
              llmgateway usage
              llmgateway usage --by key --per day
              llmgateway usage --by key,model --from 2026-11-01 --to 2026-12-01 --csv > november.csv
              llmgateway usage --by model --team research
              llmgateway usage --by tag
            """)

    @Option(help: "key, team, provider, model, or several with commas between; tag for itself.") var by: String?
    @Option(help: "day or hour.") var per: String?
    @Option(help: "Lines at the most (10,000).") var limit: Int?
    @Option(help: "The first day, as 2026-11-01.") var from: String?
    @Option(help: "The day after the last.") var to: String?
    @Option(help: "Of this key alone.") var key: String?
    @Option(help: "Of this team alone.") var team: String?
    @Option(help: "Of this provider alone.") var provider: String?
    @Option(help: "Of this provider/model alone.") var model: String?
    @Option(help: "Of this tag alone.") var tag: String?
    @Flag(help: "The gateway's answer as it is.") var json = false
    @Flag(help: "Comma-separated values.") var csv = false
    @OptionGroup var connection: AdminConnection

    private var query: String {
        let parts = [
            ("by", by), ("per", per), ("from", from), ("to", to), ("format", csv ? "csv" : nil),
            ("limit", limit.map(String.init)),
        ]
        let said = (parts + filters).compactMap { name, value in value.map { "\(name)=\(PathTemplate.queryValue($0))" }
        }
        return said.isEmpty ? "" : "?" + said.joined(separator: "&")
    }

    func run() async throws {
        let client = try connection.client()
        // Its lines have their ends already.
        if csv { return Terminal.out(try await client.text(.get, "/usage" + query), end: "") }
        let answer = try await client.send(.get, "/usage" + query)
        let confined = filters.compactMap { name, value in value.map { "\(name) \"\($0)\"" } }
        Terminal.out(json ? answer.text : Self.table(answer, of: confined))
    }

    /// What the report is confined to.
    private var filters: [(name: String, value: String?)] {
        [("key", key), ("team", team), ("provider", provider), ("model", model), ("tag", tag)]
    }

    /// A line for each row, and the sum of the whole time under them.
    static func table(_ answer: JSONValue, of filters: [String] = []) -> String {
        let rows = answer["rows"]?.array ?? []
        guard (answer["total_attempts"]?.int ?? 0) > 0 else {
            guard !filters.isEmpty else { return "Nothing was used in this time." }
            return "Nothing was used in this time by \(filters.joined(separator: ", ")). "
                + "`llmgateway usage --by key` (or team, provider, model, tag) lists the names that were."
        }
        let names = ["day", "hour"] + UsageQuery.Dimension.allCases.map(\.rawValue)
        let shown = names.filter { name in rows.contains { $0[name] != nil } }
        // What is not known is shown where there is such: a cost beside it is not what was measured.
        let doubtful = ["uncertain", "unpriced"].filter { name in rows.contains { $0[name]?.int ?? 0 > 0 } }
        let numbers = ["attempts", "failed"] + doubtful + ["input_tokens", "output_tokens"]
        var table = [(shown + numbers + ["cost_usd"]).map { $0.uppercased().replacing("_", with: " ") }]
        for row in rows {
            var cells = shown.map { row[$0]?.string ?? "" }
            cells += numbers.map { row[$0]?.numberText ?? "" }
            cells.append(row["cost_usd"]?.string ?? "")
            table.append(cells)
        }
        let unpriced = answer["total_unpriced"]?.int ?? 0
        var text = rows.isEmpty ? "" : Terminal.table(table) + "\n\n"
        text += "Total: \(answer["total_usd"]?.string ?? "0") USD"
        let uncertain = answer["total_uncertain"]?.int ?? 0
        if uncertain > 0 {
            text += ", of which \(uncertain) attempts count at an estimate or at the most they can have cost"
        }
        if unpriced > 0 { text += ", and \(unpriced) attempt\(unpriced == 1 ? "" : "s") whose price is not known" }
        if let note = answer["note"]?.string { text += "\n\(note)" }
        return text
    }
}
