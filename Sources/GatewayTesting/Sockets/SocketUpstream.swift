import Gateway
package import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization
package import Wire

/// A provider of bytes on a real socket: plays one script for each connection.
package final class SocketUpstream: Sendable {
    /// What happens on a connection, one after the other; after the last step it stays open and silent.
    package enum Step: Sendable {
        /// Goes on when one more whole request has arrived.
        case request
        /// Goes on when this many bytes have arrived in all.
        case bytes(Int)
        case send(String)
        case sendBytes(ByteBuffer)
        case pause(TimeAmount)
        /// Goes on when the test has said `Connection.proceed`.
        case told
        /// Ends the sending side, and reads on.
        case closeOutput
        case close
        case reset
        case stopReading
        /// Plays the script from its start.
        case again
        /// Sends `piece` this many times, as fast as it is taken.
        case flood(ByteBuffer, times: Int)
        /// Puts TLS on the connection, as a proxy does once its tunnel stands.
        case startTLS
        /// Answers the last request with a 101 that opens a WebSocket, and these fields more.
        case openSocket(String)
    }

    /// One accepted connection.
    package final class Connection: Sendable {
        /// All that was read, as it came; inside TLS, the plain text.
        package let inbox = Inbox()
        /// Bytes of a flood that the system has taken.
        package var flooded: Int { floodedBytes.load(ordering: .relaxed) }
        fileprivate let floodedBytes = Atomic(0)
        fileprivate let told: EventLoopPromise<Void>

        fileprivate init(_ loop: any EventLoop) { told = loop.makePromise() }

        deinit { told.succeed() }

        /// Ends the step `told`, now or when it comes to it.
        package func proceed() { told.succeed() }

        /// The whole requests that came.
        package var requests: [ReceivedRequest] { ReceivedRequest.all(in: inbox.content.bytes) }
    }

    package let port: Int
    private let listener: any Channel
    private let accepted: Acceptance

    private final class Acceptance: Sendable {
        let connections = Mutex<[Connection]>([])
        let inbox = Inbox()
    }

    /// - Parameters:
    ///   - scripts: the n-th connection plays the n-th; further ones the last.
    ///   - tls: set to speak TLS from the first byte.
    ///   - receiveBuffer: bytes the system takes in before a script reads.
    package static func start(
        _ scripts: [Step]..., tls: NIOSSLContext? = nil, tunnelTLS: NIOSSLContext? = nil, receiveBuffer: Int? = nil
    ) async throws -> SocketUpstream {
        let accepted = Acceptance()
        var bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        if let receiveBuffer {
            bootstrap = bootstrap.serverChannelOption(.socketOption(.so_rcvbuf), value: .init(receiveBuffer))
        }
        let listener = try await bootstrap.childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let connection = Connection(channel.eventLoop)
                let position = accepted.connections.withLock {
                    $0.append(connection)
                    return $0.count
                }
                let script = scripts.isEmpty ? [] : scripts[min(position, scripts.count) - 1]
                let pipeline = channel.pipeline.syncOperations
                if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                try pipeline.addHandler(InboxFilling(connection.inbox))
                try pipeline.addHandler(ScriptPlaying(script, connection, tls: tunnelTLS))
                accepted.inbox.append(ByteBuffer(string: "."))
            }
        }.bind(host: "127.0.0.1", port: 0).get()
        return SocketUpstream(listener, accepted)
    }

    /// Accepts nothing: once a few connections wait, the system lets further ones wait for ever.
    package static func startDeaf() async throws -> SocketUpstream {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1)
            .serverChannelOption(.autoRead, value: false)
            .bind(host: "127.0.0.1", port: 0).get()
        return SocketUpstream(listener, Acceptance())
    }

    private init(_ listener: any Channel, _ accepted: Acceptance) {
        self.listener = listener
        self.accepted = accepted
        port = listener.localAddress?.port ?? 0
    }

    deinit { listener.close(promise: nil) }

    package var connections: [Connection] { accepted.connections.withLock { $0 } }

    /// All whole requests of all connections.
    package var requests: [ReceivedRequest] { connections.flatMap(\.requests) }

    /// The n-th connection (from 0), when it has come; nil when it does not.
    package func connection(_ index: Int, within time: TimeAmount = .seconds(60)) async -> Connection? {
        _ = await accepted.inbox.wait(within: time) { $0.bytes.readableBytes > index }
        let connections = connections
        return index < connections.count ? connections[index] : nil
    }
}

