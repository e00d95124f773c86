import Gateway
import NIOCore

/// A connection to a provider that has left HTTP.
///
/// Confined to its event loop, hence unchecked: the connection, the pool's clock and the session call it there.
final class UpstreamSocket: DuplexSocket, @unchecked Sendable {
    /// How long what was sent last may take to leave, and a receiver to end what is overdue.
    private static let lastWords = TimeAmount.seconds(5)

    private var connection: UpstreamConnection?
    private let exchange: UpstreamExchange
    private var receiver: (any SocketReceiver)?
    /// What came before anybody wanted it.
    private var first: ByteBuffer
    private var idle = TimeAmount.zero
    private var deadline = NIODeadline.distantFuture
    /// The receiver has been told, and has a moment to end it.
    private var isOverdue = false
    private var isClosing = false
    private var hasEnded = false

    init(_ connection: UpstreamConnection, _ exchange: UpstreamExchange, first: ByteBuffer) {
        self.connection = connection
        self.exchange = exchange
        self.first = first
    }

    func deliver(to receiver: any SocketReceiver) {
        self.receiver = receiver
        let bytes = first
        first = ByteBuffer()
        if bytes.readableBytes > 0 { receiver.socketReceived(bytes) }
        guard hasEnded else { return }
        self.receiver = nil
        receiver.socketEnded()
    }

    func send(_ bytes: ByteBuffer) -> Bool {
        guard let context = connection?.context else { return true }
        touch()
        context.writeAndFlush(NIOAny(bytes), promise: nil)
        return context.channel.isWritable
    }

    func setReading(_ isReading: Bool) {
        if isReading { connection?.resume() } else { connection?.pause() }
    }

    func close() {
        guard let connection, let context = connection.context, !isClosing else { return }
        isClosing = true
        deadline = exchange.now + Self.lastWords
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in connection.close() }
        context.writeAndFlush(NIOAny(ByteBuffer()), promise: written)
    }
}

/// What the connection reports.
extension UpstreamSocket {
    func received(_ bytes: ByteBuffer) {
        touch()
        if let receiver { receiver.socketReceived(bytes) } else { first.writeImmutableBuffer(bytes) }
    }

    func takesMore() { receiver?.socketTakesMore() }

    func ended() {
        guard !hasEnded else { return }
        hasEnded = true
        connection = nil
        exchange.socketEnded()
        let receiver = receiver
        self.receiver = nil
        receiver?.socketEnded()
    }
}

/// The clock: one limit for silence in both directions, one for all of it.
extension UpstreamSocket {
    func startClock(idle: TimeAmount) {
        self.idle = idle
        touch()
    }

    func tick(_ now: NIODeadline, end: NIODeadline) {
        if isOverdue || isClosing {
            if now > deadline { connection?.close() }
        } else if now > min(deadline, end) {
            beOverdue(now > end ? UpstreamFault.sessionTooLong : UpstreamFault.sessionSilent, now)
        }
    }

    private func beOverdue(_ error: GatewayError, _ now: NIODeadline) {
        isOverdue = true
        deadline = now + Self.lastWords
        if let receiver { receiver.socketOverdue(error) } else { connection?.close() }
    }

    private func touch() {
        if !isOverdue, !isClosing { deadline = exchange.now + idle }
    }
}
