import Gateway
import NIOCore
import Sockets
import Wire

/// One keep-alive connection to an origin, carrying one exchange at a time.
///
/// Confined to its event loop, hence unchecked.
final class UpstreamConnection: @unchecked Sendable {
    /// Bodies up to this size are copied behind their head rather than sent as a second buffer.
    private static let joined = 16_384

    let origin: Origin
    private let pool: LoopPool
    /// Value of `host`.
    private let authority: String
    /// Put before the path when a proxy forwards the request.
    private let targetPrefix: String
    private let proxyAuthorization: String?
    private(set) var context: ChannelHandlerContext?
    /// nil with TLS.
    private var straight: StraightSocket?
    private var parser = ResponseParser()
    private var exchange: UpstreamExchange?
    /// The exchange that ended with the read under way.
    private var ended: UpstreamExchange?
    /// Set once the connection has left HTTP.
    private var socket: UpstreamSocket?
    private var keepsAlive = false
    /// Another request may follow, once the read that ended the answer is over.
    private var isToBeParked = false
    private var isReused = false
    /// A small request waits to leave together with others.
    private var isHeld = false
    /// That request.
    private var held = ByteBuffer()
    /// Bytes of the running request's body.
    private var sentBytes = 0
    /// Whether more of that is still to come from the caller.
    private var isBodyOpen = false
    private var isChunked = false
    /// Bytes of a promised length that have not come yet.
    private var owed = 0
    private var isReadWanted = false
    private(set) var isPaused = false
    var idleUntil = NIODeadline.distantFuture
    /// Where it waits between requests; known after the first time.
    var idle: IdleConnections?

    /// `proxy`: one that forwards whole requests, for origins without TLS.
    init(origin: Origin, pool: LoopPool, proxy: Proxy?) {
        self.origin = origin
        self.pool = pool
        authority = origin.authority
        targetPrefix = proxy == nil ? "" : "http://" + origin.authority
        proxyAuthorization = proxy?.authorization
    }

    /// The channel says when it is not any more.
    var isUsable: Bool { context != nil }

    func close() { context?.close(promise: nil) }

    func pause() { isPaused = true }

    /// Lets reading go on.
    func resume() {
        guard isPaused else { return }
        isPaused = false
        guard isReadWanted else { return }
        isReadWanted = false
        context?.read()
    }

    func begin(_ exchange: UpstreamExchange, _ request: UpstreamRequest, isReused: Bool) {
        guard let context else { return exchange.fail(UpstreamFault.transport(ChannelError.ioOnClosedChannel)) }
        var fields = request.fields
        if let proxyAuthorization { fields.append("proxy-authorization", proxyAuthorization) }
        if request.opensSocket {
            fields.append("connection", "Upgrade")
            fields.append("upgrade", "websocket")
        }
        let size = request.body.readableBytes
        let rest = request.rest
        var buffer = pool.scratch.take(room: 1_024 + (size <= Self.joined ? size : 0))
        do throws(FramingError) {
            try HeadWriter.writeRequest(
                method: request.method, target: targetPrefix.isEmpty ? request.path : targetPrefix + request.path,
                host: authority, fields: fields,
                framing: Self.framing(request),
                into: &buffer)
        } catch {
            exchange.fail(UpstreamFault.unwritable)
            return pool.park(self)
        }
        self.exchange = exchange
        self.isReused = isReused
        keepsAlive = false
        parser.expect(method: request.method)
        sentBytes = size
        isBodyOpen = rest != nil
        owed = rest?.remaining ?? 0
        isChunked = rest != nil && rest?.remaining == nil
        request.mark?.willSend()
        exchange.sent(on: self)
        if isChunked { return beginChunks(buffer, request.body, context) }
        if size > Self.joined {
            straight?.willQueue()
            context.write(NIOAny(buffer), promise: nil)
            context.writeAndFlush(NIOAny(request.body), promise: nil)
        } else {
            buffer.writeImmutableBuffer(request.body)
            isHeld = true
            held = buffer
            exchange.caller.sendSoon(self)
        }
    }
}

/// Bodies that are still on their way from the caller.
extension UpstreamConnection {
    private static func framing(_ request: UpstreamRequest) -> BodyFraming {
        let size = request.body.readableBytes
        if let rest = request.rest { return rest.remaining.map { .length(size + $0) } ?? .chunked }
        return size == 0 && request.method.kind == .get ? .none : .length(size)
    }

    @inline(never)
    private func beginChunks(_ head: ByteBuffer, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
        var head = head
        straight?.willQueue()
        ChunkWriter.write(body, into: &head)
        context.writeAndFlush(NIOAny(head), promise: nil)
    }

    /// Sends more of the body. False: the provider takes it slowly, and the exchange is told when it has gone.
    func sendMore(_ piece: ByteBuffer) -> Bool {
        sendHeld()
        guard let context else { return true }
        straight?.willQueue()
        if isChunked {
            var chunk = ByteBuffer()
            ChunkWriter.write(piece, into: &chunk)
            context.writeAndFlush(NIOAny(chunk), promise: nil)
        } else {
            context.writeAndFlush(NIOAny(piece), promise: nil)
        }
        sentBytes += piece.readableBytes
        owed -= piece.readableBytes
        return context.channel.isWritable
    }

