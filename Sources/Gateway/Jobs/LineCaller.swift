import NIOCore

/// In place of a caller's connection: who a line of a batch is run for.
///
/// Confined to its loop, hence unchecked: the line's task runs there (`BatchSeat`), and a cancellation is sent there.
final class LineCaller: CallerLink, @unchecked Sendable {
    let loop: any EventLoop
    private(set) var isGone = false
    private var running: (any CancellableExchange)?

    init(_ loop: any EventLoop) { self.loop = loop }

    func attach(_ running: (any CancellableExchange)?) {
        self.running = running
        if isGone { running?.cancel() }
    }

    /// Gives up what is under way.
    func leave() {
        isGone = true
        running?.cancel()
    }
}
