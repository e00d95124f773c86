import Gateway
import Wire

extension AdminTable {
    static let credentials: [AdminEndpoint] = [
        AdminEndpoint(
            .get, "/credentials", .viewer, "Providers whose credential was entered at run time; never the credential."
        ) { (request) throws(GatewayError) in
            .list(request.core.credentials.list(), hasMore: false, id: "provider")
        },
        AdminEndpoint(
            .post, "/credentials", .admin, fields: ["provider", "api_key"],
            "Sets the credential of a provider of the configuration; it is kept encrypted under `secrets.key`, and goes to that "
                + "provider's address only."
        ) { (request) async throws(GatewayError) in
            let given = try request.members()
            guard let id = try given.text("provider"), let provider = request.core.snapshot.providersByID[id] else {
                let known = request.core.snapshot.providers.filter { $0.transport == .network }.map(\.id)
                throw GatewayError(
                    .invalidRequest,
                    "\"provider\" must be the id of a provider of the configuration: "
                        + (known.isEmpty ? "it has none." : "it has \(known.joined(separator: ", "))."),
                    hint: "Name it under `providers` first; one that is found by a variable counts too.",
                    param: "provider")
            }
            guard let text = try given.text("api_key", most: 8_192),
                text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else { throw AdminMembers.wrong("api_key", "\"api_key\" must be printable text without blanks.") }
            let told = try await request.core.credentials.set(Secret(text), for: provider, by: request.actor)
            request.core.applyCredentials()
            return AdminReply(body: told)
        },
        AdminEndpoint(
            .delete, "/credentials/{provider}", .admin, "Forgets it; the configuration's own counts again."
        ) { (request) async throws(GatewayError) in
            try await request.core.credentials.remove(request.name, by: request.actor)
            request.core.applyCredentials()
            return AdminReply(body: ["object": "credential", "provider": .string(request.name), "deleted": true])
        },
        AdminEndpoint(
            .post, "/secrets/rewrap", .admin,
            "Puts all entered credentials under `secrets.key`, after it was changed; `secrets.former_keys` can go then."
        ) { (request) async throws(GatewayError) in
            _ = try request.members()
            return AdminReply(body: try await request.core.credentials.rewrap(by: request.actor))
        },
    ]
}
