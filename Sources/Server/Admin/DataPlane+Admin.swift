import Dialects
import Gateway
import NIOCore
import Wire

/// `/admin/api`: who asks is known before anything else is looked at.
extension DataPlane {
    /// The largest body that is read there, in bytes.
    private static var mostBytes: Int { 1 << 20 }

    @inline(never)
    func serve(
        _ target: AdminTable.Target, _ head: RequestHead, arrived: NIODeadline, _ connection: CallerConnection
    ) async {
        do throws(GatewayError) {
            guard let endpoint = target.endpoint(for: head.method) else {
                throw GatewayError(.methodNotAllowed, "\(head.method.text) is not served at this path.")
            }
            let identity = try core.authenticateAdmin(
                head, address: connection.address, in: core.snapshot, needed: endpoint.role)
            let query = QueryItems.read(head.target)
            for name in query.keys where !endpoint.query.contains(name) {
                throw GatewayError(.invalidRequest, "There is no `\(name)` in the query of this path.", param: name)
            }
            if let name = QueryItems.repeated(head.target) {
                throw GatewayError(
                    .invalidRequest, "`\(name)` stands in the query more than once.",
                    hint: "Give it once; several values of one stand there with commas between.", param: name)
            }
            let body = endpoint.takesBody ? try await readSmallBody(head, connection) : .null
            let request = AdminRequest(
                core: core,
                actor: AdminActor(
                    name: identity.name, address: connection.address, requestID: connection.requestID),
                name: target.name, query: query, body: body, endpoint: endpoint, caller: connection,
                endCalls: endCalls)
            let reply = try await endpoint.serve(request)
            var rendered = RenderedReply.json(reply.content, id: connection.requestID)
            rendered.head.fields.set("content-type", reply.type)
            rendered.head.status = reply.status
            answer(connection, rendered)
        } catch {
            refuse(connection, error, .openAIChat, Refused(head: head, arrived: arrived))
        }
    }

    /// A body of JSON that is not a call; null where there is none.
    func readSmallBody(
        _ head: RequestHead, _ connection: CallerConnection
    ) async throws(GatewayError) -> JSONValue {
        try MediaType.check(head.fields)
        connection.beginBody(limit: Self.mostBytes)
        if !connection.body.isSettled { await connection.untilBody() }
        let bytes: ByteBuffer
        do throws(BodyIntake.Failure) {
            bytes = try connection.endBody()
        } catch {
            throw connection.error(of: error)
        }
        guard bytes.readableBytes > 0 else { return .null }
        do throws(JSONError) {
            return try JSONValue(parsing: bytes)
        } catch {
            throw GatewayError(.invalidJSON, "The body is not valid JSON: \(error).")
        }
    }
}
