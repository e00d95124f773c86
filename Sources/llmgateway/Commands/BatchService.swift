import Gateway
import NIOCore
import Server
import ServiceLifecycle

/// Runs batches beside the listener. At the end of the process lines under way have as long as calls have.
struct BatchService: Service {
    let core: GatewayCore
    let group: any EventLoopGroup
    let grace: TimeAmount

    func run() async throws {
        let seats = group.makeIterator().map { BatchSeat(loop: $0, executor: LoopExecutor($0)) }
        let runner = BatchRunner(core: core, seats: seats) { time in
            // Ends early when the task is cancelled, and then that is what was wanted.
            try? await Task.sleep(for: .nanoseconds(time.nanoseconds))
        }
        let (loop, core, grace) = (group.next(), core, grace)
        await withGracefulShutdownHandler {
            await runner.run()
        } onGracefulShutdown: {
            core.jobs.post(.stop)
            loop.scheduleTask(in: grace) { core.jobs.post(.expire) }
        }
    }
}

/// Services that end together: a group of services ends them one after the other, and each has a grace of its own.
struct SideBySide: Service {
    let services: [any Service]

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services { group.addTask { try await service.run() } }
            // One that fails ends the others.
            for try await _ in group {}
        }
    }
}
