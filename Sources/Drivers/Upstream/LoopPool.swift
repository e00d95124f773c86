import Gateway
import NIOCore
import Wire

/// The upstream connections of one event loop: idle ones by origin, last in, first out; and the clock of the busy ones.
///
/// Confined to its loop, hence unchecked; every entry from elsewhere goes through `loop.execute`.
final class LoopPool: @unchecked Sendable {
    let loop: any EventLoop
    let dialer: Dialer
    let configuration: TransportConfiguration
    /// The time of the last tick.
    private(set) var now = NIODeadline.now()
    /// Only origins with an idle connection, or that had one since the last tick.
    private(set) var idle: [Origin: IdleConnections] = [:]
    private var busy: [ObjectIdentifier: UpstreamExchange] = [:]
    private var ticking: RepeatedTask?
    private var isStopped = false
    var scratch = ScratchBuffer()

    init(loop: any EventLoop, dialer: Dialer, configuration: TransportConfiguration) {
        self.loop = loop
        self.dialer = dialer
        self.configuration = configuration
    }

    func start() {
        loop.execute { [self] in
            let interval = configuration.tick
            ticking = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in self.tick() }
        }
    }

    func stop() {
        loop.execute { [self] in
            isStopped = true
            ticking?.cancel()
            ticking = nil
            let connections = idle.values.flatMap(\.stack)
            idle = [:]
            for connection in connections { connection.close() }
        }
    }

    /// Sends on the connection used last, or on a new one.
    func dispatch(_ exchange: UpstreamExchange) {
        busy[ObjectIdentifier(exchange)] = exchange
        if let idle = idle[exchange.request.origin] {
            while let connection = idle.stack.popLast() {
                if connection.isUsable { return connection.begin(exchange, isReused: true) }
            }
        }
        dialer.open(exchange.request.origin, timeout: exchange.request.timeouts.connect, pool: self)
            .whenComplete { result in
                switch result {
                case .success(let connection):
                    if exchange.isOver { self.park(connection) } else { connection.begin(exchange, isReused: false) }
                case .failure(let error):
                    exchange.fail(UpstreamFault.connecting(error))
                }
            }
    }

    func release(_ exchange: UpstreamExchange) { busy[ObjectIdentifier(exchange)] = nil }

    func park(_ connection: UpstreamConnection) {
        // A checked address is one that a caller named, and hardly asked for again.
        guard !isStopped, connection.isUsable, connection.origin.address == nil else { return connection.close() }
        let idle = idleConnections(for: connection)
        guard idle.stack.count < configuration.maxIdlePerOrigin else { return connection.close() }
        connection.idleUntil = now + configuration.idleTimeout
        idle.stack.append(connection)
    }

    private func idleConnections(for connection: UpstreamConnection) -> IdleConnections {
        if let known = connection.idle, known.isListed { return known }
        let found = idle[connection.origin] ?? IdleConnections()
        idle[connection.origin] = found
        connection.idle = found
        return found
    }

    /// An idle connection that its server has closed.
    func forget(_ connection: UpstreamConnection) {
        idle[connection.origin]?.stack.removeAll { $0 === connection }
    }

    private func tick() {
        now = .now()
        for exchange in busy.values { exchange.tick(now) }
        var empty: [Origin] = []
        for (origin, idle) in idle {
            if idle.stack.isEmpty { empty.append(origin) }
            guard let oldest = idle.stack.first, oldest.idleUntil < now else { continue }
            let connections = idle.stack
            idle.stack.removeAll { $0.idleUntil < now }
            for connection in connections where connection.idleUntil < now { connection.close() }
        }
        for origin in empty { idle.removeValue(forKey: origin)?.isListed = false }
    }
}

/// The idle connections to one origin, the one used last on top. Confined to its pool's loop.
final class IdleConnections {
    var stack: [UpstreamConnection] = []
    /// False once the pool has let go of it: what it held nobody would find.
    var isListed = true
}
