import Dialects
import Gateway
import NIOCore
import Wire

/// What the gateway does with a request: route, authenticate, read, hand to the pipeline.
final class DataPlane: ConnectionPlane {
    let core: GatewayCore
    let drainState: DrainState
    private let loops: [LoopContext]

    init(core: GatewayCore, drainState: DrainState, loops: [LoopContext]) {
        self.core = core
        self.drainState = drainState
        self.loops = loops
    }

    /// Ends the calls under way that came with a key made at run time, here and not at other gateways.
    /// - Parameter key: its id.
    /// - Returns: how many there were.
    func endCalls(of key: String) async -> Int {
        var ended = 0
        for loop in loops { ended += await loop.endCalls(of: key) }
        return ended
    }

    func makeRequestID() -> String { core.makeRequestID() }

    func refuse(_ connection: CallerConnection, _ error: GatewayError) {
        refuse(
            connection, error, .openAIChat, Refused(head: nil, arrived: .now()), allow: "GET, HEAD, POST")
    }

    /// What the head decides.
    private enum Admission {
        /// Its body may still be on its way.
        case call(Call)
        case admin(AdminTable.Target)
        case callReport(String, Principal)
        case feedback(Principal)
        case dryRun(Principal, Snapshot)
        /// Has to be verified first.
        case token(Secret, BearerTokens)
        /// There is nothing more to be done.
        case answered
    }

    func serve(_ head: RequestHead, _ connection: CallerConnection) async {
        let arrived = NIODeadline.now()
        var admission = admit(head, arrived, connection)
        if case .token(let token, let tokens) = admission {
            admission = await verify(token, of: tokens, head, arrived: arrived, connection)
        }
        guard case .call(let call) = admission else { return await answer(admission, head, arrived, connection) }
        connection.standing = call.principal.standing
        defer { connection.standing = nil }
        if !connection.body.isSettled { await untilBody(of: call, connection) }
        guard takeBody(of: call, connection) else { return }
        await core.run(call, reply: core.reply(to: call, through: connection))
        if !connection.isCommitted, let cutOff = connection.cutOff {
            refuse(connection, cutOff.error, call.dialect, nil, head: call.head)
        }
    }

    /// Answers what is no call.
    @inline(never)
    private func answer(
        _ admission: Admission, _ head: RequestHead, _ arrived: NIODeadline, _ connection: CallerConnection
    ) async {
        switch admission {
        case .admin(let target): await serve(target, head, arrived: arrived, connection)
        case .callReport(let id, let principal): await report(id, principal, head, arrived, connection)
        case .feedback(let principal): await takeFeedback(from: principal, head, arrived: arrived, connection)
        case .dryRun(let principal, let snapshot): await dryRun(principal, snapshot, head, arrived, connection)
        case .call, .token, .answered: break
        }
    }

    /// Verifies a token, and goes on with the head; one that does not hold is refused.
    @inline(never)
    private func verify(
        _ token: Secret, of tokens: BearerTokens, _ head: RequestHead, arrived: NIODeadline,
        _ connection: CallerConnection
    ) async -> Admission {
        do throws(GatewayError) {
            try await core.verify(token, of: tokens, address: connection.address, caller: connection)
            // Known by now; were it forgotten meanwhile, it is a wrong key.
            return admit(head, arrived, connection, isVerified: true)
        } catch {
            var dialect = Dialect.openAIChat
            if case .found(let route) = RouteTable.match(head.method, head.target) { dialect = route.dialect }
            refuse(connection, error, dialect, Refused(head: head, arrived: arrived))
            return .answered
        }
    }

    @inline(never)
    private func report(
        _ id: String, _ principal: Principal, _ head: RequestHead, _ arrived: NIODeadline,
        _ connection: CallerConnection
    ) async {
        do throws(GatewayError) {
            let report = try await core.callReport(id, for: principal)
            answer(connection, .json(report.bytes, id: connection.requestID))
        } catch {
            var refused = Refused(head: head, arrived: arrived)
            refused.principal = principal
            refuse(connection, error, .openAIChat, refused)
        }
    }

    /// A form with a file goes on while it comes; of anything else the whole is waited for.
    @inline(never)
    private func untilBody(of call: Call, _ connection: CallerConnection) async {
        guard let opening = FormOpening(of: call) else { return await connection.untilBody() }
        call.record.opening = await connection.untilOpening(opening)
    }

    /// Answers what is neither a call nor the operator's.
    /// - Parameter isVerified: whether a token in the head has been.
    private func admit(
        _ head: RequestHead, _ arrived: NIODeadline, _ connection: CallerConnection, isVerified: Bool = false
    ) -> Admission {
        switch RouteTable.match(head.method, head.target) {
        case .notFound:
            let known = RouteTable.unserved(head.target).map { "\($0) is not served by this version." }
            let surplus = known == nil ? RouteTable.surplus(of: head.target) : nil
            let error = GatewayError(
                .pathNotFound, known ?? "There is nothing at this path.",
                hint: surplus.map { "`\($0.path)` is served: take `\($0.start)` out of the base URL." }
                    ?? (known == nil ? RouteTable.near(head.target).map { "Did you mean `\($0)`?" } : nil))
            let dialect = RouteTable.dialect(ofUnserved: head.target)
            refuse(connection, error, dialect, Refused(head: head, arrived: arrived))
        case .methodNotAllowed(let allow, let route):
            let error = GatewayError(.methodNotAllowed, "\(head.method.text) is not served at this path.")
            refuse(connection, error, route.dialect, Refused(head: head, arrived: arrived), allow: allow)
        case .found(.health(let check)):
            answer(connection, health(check, id: connection.requestID))
        case .found(.errorPage(let code)):
            answer(connection, ErrorPages.page(of: code, id: connection.requestID))
        case .found(.admin(let target)): return .admin(target)
        case .found(let route):
            return admit(route, head, arrived, connection, isVerified)
        }
        return .answered
    }

