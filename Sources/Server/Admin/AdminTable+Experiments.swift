import Gateway
import Wire

extension AdminTable {
    static let experiments: [AdminEndpoint] = [
        AdminEndpoint(
            .get, "/experiments", .viewer,
            "The experiments of the configuration: each variant's calls, errors, cost, latency and feedback, and how far it is."
        ) { (request) throws(GatewayError) in
            .list(request.core.experimentList, hasMore: false, id: "name")
        },
        AdminEndpoint(.get, "/experiments/{experiment}", .viewer, "One of them.") { (request) throws(GatewayError) in
            AdminReply(body: try request.core.experimentReport(request.name))
        },
        AdminEndpoint(
            .post, "/experiments/{experiment}/promote", .admin, fields: ["variant"],
            "Rolls a variant out, whatever the numbers say: `variant`, or the one that has won."
        ) { (request) async throws(GatewayError) in
            let variant = try request.members().text("variant")
            return AdminReply(
                body: try await request.core.promote(request.name, variant: variant, by: request.actor))
        },
        AdminEndpoint(
            .post, "/experiments/{experiment}/stop", .admin,
            "Ends it: all calls go where the model's own targets say; the numbers stay."
        ) { (request) async throws(GatewayError) in
            _ = try request.members()
            return AdminReply(body: try await request.core.stopExperiment(request.name, by: request.actor))
        },
        AdminEndpoint(
            .post, "/experiments/{experiment}/reset", .admin, "Begins it anew: its numbers are forgotten."
        ) { (request) async throws(GatewayError) in
            _ = try request.members()
            return AdminReply(body: try await request.core.resetExperiment(request.name, by: request.actor))
        },
        AdminEndpoint(
            .get, "/shadows", .viewer,
            "The models whose prompts are copied to a shadow: what is known of it, beside the calls that were copied."
        ) { (request) throws(GatewayError) in
            .list(request.core.shadowList, hasMore: false, id: "model")
        },
    ]
}
