import Gateway

/// docs/reference/metrics.md, made from the families.
enum MetricsReference {
    static var markdown: String {
        var lines = [
            "# Metrics", "", ReferencePage.madeFrom("Sources/Gateway/Metrics/MetricFamily.swift", .metrics), "",
            "`GET /metrics` tells them in Prometheus' text form to whoever has the admin key, or a key whose role is `viewer`:",
            "", "```yaml", "scrape_configs:", "  - job_name: llmgateway",
            "    authorization: { credentials_file: admin-key }",
            "    static_configs: [ { targets: [\"127.0.0.1:8080\"] } ]", "```", "",
            "All are of type \(MetricFamily.type). A target stands there once it has been asked. What was used and what it cost "
                + "over days and months is at `/admin/api/usage`.", "",
            "| metric | labels | meaning |", "|---|---|---|",
        ]
        for family in MetricFamily.allCases {
            let labels = family.labels.map { "`\($0)`" }.joined(separator: ", ")
            lines.append("| `\(family.rawValue)` | \(labels.isEmpty ? "–" : labels) | \(family.help) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
