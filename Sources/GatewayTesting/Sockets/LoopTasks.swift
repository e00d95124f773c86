package import NIOCore
import NIOPosix

/// Runs tasks on event loops. Tests that compute for seconds fill the pool of threads that tasks run on elsewhere, and
/// what a test of deadlines does must not wait behind them.
package final class LoopTasks: TaskExecutor {
    package static let shared = LoopTasks(MultiThreadedEventLoopGroup.singleton)

    private let group: any EventLoopGroup

    /// A loop is a group of its own: then everything runs on that one.
    package init(_ group: any EventLoopGroup) { self.group = group }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        group.any().execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
