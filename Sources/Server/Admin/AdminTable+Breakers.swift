import Gateway
import Wire

extension AdminTable {
    static let breakers: [AdminEndpoint] = [
        AdminEndpoint(
            .get, "/breakers", .viewer,
            "The circuit breaker of each target that has been asked: its state and since when, and the last minute's calls."
        ) { (request) throws(GatewayError) in
            .list(request.core.breakers, hasMore: false, id: "model")
        },
        AdminEndpoint(
            .post, "/breakers", .admin, fields: ["provider", "model", "state"],
            "Opens (nobody is sent there) or closes (everybody is, whatever the calls say) the breaker of a provider's model; "
                + "`automatic` gives it back to the calls. It holds until the gateway ends. A `note` says where nothing knows the model."
        ) { (request) async throws(GatewayError) in
            AdminReply(body: try await request.core.overrideBreaker(try request.members(), by: request.actor))
        },
    ]
}
