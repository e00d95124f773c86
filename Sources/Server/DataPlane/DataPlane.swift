import Dialects
import Gateway
import NIOCore
import Wire

/// What the gateway does with a request: route, authenticate, read, hand to the pipeline.
final class DataPlane: ConnectionPlane {
    let core: GatewayCore
    let drainState: DrainState

    init(core: GatewayCore, drainState: DrainState) {
        self.core = core
        self.drainState = drainState
    }

    func makeRequestID() -> String { core.makeRequestID() }

    func refuse(_ connection: CallerConnection, _ error: GatewayError) {
        refuse(
            connection, error, .openAIChat, Refused(head: nil, arrived: .now()), allow: "GET, HEAD, POST")
    }

    func serve(_ head: RequestHead, _ connection: CallerConnection) async {
        let arrived = NIODeadline.now()
        switch RouteTable.match(head.method, head.target) {
        case .notFound:
            let known = RouteTable.unserved(head.target).map { "\($0) is not served by this version." }
            let error = GatewayError(.pathNotFound, known ?? "There is nothing at this path.")
            refuse(connection, error, .openAIChat, Refused(head: head, arrived: arrived))
        case .methodNotAllowed(let allow, let route):
            let error = GatewayError(.methodNotAllowed, "\(head.method.text) is not served at this path.")
            refuse(connection, error, route.dialect, Refused(head: head, arrived: arrived), allow: allow)
        case .found(.health(let check)):
            answer(connection, health(check, id: connection.requestID))
        case .found(let route):
            await serve(route, head, arrived, connection)
        }
    }

    private func health(_ check: HealthCheck, id: String) -> RenderedReply {
        let isDraining = check == .ready && drainState.isDraining
        let text: StaticString = isDraining ? #"{"status":"draining"}"# : #"{"status":"ok"}"#
        var reply = RenderedReply.json(ByteBuffer(staticString: text), id: id)
        if isDraining { reply.head.status = 503 }
        return reply
    }

    private func serve(
        _ route: Route, _ head: RequestHead, _ arrived: NIODeadline, _ connection: CallerConnection
    ) async {
        let snapshot = core.snapshot
        var known: Principal?
        var isLogged = false
        do throws(GatewayError) {
            let principal = try core.authenticate(head, address: connection.address, in: snapshot)
            known = principal
            switch route {
            case .modelList:
                answer(connection, core.modelList(for: principal, in: snapshot, id: connection.requestID))
            case .model(let name):
                answer(connection, try core.model(named: name, for: principal, in: snapshot, id: connection.requestID))
            case .generate(let dialect):
                try MediaType.check(head.fields)
                let body = try await read(connection, limit: snapshot.limits.body)
                let call = Call(
                    id: connection.requestID, snapshot: snapshot, dialect: dialect, operation: .generate, head: head,
                    body: body, principal: principal, caller: connection, arrived: arrived, record: CallRecord())
                isLogged = true
                await core.run(call, reply: connection)
                if !connection.isCommitted, connection.isExpired { throw CallerConnection.drained }
            case .health: break
            }
        } catch {
            guard error.code != .callerGone else { return }
            var refused = Refused(head: head, arrived: arrived)
            refused.principal = known
            refuse(connection, error, route.dialect, isLogged ? nil : refused)
        }
    }

    private func read(_ connection: CallerConnection, limit: Int) async throws(GatewayError) -> ByteBuffer {
        do throws(BodyIntake.Failure) {
            return try await connection.readBody(limit: limit)
        } catch {
            switch error {
            case .tooLarge: throw GatewayError(.bodyTooLarge, "The body is larger than \(limit) bytes.")
            case .tooSlow:
                if connection.isExpired { throw CallerConnection.drained }
                connection.closesAfterReply = true
                throw GatewayError(.requestTimeout, "The body of the request came too slowly.")
            case .gone: throw CallerConnection.gone
            case .broken(let error):
                connection.closesAfterReply = true
                throw GatewayError(framing: error)
            }
        }
    }

    /// A reply of our own. What has arrived of a body nobody reads is framed first: were it malformed, that is the reply.
    private func answer(_ connection: CallerConnection, _ reply: RenderedReply) {
        if let broken = connection.discardArrivedBody() { return refuse(connection, GatewayError(framing: broken)) }
        // A caller that has left gets nothing, and nothing is lost.
        try? connection.send(reply.head, body: reply.body)
    }

    /// - Parameter refused: nil when the call stands in the log already.
    private func refuse(
        _ connection: CallerConnection, _ error: GatewayError, _ dialect: Dialect, _ refused: Refused?,
        allow: String? = nil
    ) {
        var error = error
        if let broken = connection.discardArrivedBody() { error = GatewayError(framing: broken) }
        if let refused { core.record(refused, error, id: connection.requestID) }
        var reply = core.refusal(error, dialect: dialect, id: connection.requestID)
        if let allow, error.code == .methodNotAllowed {
            reply.head.fields.append(ReplyField.allow.rawValue, allow)
        }
        try? connection.send(reply.head, body: reply.body)
    }
}
