import Gateway
import NIOCore

/// A connection to a provider that has left HTTP.
///
/// Confined to its event loop, hence unchecked: the connection, the pool's clock and the session call it there.
final class UpstreamSocket: DuplexSocket, @unchecked Sendable {
    private var connection: UpstreamConnection?
    private let exchange: UpstreamExchange
    private var receiver: (any SocketReceiver)?
    /// What came before anybody wanted it.
    private var first: ByteBuffer
    private var clock: SessionClock?
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
        clock?.touch(exchange.now)
        context.writeAndFlush(NIOAny(bytes), promise: nil)
        return context.channel.isWritable
    }

    func setReading(_ isReading: Bool) {
        if isReading { connection?.resume() } else { connection?.pause() }
    }

    func close() {
        guard let connection, let context = connection.context, !isClosing else { return }
        isClosing = true
        clock?.end(exchange.now)
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in connection.close() }
        context.writeAndFlush(NIOAny(ByteBuffer()), promise: written)
    }
}

/// What the connection reports.
extension UpstreamSocket {
    func received(_ bytes: ByteBuffer) {
        clock?.touch(exchange.now)
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

/// The clock, which is the exchange's.
extension UpstreamSocket {
    func startClock(idle: TimeAmount) { clock = SessionClock(idle: idle, now: exchange.now) }

    func tick(_ now: NIODeadline, end: NIODeadline) {
        switch clock?.due(now, end: end) {
        case .silent?: tell(UpstreamFault.sessionSilent)
        case .tooLong?: tell(UpstreamFault.sessionTooLong)
        case .close?: connection?.close()
        case .nothing?, nil: break
        }
    }

    private func tell(_ error: GatewayError) {
        if let receiver { receiver.socketOverdue(error) } else { connection?.close() }
    }
}
