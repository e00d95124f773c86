import Gateway
import NIOCore
import Wire

/// A connection that leaves HTTP for a WebSocket: bytes go in and out as they are.
extension CallerConnection: DuplexSocket {
    func upgrade(_ head: ReplyHead) throws(GatewayError) -> any DuplexSocket {
        loop.preconditionInEventLoop()
        guard !isClosed, !isInputClosed else { throw Self.gone }
        guard replyState == .none else {
            throw GatewayError(.internalError, "The gateway failed.", origin: .gateway, cause: "a second reply")
        }
        var fields = head.fields
        fields.append("connection", "Upgrade")
        fields.append("upgrade", "websocket")
        var buffer = home.scratch.take(room: 512)
        do throws(FramingError) {
            try HeadWriter.writeResponse(
                status: head.status, fields: fields, framing: .none, lines: home.date.line, into: &buffer)
        } catch {
            throw GatewayError(.internalError, "The reply could not be written.", origin: .gateway, cause: "\(error)")
        }
        replyState = .done
        closesAfterReply = true
        isUpgraded = true
        flush(buffer)
        return self
    }

    func deliver(to receiver: any SocketReceiver) {
        loop.preconditionInEventLoop()
        guard !isClosed else { return receiver.socketEnded() }
        socketReceiver = receiver
        let ahead = parser.takeBufferedBytes()
        if ahead.readableBytes > 0 { receiver.socketReceived(ahead) }
        releaseRead()
    }

    func send(_ bytes: ByteBuffer) -> Bool {
        loop.preconditionInEventLoop()
        return isClosed || flush(bytes)
    }

    func setReading(_ isReading: Bool) {
        loop.preconditionInEventLoop()
        if isReading { releaseRead() } else { isReadHeld = true }
    }

    func close() { closeAfterFlush() }
}
