package import NIOCore
import Wire

/// Plays the mock provider's answers in process, on the caller's loop, with the time-outs a network would have.
package final class MockUpstream: Upstream {
    package init() {}

    package func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        request.mark?.willSend()
        let script = MockProvider.answer(
            target: request.path, scenario: request.fields.first("x-mock-scenario"), body: request.body)
        return try await Self.play(script, for: caller, patience: request.timeouts.firstByte)
    }

    /// The answer of a script; one that hangs throws when `patience` is at an end or the caller has gone.
    package static func play(
        _ script: MockScript, for caller: any CallerLink, patience: TimeAmount
    ) async throws(GatewayError) -> any UpstreamAnswer {
        let answer = MockAnswer(script, caller: caller)
        caller.attach(answer)
        if script.hangs {
            try await answer.pause(patience)
            throw GatewayError(
                .upstreamTimeout, "The provider did not answer in time.", origin: .upstream("mock"),
                retry: .nextTarget, cause: "no first byte")
        }
        return answer
    }
}

/// One script being played. Confined to its loop, hence unchecked.
final class MockAnswer: UpstreamAnswer, CancellableExchange, @unchecked Sendable {
    let head: ResponseHead
    private let script: MockScript
    private let caller: any CallerLink
    private var position = 0
    private var isCancelled = false
    /// Waits for the caller's socket to take more.
    private var blocked: EventLoopPromise<Void>?
    /// Waits for time to pass.
    private var sleeping: EventLoopPromise<Void>?

    init(_ script: MockScript, caller: any CallerLink) {
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

    /// Waits for `time`; ends early, with an error, when the caller goes away.
    func pause(_ time: TimeAmount) async throws(GatewayError) {
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
