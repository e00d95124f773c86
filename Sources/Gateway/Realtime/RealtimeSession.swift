import Dialects
import NIOCore
import Wire

/// One conversation over two sockets: bytes both ways, each side read only as fast as the other takes it.
///
/// Confined to the call's loop, hence unchecked: sockets and timers call it there, and so does the task of the call.
final class RealtimeSession: CancellableExchange, @unchecked Sendable {
    /// What a provider may say before the caller has its 101.
    private static let heldBytes = 262_144
    /// How long the second half of a closing handshake is waited for.
    private static let closePatience = TimeAmount.seconds(5)
    /// How long the end of a frame under way is waited for, where the session has to end.
    private static let framePatience = TimeAmount.seconds(5)

    private let call: Call
    private let upstream: any DuplexSocket
    private let makeMask: @Sendable () -> WebSocketMask
    private var caller: (any DuplexSocket)?
    private var sent: CallerMessages
    private var said: ProviderMessages
    /// What the provider has said before the caller had its 101.
    private var held: [ByteBuffer] = []
    private var heldCount = 0
    private var isUpstreamOpen = true
    private var isCallerClosing = false
    /// Why it has to end, told where the frame under way ends.
    private var ending: (error: GatewayError, code: UInt16)?
    private var failure: GatewayError?
    private var isOver = false
    private var waiter: UnsafeContinuation<Void, Never>?
    private var timer: Scheduled<Void>?

    init(
        _ call: Call, upstream: any DuplexSocket, sent: CallerMessages, said: ProviderMessages,
        makeMask: @escaping @Sendable () -> WebSocketMask
    ) {
        self.call = call
        self.upstream = upstream
        self.sent = sent
        self.said = said
        self.makeMask = makeMask
    }

    private var provider: GatewayError.Origin { .upstream(call.record.provider ?? "") }

    var meter: SessionMeter { said.meter }
    var providerClosing: (code: UInt16?, reason: String)? { said.closing }

    /// Waits for what the provider says first, for a while: some say nothing until they are spoken to.
    func firstEvent(within time: TimeAmount) async throws(GatewayError) -> RealtimeEvent? {
        call.caller.attach(self)
        upstream.deliver(to: ProviderSide(self))
        if isPreludeOpen {
            schedule(in: time) { $0.wake() }
            await withUnsafeContinuation { waiter = $0 }
            timer?.cancel()
        }
        if let failure { throw failure }
        if said.first == nil, !isUpstreamOpen || said.closing != nil { throw closedEarly }
        return said.first
    }

    private var isPreludeOpen: Bool { said.first == nil && said.closing == nil && isUpstreamOpen && failure == nil }

    /// From now on bytes go both ways.
    func begin(_ caller: any DuplexSocket) {
        self.caller = caller
        for bytes in held { relayDown(bytes) }
        held = []
        caller.deliver(to: CallerSide(self))
        if isUpstreamOpen { upstream.setReading(true) } else { upstreamEnded() }
    }

    /// Returns when the session has ended; throws where that was not by a closing handshake.
    func run() async throws(GatewayError) {
        if !isOver { await withUnsafeContinuation { waiter = $0 } }
        call.caller.attach(nil)
        if let failure { throw failure }
    }

    /// Gives the provider up before the caller has its 101.
    func abandon() {
        isOver = true
        upstream.close()
        call.caller.attach(nil)
    }

    private func schedule(in time: TimeAmount, _ then: @escaping @Sendable (RealtimeSession) -> Void) {
        timer?.cancel()
        timer = call.caller.loop.scheduleTask(in: time) { then(self) }
    }

    private func wake() {
        guard let waiter else { return }
        self.waiter = nil
        waiter.resume()
    }
}

/// From the provider.
extension RealtimeSession {
    fileprivate func received(fromProvider bytes: ByteBuffer) {
        guard !isOver else { return }
        said.pass(bytes)
        guard caller != nil else {
            held.append(bytes)
            heldCount += bytes.readableBytes
            if heldCount > Self.heldBytes { upstream.setReading(false) }
            if !isPreludeOpen { wake() }
            return
        }
        relayDown(bytes)
    }

    private func relayDown(_ bytes: ByteBuffer) {
        guard !isOver, let caller else { return }
        if !caller.send(bytes) { upstream.setReading(false) }
        if let ending, said.isBetweenFrames { return end(ending.error, ending.code) }
        if said.closing != nil { closed() }
    }

    fileprivate func upstreamEnded() {
        isUpstreamOpen = false
        guard !isOver else { return }
        guard caller != nil else { return wake() }
        if said.closing != nil || isCallerClosing { return finishClosing() }
        end(
            GatewayError(
                .upstreamError, "The provider ended the session without a word.", origin: provider,
                cause: "the connection closed without a close frame"), 1011)
    }

    /// Why the provider has closed, where that is no proper end.
    private var providerFailure: GatewayError? {
        guard let closing = said.closing, let code = closing.code, code != 1000, code != 1001 else { return nil }
        return GatewayError(
            .upstreamError, "The provider closed the session.", origin: provider,
            cause: "closed with \(code) \(closing.reason)")
    }

