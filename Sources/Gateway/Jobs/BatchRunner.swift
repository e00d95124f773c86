package import NIOCore
import Wire

/// Runs the batches of one core until it is told to stop. One task decides all, so that no line is begun twice.
package final class BatchRunner: Sendable {
    private let core: GatewayCore
    private let seats: [BatchSeat]
    private let pause: @Sendable (TimeAmount) async -> Void

    /// Time between two looks at what is overdue.
    package static let tick = TimeAmount.seconds(30)

    /// - Parameter pause: waits; returns early when the task is cancelled.
    package init(core: GatewayCore, seats: [BatchSeat], pause: @escaping @Sendable (TimeAmount) async -> Void) {
        self.core = core
        self.seats = seats
        self.pause = pause
    }

    /// Returns when what ran at `stop` has ended, or was given up by `expire`.
    package func run() async {
        let (events, sink) = AsyncStream.makeStream(of: BatchFloor.Event.self)
        core.jobs.listen { sink.yield(.notice($0)) }
        defer { core.jobs.listen(nil) }
        var floor = BatchFloor(jobs: core.jobs)
        await withDiscardingTaskGroup { group in
            group.addTask { await self.keepTime() }
            await floor.recover(at: core.effects.now())
            var order = 0
            sink.yield(.notice(.tick))
            for await event in events {
                if case .notice(.expire) = event { group.cancelAll() }
                for work in await floor.handle(event, snapshot: core.snapshot, at: core.effects.now()) {
                    let seat = seats[order % seats.count]
                    // Reading a large file takes a while, and calls must not wait for it: that is not done on a loop.
                    guard case .line = work else {
                        group.addTask { sink.yield(await self.perform(work, on: seat)) }
                        continue
                    }
                    order += 1
                    group.addTask(executorPreference: seat.executor) {
                        sink.yield(await self.perform(work, on: seat))
                    }
                }
                if floor.isOver { break }
            }
            group.cancelAll()
        }
    }

    private func keepTime() async {
        while !Task.isCancelled {
            await pause(Self.tick)
            if !Task.isCancelled { core.jobs.post(.tick) }
        }
    }

    private func perform(_ work: BatchFloor.Work, on seat: BatchSeat) async -> BatchFloor.Event {
        let ending = BatchEnding(jobs: core.jobs, effects: core.effects)
        switch work {
        case .survey(let batch):
            do throws(GatewayError) {
                return .surveyed(batch.id, try await .take(of: batch, in: core.jobs.stores, snapshot: core.snapshot))
            } catch {
                core.report(error, of: batch)
                return .failed(batch.id)
            }
        case .line(let batch, let spot):
            let line = LineRun(batch: batch, spot: spot, core: core, seat: seat, pause: pause)
            return .lineEnded(batch.id, await line.run())
        case .finish(let batch):
            do throws(GatewayError) {
                try await ending.finish(batch, snapshot: core.snapshot, makeID: core.makeRequestID)
                return .finished(batch.id)
            } catch {
                core.report(error, of: batch)
                return .failed(batch.id)
            }
        case .sweep:
            await ending.sweep(snapshot: core.snapshot)
            return .swept
        }
    }
}

extension GatewayCore {
    /// Puts a failure of the stores into the log: there is no caller to be told.
    func report(_ error: GatewayError, of batch: StoredBatch) {
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        var refused = Refused(
            head: RequestHead(method: .post, target: "/v1/batches/\(batch.id)", fields: fields),
            arrived: effects.monotonic())
        refused.principal = principal(ofOwner: batch.owner)
        record(refused, error, id: makeRequestID())
    }
}
