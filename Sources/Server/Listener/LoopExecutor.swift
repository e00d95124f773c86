package import NIOCore

/// Runs tasks on the thread of the event loop that owns their sockets: no thread hop between a socket and its task.
///
/// What a socket's read resumes is run at the end of that read (`runResumed`): its effects leave before the next socket
/// is looked at, while its bytes are still in the cache. Read first, run later, would make each of many calls that come
/// together wait for the reading of all. What is resumed otherwise is run once a tick.
///
/// The lists are confined to the loop, hence unchecked.
package final class LoopExecutor: TaskExecutor, @unchecked Sendable {
    /// How long what nobody waits for waits. Callers that have their replies send their next calls at once: replies and
    /// calls that come together are done with by then.
    private static let patience = TimeAmount.milliseconds(2)
    /// From so many on they do not wait.
    private static let patient = 64

    let loop: any EventLoop
    /// In the order they came.
    private var jobs: [UnownedJob] = []
    /// The jobs being run; empty in between, kept for its room.
    private var batch: [UnownedJob] = []
    /// What nobody waits for.
    private var later: [@Sendable () -> Void] = []
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

    /// Does `work` a little later, when replies that are ready have gone out and the calls that follow them have come in.
    func putOff(_ work: @escaping @Sendable () -> Void) {
        later.append(work)
        if later.count == 1 {
            // A loop that takes nothing more is at its end.
            if (try? loop.scheduleCallback(in: Self.patience, handler: self)) == nil { runPutOff() }
        } else if later.count == Self.patient {
            loop.execute { self.runPutOff() }
        }
    }

    /// Does what was put off.
    func runPutOff() {
        var due: [@Sendable () -> Void] = []
        swap(&due, &later)
        for work in due { work() }
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

extension LoopExecutor: NIOScheduledCallbackHandler {
    package func handleScheduledCallback(eventLoop: some EventLoop) { runPutOff() }

    /// The loop ends.
    package func didCancelScheduledCallback(eventLoop: some EventLoop) { runPutOff() }
}
