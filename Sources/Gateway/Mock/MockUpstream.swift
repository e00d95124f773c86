package import NIOCore
import Wire

/// Plays the mock provider's answers in process, on the caller's loop, with the time-outs a network would have.
package final class MockUpstream: Upstream {
    private let now: @Sendable () -> NIODeadline

    /// - Parameter now: the clock that calls' deadlines are of.
    package init(now: @escaping @Sendable () -> NIODeadline = { .now() }) { self.now = now }

    package func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        request.mark?.willSend()
        let script = MockProvider.answer(
            target: request.path, scenario: request.fields.first("x-mock-scenario"), body: request.body)
        let takesTime = script.hangs || script.pause > .zero
        let bounds = takesTime ? MockBounds(request, left: request.deadline - now()) : nil
        return try await Self.play(script, for: caller, within: bounds)
    }

    /// The answer of a script; one that hangs throws when its time is over or the caller has gone.
    /// - Parameter bounds: nil: it may take any time, and one that hangs does until the caller goes.
    package static func play(
        _ script: MockScript, for caller: any CallerLink, within bounds: MockBounds?
    ) async throws(GatewayError) -> any UpstreamAnswer {
        let answer = MockAnswer(script, caller: caller, bounds)
        caller.attach(answer)
        if script.hangs { try await answer.pause(.hours(24 * 365)) }
        return answer
    }
}

/// How long an answer may take, as it is for one that comes over a network.
package struct MockBounds: Sendable {
    var firstByte: TimeAmount
    var idle: TimeAmount
    /// Of the call.
    var end: NIODeadline

    init(_ request: UpstreamRequest, left: TimeAmount) {
        firstByte = request.timeouts.firstByte
        idle = request.timeouts.idle
        end = .now() + left
    }

    /// - Parameter patience: for the first byte.
    package init(patience: TimeAmount) {
        firstByte = patience
        idle = patience
        end = .distantFuture
    }

    /// How long the next piece may take.
    func left(beforeFirst isFirst: Bool) -> TimeAmount { min(isFirst ? firstByte : idle, end - .now()) }

    /// What a piece that took longer is told as.
    func error(beforeFirst isFirst: Bool) -> GatewayError {
        let isOver = NIODeadline.now() >= end
        let message =
            isOver
            ? "The call took too long."
            : isFirst ? "The provider did not answer in time." : "The provider stopped sending."
        let cause =
            isOver
            ? "the call's deadline has passed" : isFirst ? "first-byte time-out" : "idle time-out within an answer"
        return GatewayError(
            .upstreamTimeout, message, origin: .upstream("mock"), retry: .nextTarget, cause: cause)
    }
}

/// One script being played. Confined to its loop, hence unchecked.
final class MockAnswer: UpstreamAnswer, CancellableExchange, @unchecked Sendable {
    let head: ResponseHead
    private let script: MockScript
    private let caller: any CallerLink
    private let bounds: MockBounds?
    private var position = 0
    private var isCancelled = false
    /// Waits for the caller's socket to take more.
    private var blocked: EventLoopPromise<Void>?
    /// Waits for time to pass.
    private var sleeping: EventLoopPromise<Void>?

    init(_ script: MockScript, caller: any CallerLink, _ bounds: MockBounds?) {
        self.bounds = bounds
        head = ResponseHead(status: script.head.status, fields: script.head.fields, framing: .chunked)
        self.script = script
        self.caller = caller
    }

    func next() async throws(GatewayError) -> ByteBuffer? {
        guard !isCancelled else { throw cancellation }
        guard position < script.pieces.count else {
            if script.ending == .proper { return nil }
            throw GatewayError(
                .upstreamError, "The provider closed the connection early.", origin: .upstream("mock"),
                retry: .nextTarget, cause: "cut")
        }
        if script.pause > .zero { try await pause(script.pause) }
        defer { position += 1 }
        return script.pieces[position]
    }

    func drain(into sink: any PieceSink) async throws(GatewayError) {
        while let piece = try await next() {
            sink.receive(piece)
            if !sink.flush() { try await untilResumed() }
        }
    }

    /// Waits for `time`, the gap before the next piece; ends early, with an error, when the caller goes away or such a gap
    /// may not be so long.
    func pause(_ time: TimeAmount) async throws(GatewayError) {
        guard let bounds else { return try await sleep(time) }
        let left = bounds.left(beforeFirst: position == 0)
        guard left < time else { return try await sleep(time) }
        try await sleep(left)
        throw bounds.error(beforeFirst: position == 0)
    }

    private func sleep(_ time: TimeAmount) async throws(GatewayError) {
        if isCancelled { throw cancellation }
        let promise = caller.loop.makePromise(of: Void.self)
        sleeping = promise
        let timer = caller.loop.scheduleTask(in: time) { promise.succeed() }
        await settle(promise)
        timer.cancel()
        sleeping = nil
        if isCancelled { throw cancellation }
    }

    private func untilResumed() async throws(GatewayError) {
        // The write that filled the socket may have closed it, and then nobody resumes.
        if isCancelled { throw cancellation }
        let promise = caller.loop.makePromise(of: Void.self)
        blocked = promise
        await settle(promise)
        blocked = nil
        if isCancelled { throw cancellation }
    }

    private func settle(_ promise: EventLoopPromise<Void>) async {
        // The promise is only ever fulfilled, never failed.
        try? await promise.futureResult.get()
    }

    func resumeReading() { blocked?.succeed() }

    private var cancellation: GatewayError {
        caller.isGone
            ? .callerGone
            : caller.ending
                ?? GatewayError(.overloaded, "The gateway is being restarted.", origin: .gateway, retryAfter: 1)
    }

    func cancel() {
        isCancelled = true
        blocked?.succeed()
        sleeping?.succeed()
    }
}
