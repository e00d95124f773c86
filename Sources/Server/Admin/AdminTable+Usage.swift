import Gateway
import Wire

extension AdminTable {
    static let usage: [AdminEndpoint] = [
        AdminEndpoint(
            .get, "/usage", .viewer,
            query: ["by", "per", "from", "to", "format", "limit"] + UsageQuery.Dimension.allCases.map(\.rawValue),
            "What was used and what it cost, from this month's first day unless `from` (and `to`, not included) say otherwise: "
                + "`by` one or more of key, team, provider, model with commas between, or tag alone; `per` day or hour; one of these names with a value asks for "
                + "that alone; `format=csv` for a table, `limit` (10,000) for more lines."
        ) { (request) async throws(GatewayError) in
            let report = try await request.core.usage(request.query)
            switch request.query["format"] {
            case nil, "json"?: return AdminReply(content: report.json, type: "application/json")
            case "csv"?: return AdminReply(content: report.csv, type: "text/csv; charset=utf-8")
            case let other?:
                throw AdminMembers.wrong("format", "\"format\" must be json or csv, found \"\(other)\".")
            }
        },
        AdminEndpoint(
            .get, "/budgets", .viewer,
            "Every budget: how much of it is spent or held (`committed_usd`), what is left, and when it begins anew."
        ) { (request) async throws(GatewayError) in
            AdminReply(body: try await request.core.budgets(request.core.keys.policies))
        },
    ]
}
