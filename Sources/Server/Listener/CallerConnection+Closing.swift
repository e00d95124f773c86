import NIOCore
import Wire

/// The end of a call, and of a connection.
extension CallerConnection {
    /// Called when the pipeline has returned. False: the connection is, or will be, closed.
    @inline(never)
    func finishCall() -> Bool {
        loop.preconditionInEventLoop()
        running = nil
        socketReceiver = nil
        guard !isClosed else { return false }
        if isUpgraded {
            linger()
            return false
        }
        guard replyState == .done else {
            // Nothing can be said any more: a body cut short tells the truth, a proper end would not.
            abort()
            return false
        }
        if !closesAfterReply {
            if current.isWhole { return true }
            // No body was announced, so its end is at hand.
            if discardArrivedBody() == nil, current.isWhole { return true }
        }
        if current.isWhole, !parser.hasBufferedBytes { closeAfterFlush() } else { linger() }
        return false
    }

    /// Closes when what was written has left.
    func closeAfterFlush() {
        closesAfterReply = true
        afterFlush { $0.abort() }
    }

    /// Ends the sending side, and discards what still comes, for a while: closing over unread bytes would reset the
    /// connection and take the reply with it. The while begins when the reply has left: until then a caller may be as
    /// slow as `writeStall` allows.
    private func linger() {
        isLingering = true
        closesAfterReply = true
        waiting = .nothing
        releaseRead()
        if isInputClosed { return afterFlush { $0.abort() } }
        afterFlush {
            guard let context = $0.context else { return }
            $0.wait(.lingering, for: $0.home.configuration.lingerTime)
            context.close(mode: .output, promise: nil)
        }
    }

    func afterFlush(_ then: @escaping @Sendable (CallerConnection) -> Void) {
        guard let context else { return }
        sendHeld()
        let written = loop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in then(self) }
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer()), promise: written)
    }
}
