import Gateway
import NIOCore
import Server
import ServiceLifecycle

/// Runs the copies for shadows beside the listener. At the end of the process those under way have as long as calls have.
struct ShadowService: Service {
    let core: GatewayCore
    let group: any EventLoopGroup
    let grace: TimeAmount

    func run() async throws {
        let seats = group.makeIterator().map { BatchSeat(loop: $0, executor: LoopExecutor($0)) }
        let runner = ShadowRunner(core: core, seats: seats)
        let (loop, core, grace) = (group.next(), core, grace)
        await withGracefulShutdownHandler {
            await runner.run()
        } onGracefulShutdown: {
            core.shadows.stop()
            loop.scheduleTask(in: grace) { core.shadows.expire() }
        }
    }
}
