package import NIOCore
import Wire

/// A usage report in the forms it is asked for.
package struct UsageReport: Sendable {
    package let query: UsageQuery
    package let rows: [UsageRow]

    package init(_ query: UsageQuery, _ rows: [UsageRow]) {
        self.query = query
        self.rows = rows
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

    /// `{"from":…,"to":…,"rows":[{"key":"app","attempts":3,…,"cost_usd":"0.15"}],"total_usd":"0.15"}`
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
        json.member("total_usd", total.usd)
        json.endObject()
        return json.buffer
    }

    package var total: Money { rows.reduce(.zero) { $0 + $1.cost } }

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
