import NIOCore
import Wire

/// Runs the copies for shadows of one core until it is told to stop. They are children of its one task.
package final class ShadowRunner: Sendable {
    private let core: GatewayCore
    private let seats: [BatchSeat]

    /// - Parameter seats: the loops that copies run on, in turn.
    package init(core: GatewayCore, seats: [BatchSeat]) {
        self.core = core
        self.seats = seats
    }

    /// Returns when what ran at `stop` has ended, or was given up by `expire`.
    package func run() async {
        let (notices, sink) = AsyncStream.makeStream(of: ShadowBoard.Notice.self)
        core.shadows.listen { sink.yield($0) }
        defer { core.shadows.listen(nil) }
        await withDiscardingTaskGroup { group in
            var (running, order, isStopping) = (0, 0, false)
            for await notice in notices {
                switch notice {
                case .copy(let copy):
                    let seat = seats[order % seats.count]
                    order += 1
                    running += 1
                    group.addTask(executorPreference: seat.executor) {
                        await self.core.run(copy, on: seat.loop)
                        sink.yield(.ended)
                    }
                case .ended: running -= 1
                case .stop: isStopping = true
                case .expire:
                    isStopping = true
                    group.cancelAll()
                }
                if isStopping, running == 0 { break }
            }
        }
    }
}
