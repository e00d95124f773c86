package import NIOCore
import Wire

/// A usage report in the forms it is asked for.
package struct UsageReport: Sendable {
    package let query: UsageQuery
    package let rows: [UsageRow]
    /// Of the whole time: what stands in several lines counts once, what stands in none counts too.
    package let total: Money

    /// - Parameter whole: all of it together, where the lines do not add up to that.
    package init(_ query: UsageQuery, _ rows: [UsageRow], whole: UsageRow? = nil) {
        self.query = query
        self.rows = rows
        total = whole?.cost ?? rows.reduce(.zero) { $0 + $1.cost }
        self.whole = whole
    }

    private let whole: UsageRow?

    /// Why the lines do not add up to the total; nil: they do.
    private var note: String? {
        guard let whole, let dimension = query.by.first else { return nil }
        let inLines = rows.reduce(0) { $0 + $1.attempts }
        switch dimension {
        case .tag where whole.attempts > 0:
            return
                "A call with several tags stands in the row of each, and counts once in the total; one without tags stands "
                + "in the total alone."
        case .team where whole.attempts > inLines: return "Calls without a team stand in the total alone."
        default: return nil
        }
    }

    private static let sums = [
        "attempts", "failed", "uncertain", "unpriced", "input_tokens", "output_tokens", "cache_read_tokens",
    ]

    private func numbers(_ row: UsageRow) -> [Int] {
        [
            row.attempts, row.failed, row.uncertain, row.unpriced, row.inputTokens, row.outputTokens,
            row.cacheReadTokens,
        ]
    }

    private func time(_ row: UsageRow) -> String? {
        row.time.map { query.per == .hour ? CalendarDay.hour($0) : CalendarDay.date($0) }
    }

    /// `{"from":…,"to":…,"rows":[{"key":"app","attempts":3,…,"cost_usd":"0.15"}],…,"total_usd":"0.15"}`
    package var json: ByteBuffer {
        var json = JSONWriter()
        json.beginObject()
        json.member("object", "usage")
        json.member("from", CalendarDay.date(query.time.lowerBound))
        json.member("to", CalendarDay.date(query.time.upperBound))
        json.key("rows")
        json.beginArray()
        for row in rows {
            json.beginObject()
            if let time = time(row) { json.member(query.per?.rawValue ?? "time", time) }
            for (dimension, name) in zip(query.by, row.names) { json.member(dimension.rawValue, name) }
            for (name, number) in zip(Self.sums, numbers(row)) { json.member(name, number) }
            json.member("cost_usd", row.cost.usd)
            json.endObject()
        }
        json.endArray()
        json.member("total_attempts", whole?.attempts ?? rows.reduce(0) { $0 + $1.attempts })
        json.member("total_unpriced", whole?.unpriced ?? rows.reduce(0) { $0 + $1.unpriced })
        json.member("total_uncertain", whole?.uncertain ?? rows.reduce(0) { $0 + $1.uncertain })
        json.member("total_usd", total.usd)
        if let note { json.member("note", note) }
        json.endObject()
        return json.buffer
    }

    /// RFC 4180, with a line of names.
    package var csv: ByteBuffer {
        var lines = [(query.per.map { [$0.rawValue] } ?? []) + query.by.map(\.rawValue) + Self.sums + ["cost_usd"]]
        for row in rows {
            lines.append(
                (time(row).map { [$0] } ?? []) + row.names + numbers(row).map(String.init) + [row.cost.usd])
        }
        return ByteBuffer(string: lines.map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined())
    }

    /// What a spreadsheet would take for a formula is text.
    private static func field(_ text: String) -> String {
        let isFormula = text.utf8.first.map { "=+-@".utf8.contains($0) } ?? false
        let text = isFormula ? "'" + text : text
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
