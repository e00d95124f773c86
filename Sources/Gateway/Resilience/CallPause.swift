package import NIOCore

/// A wait on behalf of a call; it is given up when the caller goes away.
///
/// Confined to the caller's loop, hence unchecked: the call's task runs there, and whoever cancels it is the connection. The
/// timer's callback touches the promise alone, which any thread may fulfil.
package final class CallPause: CancellableExchange, @unchecked Sendable {
    private let ended: EventLoopPromise<Void>
    private var isCancelled = false

    private init(_ loop: any EventLoop) { ended = loop.makePromise() }

    /// Waits without holding up the loop. False: the caller went away, or the process is ending.
    @Sendable package static func wait(_ time: TimeAmount, for caller: any CallerLink) async -> Bool {
        let pause = CallPause(caller.loop)
        let timer = caller.loop.scheduleTask(in: time) { pause.ended.succeed() }
        caller.attach(pause)
        // The promise is only ever fulfilled, never failed.
        try? await pause.ended.futureResult.get()
        timer.cancel()
        caller.attach(nil)
        return !pause.isCancelled && !caller.isGone
    }

    package func cancel() {
        guard !isCancelled else { return }
        isCancelled = true
        ended.succeed()
    }
}