/// Plays a script on one connection.
private final class ScriptPlaying: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let script: [SocketUpstream.Step]
    private let connection: SocketUpstream.Connection
    private let tls: NIOSSLContext?
    private var position = 0
    private var awaited = 1
    private var isPausing = false
    private var isPlaying = false
    private var flooded = 0

    private var inbox: Inbox { connection.inbox }

    init(_ script: [SocketUpstream.Step], _ connection: SocketUpstream.Connection, tls: NIOSSLContext?) {
        self.script = script
        self.connection = connection
        self.tls = tls
    }

    func channelActive(context: ChannelHandlerContext) { play(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { play(context) }

    func channelWritabilityChanged(context: ChannelHandlerContext) { play(context) }

    private func play(_ context: ChannelHandlerContext) {
        // A write may report on writability before it returns.
        guard !isPausing, !isPlaying else { return }
        isPlaying = true
        defer { isPlaying = false }
        while position < script.count, context.channel.isActive {
            guard take(script[position], context) else { return }
            position += 1
        }
    }

    /// False: the step is not done yet.
    private func take(_ step: SocketUpstream.Step, _ context: ChannelHandlerContext) -> Bool {
        switch step {
        case .request:
            guard ReceivedRequest.all(in: inbox.content.bytes).count >= awaited else { return false }
            awaited += 1
        case .bytes(let count): return inbox.content.bytes.readableBytes >= count
        case .send(let text): context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .sendBytes(let bytes): context.writeAndFlush(Self.wrapOutboundOut(bytes), promise: nil)
        case .pause(let time): pause(context.eventLoop.scheduleTask(in: time) {}.futureResult, context)
        case .told: pause(connection.told.futureResult, context)
        case .closeOutput: context.close(mode: .output, promise: nil)
        case .close: context.close(promise: nil)
        case .reset: context.channel.reset()
        case .stopReading: try? context.channel.syncOptions?.setOption(.autoRead, value: false)
        case .again: position = -1
        case .flood(let piece, let times): return flood(piece, times, context)
        case .startTLS:
            guard let tls else { return true }
            try? context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
        case .openSocket(let fields):
            let key = connection.requests.last?.head.fields.first("sec-websocket-key") ?? ""
            let text = UpstreamText.socketOpened(accept: WebSocketOpening.accept(key), fields: fields)
            context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        }
        return !isPausing
    }

    private func flood(_ piece: ByteBuffer, _ times: Int, _ context: ChannelHandlerContext) -> Bool {
        while flooded < times, context.channel.isWritable {
            flooded += 1
            let taken = context.eventLoop.makePromise(of: Void.self)
            taken.futureResult.whenSuccess { [connection] in
                connection.floodedBytes.add(piece.readableBytes, ordering: .relaxed)
            }
            context.writeAndFlush(Self.wrapOutboundOut(piece), promise: taken)
        }
        return flooded >= times
    }

    private func pause(_ end: EventLoopFuture<Void>, _ context: ChannelHandlerContext) {
        isPausing = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let loop = context.eventLoop
        end.whenComplete { _ in
            // What has ended already calls back at once, in the middle of the step.
            loop.execute {
                let (playing, context) = bound.value
                playing.isPausing = false
                playing.position += 1
                playing.play(context)
            }
        }
    }
}

/// A request as an upstream got it.
package struct ReceivedRequest: Sendable {
    package var head: RequestHead
    package var body = ByteBuffer()

    package var text: String { String(buffer: body) }

    /// Every request in `bytes` that is there whole.
    package static func all(in bytes: ByteBuffer) -> [ReceivedRequest] {
        var parser = RequestParser()
        parser.feed(bytes.behindTunnel)
        var requests: [ReceivedRequest] = []
        var current: ReceivedRequest?
        while let part = try? parser.next() {
            switch part {
            case .head(let head): current = ReceivedRequest(head: head)
            case .body(let piece): current?.body.writeImmutableBuffer(piece)
            case .end: if let request = current { requests.append(request) }
            }
        }
        return requests
    }
}

extension ByteBuffer {
    /// What came after the request for a tunnel, where there was one: our own parser knows none.
    fileprivate var behindTunnel: ByteBuffer {
        guard readableBytesView.starts(with: "CONNECT ".utf8) else { return self }
        let text = String(buffer: self)
        guard let head = text.firstRange(of: "\r\n\r\n") else { return ByteBuffer() }
        return ByteBuffer(substring: text[head.upperBound...])
    }
}