    /// It has closed, or gone, before it said anything.
    private var closedEarly: GatewayError {
        var error = GatewayError(
            .upstreamError, "The provider ended the session before it began.", origin: provider,
            retry: .nextTarget, cause: said.closing.map { "closed with \($0.code ?? 1005) \($0.reason)" })
        error.isUnbilled = true
        return error
    }
}

/// From the caller.
extension RealtimeSession {
    fileprivate func received(fromCaller bytes: ByteBuffer) {
        guard !isOver, ending == nil, !isCallerClosing else { return }
        sent.feed(bytes)
        while let step = sent.next() {
            switch step {
            case .pass(let frames): relayUp(frames)
            case .close(let frame):
                isCallerClosing = true
                relayUp(frame)
                return closed()
            case .refuse(let error, let code): return endAtFrame(error, code)
            }
        }
    }

    private func relayUp(_ bytes: ByteBuffer) {
        if !upstream.send(bytes) { caller?.setReading(false) }
    }

    fileprivate func callerEnded() {
        guard !isOver else { return }
        finish(isCallerClosing ? providerFailure : .callerGone)
    }

    /// One side has sent its close frame. Where both have, that is the end; else the other one has a while.
    private func closed() {
        if said.closing != nil, isCallerClosing { return finish(providerFailure) }
        schedule(in: Self.closePatience) { $0.finishClosing() }
    }

    /// A caller whose close frame the provider has not answered gets an answer all the same.
    private func finishClosing() {
        guard !isOver else { return }
        if isCallerClosing, said.closing == nil, said.isBetweenFrames {
            var bytes = ByteBuffer()
            WebSocketFrames.writeClose(1000, "", into: &bytes)
            _ = caller?.send(bytes)
        }
        finish(providerFailure)
    }
}

/// The end.
extension RealtimeSession {
    fileprivate func overdue(_ error: GatewayError) {
        guard caller != nil else { return fail(error) }
        endAtFrame(error, 1001)
    }

    /// The caller has gone, or the session is ended for another reason.
    func cancel() {
        if call.caller.isGone { return caller == nil ? fail(.callerGone) : callerEnded() }
        let error =
            call.caller.ending
            ?? GatewayError(
                .overloaded, "The gateway is being restarted.", origin: .gateway, retryAfter: 1,
                cause: "the time for calls to finish at the end of the process is over")
        // Going away, or against the rules (RFC 6455 §7.4.1).
        if caller == nil { fail(error) } else { endAtFrame(error, error.code == .invalidAPIKey ? 1008 : 1001) }
    }

    /// Before the caller has its 101.
    private func fail(_ error: GatewayError) {
        guard failure == nil else { return }
        failure = error
        upstream.close()
        wake()
    }

    /// Ends the session as soon as no frame toward the caller is under way.
    private func endAtFrame(_ error: GatewayError, _ code: UInt16) {
        guard !isOver, ending == nil else { return }
        if said.isBetweenFrames { return end(error, code) }
        ending = (error, code)
        caller?.setReading(false)
        upstream.setReading(true)
        schedule(in: Self.framePatience) { $0.finish(error) }
    }

    /// Tells the caller why, closes toward both sides, and is over.
    private func end(_ error: GatewayError, _ code: UInt16) {
        guard !isOver else { return }
        if said.isBetweenFrames, said.closing == nil {
            var bytes = ByteBuffer()
            WebSocketFrames.write(RealtimeErrorEvent.text(error, of: call), as: .text, into: &bytes)
            WebSocketFrames.writeClose(code, error.message, into: &bytes)
            _ = caller?.send(bytes)
        }
        finish(error)
    }

    private func finish(_ error: GatewayError?) {
        guard !isOver else { return }
        isOver = true
        failure = error
        timer?.cancel()
        if isUpstreamOpen {
            if !isCallerClosing, error?.code != .callerGone {
                var bytes = ByteBuffer()
                WebSocketFrames.writeClose(1001, "", mask: makeMask(), into: &bytes)
                _ = upstream.send(bytes)
            }
            upstream.close()
        }
        wake()
    }
}

/// What the provider's socket is told to.
private final class ProviderSide: SocketReceiver {
    private let session: RealtimeSession

    init(_ session: RealtimeSession) { self.session = session }

    func socketReceived(_ bytes: ByteBuffer) { session.received(fromProvider: bytes) }
    func socketTakesMore() { session.resumeCaller() }
    func socketOverdue(_ error: GatewayError) { session.overdue(error) }
    func socketEnded() { session.upstreamEnded() }
}

/// What the caller's socket is told to.
private final class CallerSide: SocketReceiver {
    private let session: RealtimeSession

    init(_ session: RealtimeSession) { self.session = session }

    func socketReceived(_ bytes: ByteBuffer) { session.received(fromCaller: bytes) }
    func socketTakesMore() { session.resumeUpstream() }
    func socketOverdue(_ error: GatewayError) { session.overdue(error) }
    func socketEnded() { session.callerEnded() }
}

extension RealtimeSession {
    fileprivate func resumeCaller() { if !isOver, ending == nil { caller?.setReading(true) } }
    fileprivate func resumeUpstream() { if !isOver { upstream.setReading(true) } }
}
