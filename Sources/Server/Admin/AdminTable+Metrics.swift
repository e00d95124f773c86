import Gateway
import Wire

extension AdminTable {
    static let metrics: [AdminEndpoint] = [
        AdminEndpoint(
            .get, "/metrics", .viewer,
            "What is measured now, in Prometheus' text form, as at `/metrics`; see [metrics](metrics.md)."
        ) { (request) async throws(GatewayError) in
            AdminReply(content: try await request.core.metricsPage(), type: MetricsPage.contentType)
        }
    ]
}
