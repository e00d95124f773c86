import Gateway
import NIOCore
import Sockets
import Wire

/// What the channel tells the connection.
extension CallerConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Requests sent ahead are kept up to this many bytes; then reading stops until the call before them has ended.
    private static let pipelined = 65_536
    /// What a refused caller may still send before the connection closes under it.
    private static let discardLimit = 4 << 20

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if !isTLS { straight = StraightSocket(of: context) }
        home.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { connectionEnded() }

    func channelInactive(context: ChannelHandlerContext) {
        connectionEnded()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Self.unwrapInboundIn(data)
        if isLingering {
            discarded += bytes.readableBytes
            if discarded > Self.discardLimit { abort() }
            return
        }
        if let socketReceiver { return socketReceiver.socketReceived(bytes) }
        parser.feed(bytes)
        if headWaiter != nil {
            advanceHead()
        } else if bodyWaiter != nil {
            advanceBody()
        } else if parser.bufferedBytes > Self.pipelined {
            isReadHeld = true
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        runResumed()
    }

    func read(context: ChannelHandlerContext) {
        if isReadHeld { isReadWanted = true } else { context.read() }
    }

    /// Lets reading go on when it was held.
    func releaseRead() {
        guard isReadHeld else { return }
        isReadHeld = false
        if isReadWanted {
            isReadWanted = false
            context?.read()
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { inputClosed() }
        context.fireUserInboundEventTriggered(event)
    }

    /// A caller that ends its sending side while its call is upstream has gone: nobody tells that from a closed socket
    /// in time. One that only waits for an answer of ours still gets it.
    private func inputClosed() {
        guard !isInputClosed else { return }
        isInputClosed = true
        if isLingering { return afterFlush { $0.abort() } }
        if running != nil || bodyWaiter != nil { return abort() }
        closesAfterReply = true
        if headWaiter != nil {
            // What was written before may still be on its way.
            closeAfterFlush()
            resumeHead(.gone)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        takesMore = context.channel.isWritable
        if takesMore {
            stallDeadline = .distantFuture
            resumeWriter()
            resumeRelay()
            socketReceiver?.socketTakesMore()
        }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // TLS tells an end without its notice as an error; what was answered before it has still to leave.
        sendHeld()
        context.close(promise: nil)
    }
}
