import Gateway
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Sockets

/// Opens connections: straight, through a proxy, with TLS.
struct Dialer: Sendable {
    let roots: TrustedRoots
    let proxies: ProxyRules

    /// A connection ready for its first request. Fails after `timeout`.
    /// - Parameter tunnels: whether a proxy is asked for a tunnel without TLS too: what follows will not stay HTTP.
    func open(
        _ origin: Origin, timeout: TimeAmount, pool: LoopPool, tunnels: Bool = false
    ) -> EventLoopFuture<UpstreamConnection> {
        // A checked address is dialled as it is: a proxy would resolve the name once more.
        let proxy: Proxy?
        do throws(UnusableProxy) {
            proxy = origin.address == nil ? try proxies.proxy(for: origin) : nil
        } catch {
            return pool.loop.makeFailedFuture(error)
        }
        let ready = pool.loop.makePromise(of: UpstreamConnection.self)
        let limit = pool.loop.scheduleTask(in: timeout) { ready.fail(ChannelError.connectTimeout(timeout)) }
        let bootstrap = ClientBootstrap(group: pool.loop)
            .connectTimeout(timeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try prepare(channel, origin: origin, proxy: proxy, pool: pool, ready: ready, tunnels: tunnels)
                }
            }
        let connected = Self.connect(
            bootstrap, proxy?.host ?? origin.address?.text ?? origin.host, port: proxy?.port ?? origin.port)
        connected.cascadeFailure(to: ready)
        ready.futureResult.whenFailure { _ in connected.whenSuccess { $0.close(promise: nil) } }
        ready.futureResult.whenComplete { _ in limit.cancel() }
        return ready.futureResult
    }

    /// An address needs no other thread to be resolved on, and no race of several.
    private static func connect(
        _ bootstrap: ClientBootstrap, _ host: String, port: Int
    ) -> EventLoopFuture<any Channel> {
        guard let address = try? SocketAddress(ipAddress: host, port: port) else {
            return bootstrap.connect(host: host, port: port)
        }
        return bootstrap.connect(to: address)
    }

    private func prepare(
        _ channel: any Channel, origin: Origin, proxy: Proxy?, pool: LoopPool,
        ready: EventLoopPromise<UpstreamConnection>, tunnels: Bool
    ) throws {
        try channel.syncOptions?.readOnce(initial: 2_048)
        let pipeline = channel.pipeline.syncOperations
        if let proxy, origin.isTLS || tunnels {
            try pipeline.addHandler(
                ProxyTunnel(origin: origin, proxy: proxy) { context in
                    guard origin.isTLS else {
                        let connection = UpstreamConnection(origin: origin, pool: pool, proxy: nil)
                        try context.pipeline.syncOperations.addHandler(connection)
                        return ready.succeed(connection)
                    }
                    try secure(context.channel, origin: origin, pool: pool, ready: ready)
                } failed: {
                    ready.fail($0)
                })
        } else if origin.isTLS {
            try secure(channel, origin: origin, pool: pool, ready: ready)
        } else {
            let connection = UpstreamConnection(origin: origin, pool: pool, proxy: proxy)
            try pipeline.addHandler(ReadyNotice(connection, ready))
            try pipeline.addHandler(connection)
        }
    }

    private func secure(
        _ channel: any Channel, origin: Origin, pool: LoopPool, ready: EventLoopPromise<UpstreamConnection>
    ) throws {
        let connection = UpstreamConnection(origin: origin, pool: pool, proxy: nil)
        let isAddress = (try? SocketAddress(ipAddress: origin.host, port: origin.port)) != nil
        let pipeline = channel.pipeline.syncOperations
        let tls = try roots.context(for: origin)
        try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : origin.host))
        try pipeline.addHandler(ReadyNotice(connection, ready, afterHandshake: true))
        try pipeline.addHandler(connection)
    }
}

/// Completes the promise when the connection can carry a request, and fails it when it never will.
private final class ReadyNotice: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let connection: UpstreamConnection
    private let ready: EventLoopPromise<UpstreamConnection>
    private let afterHandshake: Bool

    init(_ connection: UpstreamConnection, _ ready: EventLoopPromise<UpstreamConnection>, afterHandshake: Bool = false)
    {
        self.connection = connection
        self.ready = ready
        self.afterHandshake = afterHandshake
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        if !afterHandshake { leave(context) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        context.fireUserInboundEventTriggered(event)
        if afterHandshake, case .handshakeCompleted? = event as? TLSUserEvent { leave(context) }
    }

    private func leave(_ context: ChannelHandlerContext) {
        ready.succeed(connection)
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        ready.fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        ready.fail(error)
        context.fireErrorCaught(error)
    }
}
