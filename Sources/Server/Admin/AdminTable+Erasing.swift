import Gateway
import Wire

extension AdminTable {
    static let erasing: [AdminEndpoint] = [
        AdminEndpoint(
            .post, "/erase", .admin, fields: ["key", "owner", "user"],
            "Erases the kept answers, files and batches of a key or token (by name), of all keys of an owner, or the kept answers "
                + "made for a `user` of the caller's. Batches that run are cancelled first. The ledger, which holds no content, stays."
        ) { (request) async throws(GatewayError) in
            AdminReply(body: try await request.core.erase(try request.members(), by: request.actor))
        }
    ]
}
