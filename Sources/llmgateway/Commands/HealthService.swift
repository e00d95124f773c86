import Gateway
import NIOCore
import Server
import ServiceLifecycle

/// Looks after providers that have failed, round by round, beside the listener.
struct HealthService: Service {
    let core: GatewayCore
    let group: any EventLoopGroup

    func run() async throws {
        let loop = group.next()
        let probing = ProviderProbing(core: core, loop: loop)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Ends early when the task is cancelled, and then that is what was wanted.
                try? await Task.sleep(for: .nanoseconds(probing.interval.nanoseconds))
                guard !Task.isCancelled else { return }
                await withTaskExecutorPreference(LoopExecutor(loop)) { await probing.round() }
            }
        }
    }
}
