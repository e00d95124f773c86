import Gateway
import Wire

extension AdminTable {
    static let keys: [AdminEndpoint] = [
        AdminEndpoint(
            .get, "/keys", .viewer, query: ["limit", "after"],
            "The keys made at run time, the oldest first; `limit` and `after` choose a page."
        ) { (request) throws(GatewayError) in
            let page = try request.core.keys.page(limit: request.limit(), after: request.query["after"])
            let now = request.core.effects.now()
            return .list(page.keys.map { $0.json(at: now) }, hasMore: page.hasMore)
        },
        AdminEndpoint(
            .post, "/keys", .admin, fields: VirtualKey.members,
            "Makes a key, and shows its secret this once. `name` alone is needed."
        ) { (request) async throws(GatewayError) in
            let core = request.core
            let made = try await core.keys.create(
                request.members(), by: request.actor, isFixed: { core.isFixedKey($0) })
            return AdminReply(status: 201, body: shown(made.key, made.secret, core))
        },
        AdminEndpoint(.get, "/keys/{id}", .viewer, "One of them.") { (request) throws(GatewayError) in
            AdminReply(body: try request.core.keys.find(request.name).json(at: request.core.effects.now()))
        },
        AdminEndpoint(
            .patch, "/keys/{id}", .admin, fields: VirtualKey.members,
            "Changes the members that the body names; null takes a bound away. Felt by the next call."
        ) { (request) async throws(GatewayError) in
            let core = request.core
            let key = try await core.keys.change(
                request.name, request.members(), by: request.actor, isFixed: { core.isFixedKey($0) })
            return AdminReply(body: key.json(at: core.effects.now()))
        },
        AdminEndpoint(
            .post, "/keys/{id}/rotate", .admin, fields: ["overlap_seconds"],
            "Gives the key another secret, and shows it this once. The one before holds for `overlap_seconds` more (a day, "
                + "unless told otherwise; 0: it ends at once)."
        ) { (request) async throws(GatewayError) in
            let overlap = try request.members().number("overlap_seconds", 0...31_536_000) ?? 86_400
            let made = try await request.core.keys.rotate(request.name, overlap: overlap, by: request.actor)
            return AdminReply(body: shown(made.key, made.secret, request.core))
        },
        AdminEndpoint(
            .post, "/keys/{id}/revoke", .admin, fields: ["end_calls"],
            "Ends the key for good; it stays in the list. Calls under way go on; with `end_calls` those at this gateway end too."
        ) { (request) async throws(GatewayError) in
            let endsCalls = try request.members().flag("end_calls") ?? false
            let key = try await request.core.keys.revoke(request.name, by: request.actor)
            guard endsCalls, case .object(var members) = key.json(at: request.core.effects.now()) else {
                return AdminReply(body: key.json(at: request.core.effects.now()))
            }
            members.append("ended_calls", .int(await request.endCalls(request.name)))
            return AdminReply(body: .object(members))
        },
        AdminEndpoint(
            .delete, "/keys/{id}", .admin, "Ends the key, and takes it out of the list; its name is free again."
        ) { (request) async throws(GatewayError) in
            try await request.core.keys.remove(request.name, by: request.actor)
            return AdminReply(body: ["id": .string(request.name), "object": "key", "deleted": true])
        },
    ]

    private static func shown(_ key: VirtualKey, _ secret: Secret, _ core: GatewayCore) -> JSONValue {
        guard case .object(var members) = key.json(at: core.effects.now()) else { return .null }
        members.append("key", .string(secret.reveal()))
        return .object(members)
    }
}
