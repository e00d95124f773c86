package import NIOCore

/// Runs tasks on the thread of the event loop that owns their sockets: no thread hop between a socket and its task.
///
/// Jobs are gathered in a list of its own, which the loop runs once a tick: handing each to the loop by itself would
/// cost a closure, a lock and two copies a job. The list is confined to the loop, hence unchecked.
package final class LoopExecutor: TaskExecutor, @unchecked Sendable {
    let loop: any EventLoop
    /// In the order they came.
    private var jobs: [UnownedJob] = []
    /// The jobs of the tick under way; empty between ticks, kept for its room.
    private var batch: [UnownedJob] = []
    private var isScheduled = false

    package init(_ loop: any EventLoop) { self.loop = loop }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if loop.inEventLoop { add(job) } else { loop.execute { self.add(job) } }
    }

    private func add(_ job: UnownedJob) {
        jobs.append(job)
        guard !isScheduled else { return }
        isScheduled = true
        loop.execute { self.runBatch() }
    }

    /// Jobs that these add wait for the next batch, behind what sockets bring meanwhile.
    private func runBatch() {
        isScheduled = false
        swap(&jobs, &batch)
        for job in batch { job.runSynchronously(on: asUnownedTaskExecutor()) }
        batch.removeAll(keepingCapacity: true)
    }
}
