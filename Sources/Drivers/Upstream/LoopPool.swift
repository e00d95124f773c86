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
    /// Only origins with an idle connection, or that had one since the last tick. Searched from the start: origins are
    /// as many as providers, and comparing one with itself is cheaper than hashing it.
    private(set) var idle: [IdleConnections] = []
    /// In no order; each exchange knows its place.
    private(set) var busy: [UpstreamExchange] = []
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
            let origins = idle
            for origin in origins { origin.isListed = false }
            idle = []
            for origin in origins { close(origin) }
        }
    }

    /// Sends on the connection used last, or on a new one.
    func dispatch(_ exchange: UpstreamExchange, _ request: UpstreamRequest) {
        exchange.place = busy.count
        busy.append(exchange)
        if !request.opensSocket, request.rest == nil, let idle = idle.first(where: { $0.origin == request.origin }) {
            while let connection = idle.stack.popLast() {
                if connection.isUsable { return connection.begin(exchange, request, isReused: true) }
            }
        }
        dialer.open(request.origin, timeout: request.timeouts.connect, pool: self, tunnels: request.opensSocket)
            .whenComplete { result in
                switch result {
                case .success(let connection):
                    if exchange.isOver {
                        self.park(connection)
                    } else {
                        connection.begin(exchange, request, isReused: false)
                    }
                case .failure(let error):
                    exchange.fail(UpstreamFault.connecting(error))
                }
            }
    }

    /// The last one takes its place.
    func release(_ exchange: UpstreamExchange) {
        guard busy.indices.contains(exchange.place), busy[exchange.place] === exchange else { return }
        let last = busy.removeLast()
        guard last !== exchange else { return }
        busy[exchange.place] = last
        last.place = exchange.place
    }

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
        let listed = idle.first { $0.origin == connection.origin }
        let found = listed ?? IdleConnections(to: connection.origin)
        if listed == nil { idle.append(found) }
        connection.idle = found
        return found
    }

    /// An idle connection that its server has closed.
    func forget(_ connection: UpstreamConnection) {
        connection.idle?.stack.removeAll { $0 === connection }
    }

    /// Closes all that wait there.
    func close(_ origin: IdleConnections) {
        // One that is closed takes itself out.
        let connections = origin.stack
        origin.stack = []
        for connection in connections { connection.close() }
    }

    private func tick() {
        now = .now()
        // A copy: an exchange that fails leaves the list.
        for exchange in busy { exchange.tick(now) }
        for origin in idle where origin.stack.isEmpty { origin.isListed = false }
        idle.removeAll { $0.stack.isEmpty }
        for idle in idle {
            guard let oldest = idle.stack.first, oldest.idleUntil < now else { continue }
            let connections = idle.stack
            idle.stack.removeAll { $0.idleUntil < now }
            for connection in connections where connection.idleUntil < now { connection.close() }
        }
    }
}

/// The idle connections to one origin, the one used last on top. Confined to its pool's loop.
final class IdleConnections {
    let origin: Origin
    var stack: [UpstreamConnection] = []
    /// False once the pool has let go of it: what it held nobody would find.
    var isListed = true

    init(to origin: Origin) { self.origin = origin }
}
