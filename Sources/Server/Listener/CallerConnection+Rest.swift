import Gateway
import NIOCore
import Wire

/// Bodies that pass through while they come.
extension CallerConnection: BodySource {
    /// Waits until the beginning of a form says where the call goes. nil: the whole body has come, or will not.
    func untilOpening(_ opening: FormOpening) async -> FormOpening? {
        var opening = opening
        while !body.isSettled, !isInputClosed {
            if opening.isEnough(body.bytes) { return opening }
            if opening.isHopeless {
                await untilBody()
                return nil
            }
            await untilPiece()
        }
        return nil
    }

    /// What has come so far, once; the rest comes by `next`.
    func takeOpening() -> ByteBuffer {
        defer { body.bytes = ByteBuffer() }
        return body.bytes
    }

    var remaining: Int? {
        guard case .length(let length) = current.framing else { return nil }
        return length - body.taken
    }

    func next() async throws(GatewayError) -> ByteBuffer? {
        loop.preconditionInEventLoop()
        takeBody()
        while body.bytes.readableBytes == 0, !body.isSettled, !isInputClosed, !body.isUnwanted { await untilPiece() }
        if body.isUnwanted { return nil }
        if let failure = body.failure { throw error(of: failure) }
        if body.bytes.readableBytes > 0 { return takeOpening() }
        guard body.isWhole else { throw Self.gone }
        return nil
    }

    func stop() {
        loop.preconditionInEventLoop()
        body.isUnwanted = true
        resumeBody()
    }

    /// Waits until more of the body has come.
    private func untilPiece() async {
        if current.expectsContinue, !parser.hasBufferedBytes, body.taken == 0 { writeContinue() }
        // What was waited for before counts: a body that drips never gets its grace anew.
        waiting = .body(since: home.now - body.waited)
        body.wakesForPieces = true
        releaseRead()
        let began = home.now
        await withUnsafeContinuation { bodyWaiter = $0 }
        body.waited = body.waited + (home.now - began)
        body.wakesForPieces = false
        waiting = .nothing
    }

    /// Why a body did not come whole, as the caller is told.
    func error(of failure: BodyIntake.Failure) -> GatewayError {
        switch failure {
        case .tooLarge: return GatewayError(.bodyTooLarge, "The body is larger than \(body.limit) bytes.")
        case .tooSlow:
            if let cutOff { return cutOff.error }
            closesAfterReply = true
            return GatewayError(.requestTimeout, "The body of the request came too slowly.")
        case .gone: return Self.gone
        case .broken(let error):
            closesAfterReply = true
            return GatewayError(framing: error)
        }
    }
}
