package import NIOCore

/// Runs tasks on the thread of the event loop that owns their sockets: no thread hop between a socket and its task.
///
/// What a socket's read resumes is run at the end of that read (`runResumed`): its effects leave before the next socket
/// is looked at, while its bytes are still in the cache. Read first, run later, would make each of many calls that come
/// together wait for the reading of all. What is resumed otherwise is run once a tick.
///
/// The lists are confined to the loop, hence unchecked.
package final class LoopExecutor: TaskExecutor, @unchecked Sendable {
    let loop: any EventLoop
    /// In the order they came.
    private var jobs: [UnownedJob] = []
    /// The jobs being run; empty in between, kept for its room.
    private var batch: [UnownedJob] = []
    /// What can wait until this round's sockets have been looked at.
    private var later: [UnsafeContinuation<Void, Never>] = []
    private var isScheduled = false
    private var isRunning = false

    package init(_ loop: any EventLoop) { self.loop = loop }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if loop.inEventLoop { add(job) } else { loop.execute { self.add(job) } }
    }

    private func add(_ job: UnownedJob) {
        jobs.append(job)
        guard !isScheduled else { return }
        isScheduled = true
        loop.execute {
            self.isScheduled = false
            self.runResumed()
        }
    }

    /// Resumes behind all that this round's sockets have brought.
    func resumeAfterRound(_ continuation: UnsafeContinuation<Void, Never>) {
        later.append(continuation)
        guard later.count == 1 else { return }
        loop.execute {
            let due = self.later
            self.later.removeAll()
            for continuation in due { continuation.resume() }
            self.runResumed()
        }
    }

    /// Runs what waits now, unless called from what it runs. Jobs that these add are left for the loop's next round.
    func runResumed() {
        guard !isRunning, !jobs.isEmpty else { return }
        isRunning = true
        swap(&jobs, &batch)
        for job in batch { job.runSynchronously(on: asUnownedTaskExecutor()) }
        batch.removeAll(keepingCapacity: true)
        isRunning = false
    }
}
