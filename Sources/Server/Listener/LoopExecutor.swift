package import NIOCore

/// Runs tasks on the thread of the event loop that owns their sockets: no thread hop between a socket and its task.
package final class LoopExecutor: TaskExecutor {
    let loop: any EventLoop

    package init(_ loop: any EventLoop) { self.loop = loop }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
