import Dialects
import Gateway
import NIOCore
import Wire

extension DataPlane {
    /// Tells what would become of a call. A body that describes none is refused; whatever would refuse the call is told.
    @inline(never)
    func dryRun(
        _ principal: Principal, _ snapshot: Snapshot, _ head: RequestHead, _ arrived: NIODeadline,
        _ connection: CallerConnection
    ) async {
        do throws(GatewayError) {
            try MediaType.check(head.fields)
            connection.beginBody(limit: snapshot.limits.body)
            if !connection.body.isSettled { await connection.untilBody() }
            let body: ByteBuffer
            do throws(BodyIntake.Failure) {
                body = try connection.endBody()
            } catch {
                throw connection.error(of: error)
            }
            let asked = try DryRunRequest(body, in: head, maxDepth: snapshot.limits.jsonDepth)
            let call = Call(
                id: connection.requestID, snapshot: snapshot, dialect: asked.dialect, operation: asked.operation,
                path: asked.path, head: asked.head, body: asked.body, principal: principal, caller: connection,
                arrived: arrived)
            answer(connection, .json(await core.dryRun(call).bytes, id: connection.requestID))
        } catch {
            var refused = Refused(head: head, arrived: arrived)
            refused.principal = principal
            refuse(connection, error, .openAIChat, refused)
        }
    }
}

/// A call that somebody wants to know about: as it would be sent, or its body alone.
struct DryRunRequest {
    let operation: Operation
    let dialect: Dialect
    let path: PathFacts
    let head: RequestHead
    /// The bytes of the call, as they stand in the body.
    let body: ByteBuffer

    private static let members: Set<String> = ["path", "headers", "body"]
    /// What only the gateway's own form has.
    private static let own = ["parameters", "model_version", "max_cost_usd", "policy", "prefer_low_cost"]

    /// - Parameter head: of the dry run: its fields are the call's, under those that the body names.
    init(_ bytes: ByteBuffer, in head: RequestHead, maxDepth: Int) throws(GatewayError) {
        let root: JSONView
        do throws(JSONError) {
            root = try JSONDocument(validating: bytes, maxDepth: maxDepth + 1).root
        } catch {
            throw GatewayError(.invalidJSON, "The body is not valid JSON: \(error).")
        }
        guard root.kind == .object else { throw Self.wrong("The body must be one JSON object.", nil) }
        var fields = head.fields
        for name in ["content-length", "transfer-encoding", "expect", "host"] { fields.remove(name) }
        guard let inner = root["body"] else {
            let isOwn = Self.own.contains { root[named: $0] != nil }
            try self.init(isOwn ? "/v1/gateway/chat" : "/v1/chat/completions", fields, bytes)
            return
        }
        for (name, _) in root.members where !Self.members.contains(name) {
            throw Self.wrong("There is no member \"\(name)\" beside \"body\".", name)
        }
        guard inner.kind == .object else { throw Self.wrong("\"body\" must be an object.", "body") }
        if let headers = root["headers"], !headers.isNull {
            guard headers.kind == .object else { throw Self.wrong("\"headers\" must be an object.", "headers") }
            for (name, value) in headers.members {
                guard let text = value.string, fields.set(name, text) else {
                    throw Self.wrong("\"headers.\(name)\" is no field of a request.", "headers.\(name)")
                }
            }
        }
        let path = root["path"].flatMap { $0.isNull ? nil : $0 }
        guard let target = path.map({ $0.string }) ?? "/v1/chat/completions" else {
            throw Self.wrong("\"path\" must be a path such as /v1/messages.", "path")
        }
        try self.init(target, fields, ByteBuffer(bytes: inner.raw.readableBytesView))
    }

    private init(_ target: String, _ fields: HeaderFields, _ body: ByteBuffer) throws(GatewayError) {
        guard case .found(.call(let operation, let dialect, let path)) = RouteTable.match(.post, target),
            !operation.takesForm, Self.isForeseen(operation)
        else {
            throw Self.wrong(
                "\"\(target)\" is no path of a call with a JSON body that asks a model.", "path")
        }
        self.operation = operation
        self.dialect = dialect
        self.path = path
        self.body = body
        head = RequestHead(method: .post, target: target, fields: fields)
    }

    private static func isForeseen(_ operation: Operation) -> Bool {
        switch operation {
        case .recall, .files, .batches, .realtime: false
        default: true
        }
    }

    private static func wrong(_ message: String, _ param: String?) -> GatewayError {
        GatewayError(
            .invalidRequest, message,
            hint:
                "Send {\"path\": \"/v1/chat/completions\", \"headers\": {…}, \"body\": {…}}, or the body of a chat alone.",
            param: param)
    }
}