    private func admit(
        _ route: Route, _ head: RequestHead, _ arrived: NIODeadline, _ connection: CallerConnection,
        _ isVerified: Bool
    ) -> Admission {
        let snapshot = core.snapshot
        if let tokens = snapshot.auth.tokens, !isVerified,
            let token = core.unverifiedToken(
                in: head, of: tokens, snapshot: snapshot, last: connection.lastKey, isOpening: route.isRealtime)
        {
            return .token(token, tokens)
        }
        let id = connection.requestID
        var refused = Refused(head: head, arrived: arrived)
        do throws(GatewayError) {
            let principal = try core.authenticate(
                head, address: connection.address, in: snapshot, last: &connection.lastKey,
                isOpening: route.isRealtime)
            refused.principal = principal
            switch route {
            case .modelList(let form):
                answer(connection, core.modelList(for: principal, in: snapshot, form.told(to: head), id: id))
            case .model(let name, let form):
                answer(
                    connection, try core.model(named: name, for: principal, in: snapshot, form.told(to: head), id: id))
            case .capabilities: answer(connection, core.capabilities(in: snapshot, id: id))
            case .status: answer(connection, .json(core.status(for: principal).bytes, id: id))
            case .callReport(let call): return .callReport(call, principal)
            case .feedback: return .feedback(principal)
            case .dryRun: return .dryRun(principal, snapshot)
            case .providerHealth: answer(connection, core.health(for: principal, in: snapshot, id: id))
            case .call(let operation, let dialect, let path):
                if operation == .realtime {
                    try WebSocketOpening.checkBody(head)
                } else if !operation.takesForm {
                    try MediaType.check(head.fields, for: dialect)
                }
                connection.beginBody(limit: snapshot.bodyLimit(of: operation))
                return .call(
                    Call(
                        id: id, snapshot: snapshot, dialect: dialect, operation: operation, path: path, head: head,
                        principal: principal, caller: connection, arrived: arrived))
            case .health, .errorPage, .admin: break
            }
        } catch {
            refuse(connection, error, route.dialect, refused)
        }
        return .answered
    }

    /// Puts the body into the call; false when it has not come, which the caller then is told.
    private func takeBody(of call: Call, _ connection: CallerConnection) -> Bool {
        if let opening = call.record.opening, !connection.body.isSettled {
            call.record.body = connection.takeOpening()
            call.record.follow(opening, with: connection)
            return true
        }
        call.record.opening = nil
        do throws(BodyIntake.Failure) {
            call.record.body = try connection.endBody()
            return true
        } catch {
            var refused = Refused(head: call.head, arrived: call.arrived)
            refused.principal = call.principal
            refuse(connection, connection.error(of: error), call.dialect, refused)
            return false
        }
    }

    private func health(_ check: HealthCheck, id: String) -> RenderedReply {
        let isDraining = check == .ready && drainState.isDraining
        let text: StaticString = isDraining ? #"{"status":"draining"}"# : #"{"status":"ok"}"#
        var reply = RenderedReply.json(ByteBuffer(staticString: text), id: id)
        if isDraining { reply.head.status = 503 }
        return reply
    }

    /// A reply of our own. What has arrived of a body nobody reads is framed first: were it malformed, that is the reply.
    func answer(_ connection: CallerConnection, _ reply: RenderedReply) {
        if let broken = connection.discardArrivedBody() { return refuse(connection, GatewayError(framing: broken)) }
        // A caller that has left gets nothing, and nothing is lost.
        try? connection.reply(reply.head, body: reply.body)
    }

    /// - Parameters:
    ///   - refused: nil when the call stands in the log already; then its head is given apart.
    func refuse(
        _ connection: CallerConnection, _ error: GatewayError, _ dialect: Dialect, _ refused: Refused?,
        head: RequestHead? = nil, allow: String? = nil
    ) {
        guard error.code != .callerGone else { return }
        var error = error
        if let broken = connection.discardArrivedBody() { error = GatewayError(framing: broken) }
        if let refused { core.record(refused, error, id: connection.requestID) }
        let pages = ErrorPages(head: refused?.head ?? head, isTLS: connection.isTLS)
        var reply = core.refusal(error, dialect: dialect, id: connection.requestID, pages: pages)
        if let allow, error.code == .methodNotAllowed {
            reply.head.fields.append(ReplyField.allow.name, allow)
        }
        try? connection.reply(reply.head, body: reply.body)
    }
}
