package import Gateway
package import Logging
package import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Sockets

/// The listener: accepts callers and serves each in one child task on the event loop that owns its socket.
package final class GatewayServer: Service {
    private let configuration: ListenerConfiguration
    private let group: any EventLoopGroup
    private let logger: Logger
    private let started: @Sendable (SocketAddress) -> Void
    private let plane: any ConnectionPlane
    private let drainState = DrainState()
    private let loops: [LoopContext]
    private let loopsByID: [ObjectIdentifier: LoopContext]

    /// `started` is called once with the address when callers are being accepted.
    package convenience init(
        core: GatewayCore, group: any EventLoopGroup, configuration: ListenerConfiguration, logger: Logger,
        started: @escaping @Sendable (SocketAddress) -> Void = { _ in }
    ) {
        self.init(group: group, configuration: configuration, logger: logger, started: started) {
            DataPlane(core: core, drainState: $0, loops: $1)
        }
    }

    /// Serves the mock provider alone.
    package convenience init(
        mockOn group: any EventLoopGroup, configuration: ListenerConfiguration, logger: Logger,
        started: @escaping @Sendable (SocketAddress) -> Void = { _ in }
    ) {
        self.init(group: group, configuration: configuration, logger: logger, started: started) { _, _ in MockPlane() }
    }

    private init(
        group: any EventLoopGroup, configuration: ListenerConfiguration, logger: Logger,
        started: @escaping @Sendable (SocketAddress) -> Void,
        makePlane: (DrainState, [LoopContext]) -> any ConnectionPlane
    ) {
        self.configuration = configuration
        self.group = group
        self.logger = logger
        self.started = started
        let drainState = drainState
        loops = group.makeIterator().map {
            LoopContext(loop: $0, configuration: configuration, drainState: drainState)
        }
        plane = makePlane(drainState, loops)
        loopsByID = Dictionary(loops.map { (ObjectIdentifier($0.loop), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Serves until graceful shutdown has drained it. Throws when the address cannot be bound.
    package func run() async throws {
        let listener = try await bind()
        for loop in loops { loop.start() }
        defer { for loop in loops { loop.stop() } }
        do {
            try await serve(listener)
        } catch {
            await settle()
            throw error
        }
        await settle()
    }

    /// Whoever closes the log after the server has it whole.
    private func settle() async {
        for loop in loops { await loop.settle() }
    }

    private func serve(_ listener: NIOAsyncChannel<Accepted, Never>) async throws {
        try await withGracefulShutdownHandler {
            if let address = listener.channel.localAddress { started(address) }
            // On the listener's own loop: a caller waits for no other thread.
            try await withTaskExecutorPreference(loopsByID[ObjectIdentifier(listener.channel.eventLoop)]?.executor) {
                try await accept(listener)
            }
        } onGracefulShutdown: {
            self.drain(listener.channel)
        }
    }

    /// The group owns every task of every connection; cancelling it closes them all.
    private func accept(_ listener: NIOAsyncChannel<Accepted, Never>) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            try await listener.executeThenClose { inbound in
                for try await accepted in inbound {
                    group.addTask(executorPreference: accepted.connection.home.executor) {
                        await self.plane.serve(accepted.connection)
                    }
                }
            }
        }
    }

    private func bind() async throws -> NIOAsyncChannel<Accepted, Never> {
        let tls = try configuration.tls.map(Self.context)
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4_096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // Accepted at once, of callers that come together.
            .serverChannelOption(.maxMessagesPerRead, value: 8)
            .bind(host: configuration.host, port: configuration.port) { channel in
                channel.eventLoop.makeCompletedFuture { try self.install(on: channel, tls: tls) }
            }
    }

    private func install(on channel: any Channel, tls: NIOSSLContext?) throws -> Accepted {
        guard let home = loopsByID[ObjectIdentifier(channel.eventLoop)], let options = channel.syncOptions else {
            throw ChannelError.operationUnsupported
        }
        try options.setOption(.allowRemoteHalfClosure, value: true)
        // Takes most requests whole.
        try options.readOnce(initial: 4_096)
        let isAdmitted = drainState.admit(limit: configuration.maxConnections)
        let connection = CallerConnection(
            home: home, address: channel.remoteAddress?.ipAddress ?? "", isOverLimit: !isAdmitted)
        if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
        try channel.pipeline.syncOperations.addHandler(connection)
        return Accepted(connection: connection)
    }

    private static func context(_ tls: ListenerConfiguration.TLS) throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(tls.certificateFile).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let key = try NIOSSLPrivateKey(file: tls.keyFile, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }
}

/// A connection on its way from the listener to its task.
private struct Accepted: Sendable {
    let connection: CallerConnection
}

extension GatewayServer {
    /// Says "not ready" at once, stops accepting after the delay, and bounds what still runs by the grace.
    private func drain(_ listener: any Channel) {
        guard drainState.begin() else { return }
        logger.info("draining")
        let loops = loops
        let stopAccepting: @Sendable () -> Void = {
            listener.close(promise: nil)
            for loop in loops { loop.closeIdle() }
        }
        let loop = listener.eventLoop
        if configuration.drainDelay > .zero {
            loop.scheduleTask(in: configuration.drainDelay, stopAccepting)
        } else {
            stopAccepting()
        }
        let grace = configuration.drainDelay + configuration.drainGrace
        loop.scheduleTask(in: grace) { for loop in loops { loop.expire() } }
        // What has not ended by its typed error by then never will.
        loop.scheduleTask(in: grace + configuration.drainCutOff) { for loop in loops { loop.stop() } }
    }
}
