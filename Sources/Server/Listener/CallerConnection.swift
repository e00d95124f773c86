import Gateway
import NIOCore
import Sockets
import Wire

/// One caller's connection: takes the framing off what it sends, puts it on what it is sent, and is the `ReplyWriter`
/// and `CallerLink` of its calls, which follow one another.
///
/// Confined to its event loop, hence unchecked: NIO calls it there, tasks run there by executor preference, and each
/// entry from a task begins with `loop.preconditionInEventLoop()`.
final class CallerConnection: @unchecked Sendable {
    /// What the task is told when it waits for a request.
    enum Arrival: Sendable {
        case head(RequestHead)
        /// To be answered once; then the connection closes.
        case broken(FramingError)
        /// The head did not come in time; to be answered once.
        case timedOut
        /// Closed, or to be closed without a reply.
        case gone
    }

    /// The request being served.
    struct Current {
        var isHead = false
        var minorVersion = 1
        var keepAlive = true
        var framing = BodyFraming.none
        var expectsContinue = false
        /// The body has been read, or discarded, to its end.
        var isWhole = false
    }

    enum ReplyState: Equatable {
        case none
        /// Head sent. For `.length`, the bytes still owed are in `owed`.
        case open(BodyFraming)
        case done
    }

    /// What the connection waits for, as far as deadlines go.
    enum Waiting {
        case nothing
        case firstByte
        case idle
        case head
        case body(since: NIODeadline)
        case lingering
    }

    let home: LoopContext
    /// The caller's IP address.
    let address: String
    /// One connection more than the limit: answered 503 and closed.
    let isOverLimit: Bool
    package let loop: any EventLoop

    var context: ChannelHandlerContext?
    /// nil: with TLS.
    var straight: StraightSocket?
    /// Whether the channel takes more, as it last said.
    var takesMore = true
    /// A whole reply, or pieces of one, that is to leave together with others.
    var held = ByteBuffer()
    var parser = RequestParser()
    var current = Current()
    var replyState = ReplyState.none
    /// Bytes of a `content-length` not sent yet.
    var owed = 0
    var closesAfterReply = false
    var requestID = ""
    var lastKey: LastKey?

    var headWaiter: UnsafeContinuation<Arrival, Never>?
    var bodyWaiter: UnsafeContinuation<Void, Never>?
    var writeWaiter: UnsafeContinuation<Void, Never>?
    var body = BodyIntake()

    var running: (any CancellableExchange)?
    var relaying: Relaying?
    /// Whether it has left HTTP; nothing follows the call then.
    var isUpgraded = false
    /// Who is told what comes, once it has.
    var socketReceiver: (any SocketReceiver)?
    var isFlushScheduled = false

    var isClosed = false
    /// The caller has ended its sending side; what was asked before may still be answered.
    var isInputClosed = false
    /// Why the call under way is ended, and the connection with it; nil: it is not.
    var cutOff: CutOff?
    /// What the key of the call under way hangs by; nil: there is no call, or its key cannot be revoked.
    var standing: KeyStanding?
    var isLingering = false
    var discarded = 0
    var isReadHeld = false
    var isReadWanted = false

    var waiting = Waiting.firstByte
    var deadline: NIODeadline
    var stalledBytes = 0
    var stallDeadline = NIODeadline.distantFuture

    init(home: LoopContext, address: String, isOverLimit: Bool) {
        self.home = home
        self.address = address
        self.isOverLimit = isOverLimit
        loop = home.loop
        deadline = home.now + home.configuration.headerTimeout
    }

    var isTLS: Bool { home.configuration.tls != nil }

    var isDraining: Bool { home.drainState.isDraining }

    var isWritable: Bool { takesMore && context != nil }

    /// Closes at once. What is under way upstream ends with it.
    func abort() {
        loop.preconditionInEventLoop()
        guard let context, !isClosed else { return }
        sendHeld()
        context.close(promise: nil)
    }

    /// Wakes whatever waits; the connection is of no more use.
    func connectionEnded() {
        guard !isClosed else { return }
        isClosed = true
        isInputClosed = true
        context = nil
        straight = nil
        home.remove(self)
        home.drainState.leave()
        let exchange = running
        running = nil
        exchange?.cancel()
        relaying = nil
        let receiver = socketReceiver
        socketReceiver = nil
        receiver?.socketEnded()
        resumeHead(.gone)
        resumeBody()
        resumeWriter()
    }

    func resumeHead(_ arrival: Arrival) {
        guard let waiter = headWaiter else { return }
        headWaiter = nil
        waiter.resume(returning: arrival)
    }

    func resumeBody() {
        guard let waiter = bodyWaiter else { return }
        bodyWaiter = nil
        waiter.resume()
    }

    func resumeWriter() {
        guard let waiter = writeWaiter else { return }
        writeWaiter = nil
        waiter.resume()
    }
}

extension CallerConnection: CallerLink {
    var isGone: Bool { isInputClosed }

    var ending: GatewayError? { cutOff?.error }

    func attach(_ exchange: (any CancellableExchange)?) {
        loop.preconditionInEventLoop()
        running = exchange
        // What begins when the grace is over has none.
        if let exchange, isInputClosed || isExpired { exchange.cancel() }
    }

    func runResumed() { home.executor.runResumed() }

    func sendSoon(_ sender: any HeldSender) { home.outbox.add(sender) }
}
