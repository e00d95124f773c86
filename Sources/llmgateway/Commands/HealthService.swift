import Gateway
import Logging
import NIOCore
import Server
import ServiceLifecycle

/// Looks after providers that have failed, round by round, beside the listener, and tells when one is left alone.
struct HealthService: Service {
    let core: GatewayCore
    let group: any EventLoopGroup
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await probe() }
                tasks.addTask { await watch() }
            }
        }
    }

    private func probe() async {
        let loop = group.next()
        let probing = ProviderProbing(core: core, loop: loop)
        while await slept(for: .nanoseconds(probing.interval.nanoseconds)) {
            await withTaskExecutorPreference(LoopExecutor(loop)) { await probing.round() }
        }
    }

    private func watch() async {
        var watch = BreakerWatch()
        while await slept(for: .seconds(1)) {
            for change in watch.changes(in: core.breakerStates) {
                logger.log(level: change.isAiling ? .warning : .notice, "\(change.text)")
            }
        }
    }

    /// False: the process ends.
    private func slept(for time: Duration) async -> Bool {
        // Ends early when the task is cancelled, and then that is what was wanted.
        try? await Task.sleep(for: time)
        return !Task.isCancelled
    }
}
