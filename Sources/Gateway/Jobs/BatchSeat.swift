package import NIOCore

/// An event loop that lines of batches run on, and what runs tasks on it.
package struct BatchSeat: Sendable {
    package let loop: any EventLoop
    package let executor: any TaskExecutor

    package init(loop: any EventLoop, executor: any TaskExecutor) {
        self.loop = loop
        self.executor = executor
    }
}
