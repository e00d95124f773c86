import NIOCore
import Wire

/// Plays the mock provider's answers in process, on the caller's loop, with the time-outs a network would have.
package final class MockUpstream: Upstream {
    package init() {}

    package func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        let script = MockProvider.answer(
            path: request.path, scenario: request.fields.first("x-mock-scenario"), body: request.body)
        let answer = MockAnswer(script, loop: caller.loop, timeouts: request.timeouts)
        caller.attach(answer)
        if script.hangs {
            try await answer.pause(request.timeouts.firstByte)
            throw GatewayError(
                .upstreamTimeout, "The provider did not answer in time.", origin: .upstream("mock"),
                retry: .nextTarget, cause: "no first byte")
        }
        return answer
    }
}

/// One script being played. Confined to its loop, hence unchecked.
final class MockAnswer: UpstreamAnswer, CancellableExchange, @unchecked Sendable {
    private let script: MockScript
    private let loop: any EventLoop
    private let timeouts: Timeouts
    private var position = 0
    private var isCancelled = false
    private var waiting: EventLoopPromise<Void>?

    init(_ script: MockScript, loop: any EventLoop, timeouts: Timeouts) {
        self.script = script
        self.loop = loop
        self.timeouts = timeouts
    }

    var head: ResponseHead { script.head }

    func next() async throws(GatewayError) -> ByteBuffer? {
        guard !isCancelled else { throw .callerGone }
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
        let promise = loop.makePromise(of: Void.self)
        waiting = promise
        let timer = loop.scheduleTask(in: time) { promise.succeed() }
        await settle(promise)
        timer.cancel()
        if isCancelled { throw .callerGone }
    }

    private func untilResumed() async throws(GatewayError) {
        let promise = loop.makePromise(of: Void.self)
        waiting = promise
        await settle(promise)
        if isCancelled { throw .callerGone }
    }

    private func settle(_ promise: EventLoopPromise<Void>) async {
        // The promise is only ever fulfilled, never failed.
        try? await promise.futureResult.get()
        waiting = nil
    }

    func resumeReading() { if script.pause == .zero { waiting?.succeed() } }

    func cancel() {
        isCancelled = true
        waiting?.succeed()
    }
}