    /// The body has gone out whole. One that is shorter, or longer, than its length said leaves nothing to go on with.
    func endBody() {
        guard isChunked || owed == 0 else {
            exchange?.fail(UpstreamFault.unwritable)
            return close()
        }
        isBodyOpen = false
        guard isChunked, let context else { return }
        var end = ByteBuffer()
        ChunkWriter.writeEnd(into: &end)
        context.writeAndFlush(NIOAny(end), promise: nil)
    }
}

extension UpstreamConnection: HeldSender {
    func sendHeld() {
        guard isHeld else { return }
        isHeld = false
        var buffer = ByteBuffer()
        swap(&buffer, &held)
        send(buffer)
        pool.scratch.keep(buffer)
    }

    /// Straight to the socket what it takes at once, the channel's way what it does not.
    private func send(_ buffer: ByteBuffer) {
        guard let context else { return }
        var rest = buffer
        if straight?.send(&rest, past: context) ?? false { return }
        straight?.willQueue()
        context.writeAndFlush(NIOAny(rest), promise: nil)
    }
}

extension UpstreamConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if !origin.isTLS { straight = StraightSocket(of: context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    /// The channel's descriptor may soon be another's.
    private func leave() {
        context = nil
        straight = nil
    }

    func read(context: ChannelHandlerContext) {
        if isPaused { isReadWanted = true } else { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let socket { return socket.received(Self.unwrapInboundIn(data)) }
        if isHeld {
            // The request has not left: these bytes are the server's farewell to a connection that waited.
            if let exchange { exchange.fail(broken(exchange, UpstreamFault.framing(.closedBeforeResponse))) }
            exchange = nil
            return context.close(promise: nil)
        }
        guard exchange != nil else {
            // Nobody asked: the connection cannot be trusted with another request.
            pool.forget(self)
            return context.close(promise: nil)
        }
        parser.feed(Self.unwrapInboundIn(data))
        parse()
    }

    private func parse() {
        do throws(FramingError) {
            while let exchange, let part = try parser.next() {
                switch part {
                case .head(let head):
                    keepsAlive = head.keepAlive
                    if head.status == 101, exchange.opensSocket { return leaveHTTP(exchange, head) }
                    exchange.head(head)
                case .body(let piece): exchange.piece(piece)
                case .end: finish(exchange)
                }
            }
        } catch {
            exchange?.fail(UpstreamFault.framing(error))
        }
    }

    private func leaveHTTP(_ exchange: UpstreamExchange, _ head: ResponseHead) {
        let socket = UpstreamSocket(self, exchange, first: parser.takeBufferedBytes())
        self.socket = socket
        exchange.leaveHTTP(head, socket)
    }

    private func finish(_ exchange: UpstreamExchange) {
        self.exchange = nil
        ended = exchange
        isPaused = false
        if isReadWanted {
            isReadWanted = false
            context?.read()
        }
        isToBeParked = keepsAlive && !parser.hasBufferedBytes && isRequestSent
        if !isToBeParked { close() }
        exchange.completed()
    }

    /// Whether nothing of the request is left to write: a server may answer before it has read a large one. A small
    /// one has left in one write.
    private var isRequestSent: Bool {
        if isBodyOpen || isHeld { return false }
        guard sentBytes > Self.joined else { return true }
        let unsent = try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)
        return unsent ?? 0 == 0
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        let ended = ended
        self.ended = nil
        // Nobody stands behind this handler who would have to be told.
        if socket != nil { return exchange?.caller.runResumed() ?? () }
        if let exchange, !exchange.readComplete() { isPaused = true }
        (ended ?? exchange)?.caller.runResumed()
        guard isToBeParked else { return }
        isToBeParked = false
        // Not before: what has just been run may ask again, and the end of the connection may stand behind the answer.
        pool.park(self)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            socket?.takesMore()
            exchange?.takesMore()
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        guard let exchange else { return pool.forget(self) }
        self.exchange = nil
        if let socket {
            self.socket = nil
            socket.ended()
            return exchange.caller.runResumed()
        }
        do throws(FramingError) {
            if try parser.finish() != nil { return exchange.completed() }
            exchange.fail(broken(exchange, UpstreamFault.framing(.closedBeforeResponse)))
        } catch {
            exchange.fail(broken(exchange, UpstreamFault.framing(error)))
        }
    }

    /// What the end of the connection means for the request: a provider that lets go of one that waited, just when it
    /// is used again, has hardly had the request; nobody can prove it, but work seldom ends so soon and without a byte.
    private func broken(_ exchange: UpstreamExchange, _ error: GatewayError) -> GatewayError {
        var error = error
        if isReused, isHeld || !parser.hasHeadBegun && exchange.isJustSent {
            error = UpstreamFault.onReused(error)
            // Those that waited longer have hardly fared better, and one of them would be next.
            if let idle { pool.close(idle) }
        }
        return isHeld ? UpstreamFault.unsent(error) : error
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if socket == nil {
            if let exchange { exchange.fail(broken(exchange, UpstreamFault.transport(error))) }
            exchange = nil
        }
        context.close(promise: nil)
    }
}
