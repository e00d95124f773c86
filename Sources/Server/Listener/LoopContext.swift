import Gateway
import NIOCore
import Wire

/// What the connections of one event loop share: executor, coarse clock, the list of themselves.
///
/// Confined to its loop, hence unchecked; the tick and the connections are its only callers.
final class LoopContext: @unchecked Sendable {
    let loop: any EventLoop
    let executor: LoopExecutor
    let outbox: Outbox
    let configuration: ListenerConfiguration
    let drainState: DrainState
    /// The time of the last tick: exact enough for deadlines, and free.
    private(set) var now = NIODeadline.now()
    private(set) var date = DateField()
    var scratch = ScratchBuffer()
    private var connections: [ObjectIdentifier: CallerConnection] = [:]
    private var ticking: RepeatedTask?
    private var load: LoopLoad

    init(loop: any EventLoop, configuration: ListenerConfiguration, drainState: DrainState) {
        self.loop = loop
        self.configuration = configuration
        self.drainState = drainState
        load = LoopLoad(full: configuration.fullLoad)
        executor = LoopExecutor(loop)
        outbox = Outbox(loop)
        date.refresh()
    }

    func start() {
        loop.execute { [self] in
            outbox.isHolding = load.isFull(busy: LoopLoad.threadTime, at: now)
            let interval = configuration.tick
            ticking = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in self.tick() }
        }
    }

    func stop() {
        loop.execute { [self] in
            ticking?.cancel()
            ticking = nil
            for connection in connections.values { connection.abort() }
        }
    }

    /// Returns when nothing that was put off is left.
    func settle() async {
        // A loop that has ended takes nothing, says so, and has nothing left.
        try? await loop.scheduleTask(in: .zero) { self.executor.runPutOff() }.futureResult.get()
    }

    func add(_ connection: CallerConnection) { connections[ObjectIdentifier(connection)] = connection }

    func remove(_ connection: CallerConnection) { connections[ObjectIdentifier(connection)] = nil }

    /// Set when no new request is waited for any more.
    private(set) var isClosingIdle = false

    /// Closes connections that wait for a request, now and from now on.
    func closeIdle() {
        loop.execute { [self] in
            isClosingIdle = true
            for connection in connections.values { connection.closeIfIdle() }
        }
    }

    /// Ends calls that still run when the grace is over.
    func expire() {
        loop.execute { [self] in
            for connection in connections.values { connection.end(.drained) }
        }
    }

    /// Ends the calls under way that came with a key.
    /// - Parameter key: its id.
    /// - Returns: how many there were.
    func endCalls(of key: String) async -> Int {
        let ended = loop.submit { [self] in
            let calls = connections.values.filter { $0.standing?.key == key && $0.cutOff == nil }
            for connection in calls { connection.end(.revoked) }
            return calls.count
        }
        // A loop that has ended has no calls.
        return (try? await ended.get()) ?? 0
    }

    private func tick() {
        now = .now()
        date.refresh()
        outbox.isHolding = load.isFull(busy: LoopLoad.threadTime, at: now)
        for connection in connections.values { connection.tick(now) }
    }
}
