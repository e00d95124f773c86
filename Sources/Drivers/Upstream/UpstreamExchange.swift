import Gateway
import NIOCore
import Wire

/// One request to a provider and its answer.
///
/// Confined to its caller's event loop, hence unchecked: the connection calls it there, and each entry from a task
/// begins with `loop.preconditionInEventLoop()`.
final class UpstreamExchange: @unchecked Sendable {
    /// Pieces nobody has taken yet are kept up to this many bytes; then reading stops.
    private static let held = 65_536

    /// Let go of once it is on its way: another attempt brings its own.
    private var request: UpstreamRequest?
    /// What follows behind the request's body, from the caller.
    private var rest: (any BodySource)?
    private let timeouts: Timeouts
    /// Whether it asks to leave HTTP.
    let opensSocket: Bool
    /// Set once it has.
    private var socket: UpstreamSocket?
    /// When the call as a whole must have ended.
    private let end: NIODeadline
    let caller: any CallerLink
    private let pool: LoopPool
    private let loop: any EventLoop
    private var connection: UpstreamConnection?
    private var received: ResponseHead?
    private var pending = UpstreamPieces()
    private var isComplete = false
    private(set) var failure: GatewayError?
    private var waiter: UnsafeContinuation<Void, Never>?
    private var sink: (any PieceSink)?
    private var deadline: NIODeadline
    private var overdue = Overdue.connect
    /// Its index in the pool's list of the busy.
    var place = 0

    init(_ request: UpstreamRequest, caller: any CallerLink, pool: LoopPool) {
        self.request = request
        rest = request.rest
        timeouts = request.timeouts
        opensSocket = request.opensSocket
        end = request.deadline
        self.caller = caller
        self.pool = pool
        loop = pool.loop
        // Connecting has its own timer; this one also bounds the handshakes behind it.
        deadline = .now() + request.timeouts.connect + request.timeouts.connect
    }

    var isOver: Bool { isComplete || failure != nil }

    /// Whether the request left a moment ago, and no answer has begun.
    var isJustSent: Bool {
        overdue == .firstByte && received == nil
            && deadline - timeouts.firstByte + pool.configuration.lostWithin > .now()
    }

    /// Returns when the head is there.
    func start() async throws(GatewayError) {
        if caller.isGone { fail(UpstreamFault.callerGone) }
        if !isOver, let request { pool.dispatch(self, request) }
        if let rest { try await send(rest) }
        while received == nil, !isOver { await withUnsafeContinuation { waiter = $0 } }
        if received == nil { throw failure ?? UpstreamFault.callerGone }
    }

    /// The request is on its way over `connection`.
    func sent(on connection: UpstreamConnection) {
        self.connection = connection
        setDeadline(.now() + timeouts.firstByte, .firstByte)
        request = nil
        if rest != nil { wake() }
    }

    /// Passes on what comes in, as fast as the provider takes it. One that answers before all has come wants no more.
    @inline(never)
    private func send(_ rest: any BodySource) async throws(GatewayError) {
        defer { self.rest = nil }
        while connection == nil, !isOver { await withUnsafeContinuation { waiter = $0 } }
        do throws(GatewayError) {
            while received == nil, !isOver, let piece = try await rest.next() {
                guard received == nil, !isOver, let connection else { return }
                setDeadline(.now() + timeouts.firstByte, .firstByte)
                if !connection.sendMore(piece) { await withUnsafeContinuation { waiter = $0 } }
            }
        } catch {
            // A body cut short tells the provider the truth.
            fail(error)
            throw error
        }
        if !isOver, received == nil { connection?.endBody() }
    }

    /// What was sent has gone out.
    func takesMore() { if rest != nil, received == nil { wake() } }

    func tick(_ now: NIODeadline) {
        if let socket { return socket.tick(now, end: end) }
        if now > end { return fail(UpstreamFault.totalTimeout) }
        if now > deadline { fail(overdue.error) }
    }

    private func setDeadline(_ deadline: NIODeadline, _ overdue: Overdue) {
        self.deadline = deadline
        self.overdue = overdue
    }

    private func wake() {
        guard let waiter else { return }
        self.waiter = nil
        waiter.resume()
    }

    private func leave() {
        connection = nil
        pool.release(self)
        caller.attach(nil)
        wake()
    }
}

extension UpstreamExchange {
    /// What the deadline under way is for.
    private enum Overdue {
        case connect, firstByte, idle

        var error: GatewayError {
            switch self {
            case .connect: UpstreamFault.connectTimeout
            case .firstByte: UpstreamFault.firstByteTimeout
            case .idle: UpstreamFault.idleTimeout
            }
        }
    }
}

/// What the connection reports.
extension UpstreamExchange {
    func head(_ head: ResponseHead) {
        received = head
        rest?.stop()
    }

    func piece(_ piece: ByteBuffer) {
        if let sink { return sink.receive(piece) }
        pending.append(piece)
    }

    /// The answer is a connection that is no HTTP any more; its clock is still this one.
    func leaveHTTP(_ head: ResponseHead, _ socket: UpstreamSocket) {
        received = head
        self.socket = socket
        socket.startClock(idle: timeouts.idle)
        wake()
    }

    /// The clock has nothing left to watch. Whoever has the socket is attached to the caller by now.
    func socketEnded() {
        isComplete = true
        connection = nil
        pool.release(self)
    }

    /// The time of the pool's last tick.
    var now: NIODeadline { pool.now }

    /// All that one socket read brought has been reported. False: stop reading.
    func readComplete() -> Bool {
        guard received != nil else { return true }
        let goesOn = sink?.flush() ?? (pending.size < Self.held)
        setDeadline(goesOn ? pool.now + timeouts.idle : .distantFuture, .idle)
        if sink == nil { wake() }
        return goesOn
    }

    func completed() {
        guard !isOver else { return }
        isComplete = true
        leave()
    }

    func fail(_ error: GatewayError) {
        guard !isOver else { return }
        failure = error
        rest?.stop()
        let connection = connection
        leave()
        connection?.close()
    }
}

extension UpstreamExchange: UpstreamAnswer {
    /// Never asked for before `start` has returned with a head.
    var head: ResponseHead { received ?? ResponseHead(status: 502) }

    func takeWhole() -> ByteBuffer? {
        isComplete ? pending.popOnly() : nil
    }

    func takeSocket() -> (any DuplexSocket)? { socket }

    func next() async throws(GatewayError) -> ByteBuffer? {
        loop.preconditionInEventLoop()
        while true {
            if let piece = pending.popFirst() { return piece }
            if let failure { throw failure }
            if isComplete { return nil }
            resumeReading()
            await withUnsafeContinuation { waiter = $0 }
        }
    }

    func drain(into sink: any PieceSink) async throws(GatewayError) {
        loop.preconditionInEventLoop()
        while let piece = pending.popFirst() { sink.receive(piece) }
        if let failure { throw failure }
        if isComplete { return }
        self.sink = sink
        // While it is read from it may be silent for no longer than ever.
        if sink.flush() { resumeReading() } else if connection?.isPaused ?? false { setDeadline(.distantFuture, .idle) }
        if !isOver { await withUnsafeContinuation { waiter = $0 } }
        self.sink = nil
        if let failure { throw failure }
    }

    func resumeReading() {
        guard let connection, connection.isPaused else { return }
        setDeadline(pool.now + timeouts.idle, .idle)
        connection.resume()
    }
}

extension UpstreamExchange: CancellableExchange {
    func cancel() {
        loop.preconditionInEventLoop()
        fail(caller.isGone ? UpstreamFault.callerGone : caller.ending ?? UpstreamFault.cancelled)
    }
}
