import Gateway
import NIOCore
import Wire

/// What is served behind the listener: the gateway, or the mock provider alone.
protocol ConnectionPlane: Sendable {
    /// Answers one request; its body has not been read.
    func serve(_ head: RequestHead, _ connection: CallerConnection) async
    /// Answers a request that could not be framed, or a connection too many.
    func refuse(_ connection: CallerConnection, _ error: GatewayError)
    func makeRequestID() -> String
}

extension ConnectionPlane {
    /// Serves the calls of one connection after another, until it has no more. Cancelling it closes the connection.
    func serve(_ connection: CallerConnection) async {
        await withTaskCancellationHandler {
            await serveCalls(connection)
        } onCancel: {
            connection.loop.execute { connection.abort() }
        }
    }

    private func serveCalls(_ connection: CallerConnection) async {
        if connection.isOverLimit { return refuseAsOneTooMany(connection) }
        while true {
            switch await connection.nextHead() {
            case .gone: return
            case .head(let head):
                connection.requestID = makeRequestID()
                await serve(head, connection)
            case .broken(let error): refuse(connection, framing: error)
            case .timedOut: refuseAsTooSlow(connection)
            }
            guard connection.finishCall() else { return }
        }
    }

    // Refusals are apart and not inlined: what they make should not lie in the frame of `serveCalls`, which is kept for
    // as long as the connection.

    @inline(never)
    private func refuseAsOneTooMany(_ connection: CallerConnection) {
        connection.closesAfterReply = true
        connection.requestID = makeRequestID()
        refuse(connection, GatewayError(.overloaded, "Too many connections.", origin: .gateway, retryAfter: 1))
        _ = connection.finishCall()
    }

    @inline(never)
    private func refuse(_ connection: CallerConnection, framing error: FramingError) {
        connection.requestID = makeRequestID()
        refuse(connection, GatewayError(framing: error))
    }

    @inline(never)
    private func refuseAsTooSlow(_ connection: CallerConnection) {
        connection.requestID = makeRequestID()
        refuse(connection, GatewayError(.requestTimeout, "The head of the request did not come in time."))
    }
}

extension GatewayError {
    /// A request the listener could not frame.
    init(framing error: FramingError) {
        let code: ErrorCode =
            switch error.status {
            case 405: .methodNotAllowed
            case 431: .headerTooLarge
            case 501: .unsupportedFraming
            default: .invalidRequest
            }
        self.init(code, error.message, hint: "Send HTTP/1.1 as RFC 9112 has it.")
        self.status = error.status
    }
}
