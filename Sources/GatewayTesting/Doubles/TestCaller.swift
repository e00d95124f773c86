package import Gateway
package import NIOCore
import NIOEmbedded

/// A caller that stays to the end.
package final class TestCaller: CallerLink {
    /// One for all: such a loop must be shut down before it may go.
    private static let sharedLoop = NIOAsyncTestingEventLoop()

    package var loop: any EventLoop { Self.sharedLoop }
    package let isGone = false

    package init() {}

    package func attach(_ running: (any CancellableExchange)?) {}
}
