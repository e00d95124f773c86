import Gateway
import GatewayTesting
import NIOCore
import NIOEmbedded
import NIOPosix
import Synchronization
import Testing
import Wire

/// Calls that wait for a place: who gets it, who is refused, who goes.
struct CallSeatsTests {
    /// A caller on a loop whose time is the test's, who may leave.
    private final class Caller: CallerLink {
        let loop: any EventLoop
        private let state = Mutex<(isGone: Bool, running: (any CancellableExchange)?)>((false, nil))

        /// - Parameter loop: one whose time is the test's is for one call alone: it is not made for many threads.
        init(_ loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()) { self.loop = loop }

        var isGone: Bool { state.withLock { $0.isGone } }

        func attach(_ running: (any CancellableExchange)?) {
            let isGone = state.withLock { state in
                state.running = running
                return state.isGone
            }
            if isGone { running?.cancel() }
        }

        func leave() {
            let running = state.withLock { state in
                state.isGone = true
                return state.running
            }
            running?.cancel()
        }
    }

    /// Runs `body` beside a gateway with one place and a line of `length`; its provider answers when it is let.
    private func run(
        length: Int?,
        _ body: (
            LimitedGateway, NIOAsyncTestingEventLoop, inout ThrowingTaskGroup<(String, CollectingReply), any Error>
        ) async throws -> Void
    ) async throws {
        let gateway = LimitedGateway(.answer()) {
            $0.concurrent = 1
            $0.queue = length.map { Snapshot.Queue(length: $0, wait: .seconds(10)) }
        }
        gateway.upstream.hold()
        let loop = NIOAsyncTestingEventLoop()
        try await withThrowingTaskGroup(of: (String, CollectingReply).self) { group in
            try await body(gateway, loop, &group)
        }
        await loop.shutdownGracefully()
    }

    /// Looks again and again, at most for a minute.
    private func until(_ condition: () -> Bool) async throws {
        let end = NIODeadline.now() + .minutes(1)
        while !condition() {
            guard NIODeadline.now() < end else { throw Unexpected() }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test func `without a line the call is refused at once, and gives back what it took`() async throws {
        try await run(length: nil) { gateway, _, group in
            let key = LimitedGateway.key(requests: 5)
            group.addTask { ("first", await gateway.call(key)) }
            try await until { gateway.upstream.held == 1 }
            for _ in 0..<20 {
                let refused = await gateway.call(key)
                #expect(refused.status == 503)
                #expect(refused.error?["code"] == "gateway_overloaded")
                #expect(refused.field("retry-after") == "1")
            }
            gateway.upstream.letGo()
            #expect(try await group.next()?.1.status == 200)
            #expect(gateway.seats.running == 0)
            gateway.upstream.hold()
            group.addTask { ("second", await gateway.call(key)) }
            try await until { gateway.upstream.held == 1 }
            gateway.upstream.letGo()
            #expect(try await group.next()?.1.rates("requests")[1] == "3")
        }
    }

    @Test func `calls wait in the order of priority and in turns of keys`() async throws {
        try await run(length: 10) { gateway, _, group in
            group.addTask { ("running", await gateway.call(LimitedGateway.key("a"))) }
            try await until { gateway.upstream.held == 1 }
            let callers: [(String, CallPriority)] = [
                ("flood", .normal), ("flood", .normal), ("flood", .normal), ("late", .low), ("quiet", .normal),
                ("urgent", .high),
            ]
            for (index, (name, priority)) in callers.enumerated() {
                let key = LimitedGateway.key(name, priority: priority)
                group.addTask { (name, await gateway.call(key)) }
                try await until { gateway.seats.waiting == index + 1 }
            }
            var order: [String] = []
            for _ in 0...callers.count {
                try await until { gateway.upstream.held == 1 }
                gateway.upstream.letGo()
                let (name, reply) = try #require(try await group.next())
                #expect(reply.status == 200)
                order.append(name)
            }
            #expect(order == ["running", "urgent", "flood", "quiet", "flood", "flood", "late"])
            #expect(gateway.seats.running == 0 && gateway.seats.waiting == 0)
        }
    }

    @Test func `a line that is full refuses at once`() async throws {
        try await run(length: 2) { gateway, _, group in
            let key = LimitedGateway.key()
            for count in 0..<3 {
                group.addTask { ("", await gateway.call(key)) }
                try await until { gateway.seats.running == 1 && gateway.seats.waiting == count }
            }
            let refused = await gateway.call(key)
            #expect(refused.status == 503 && refused.field("retry-after") == "1")
            #expect(refused.error?["hint"] == "Try again, or raise `limits.queue.length` or `limits.concurrent`.")
            for _ in 0..<3 {
                try await until { gateway.upstream.held == 1 }
                gateway.upstream.letGo()
                #expect(try await group.next()?.1.status == 200)
            }
        }
    }

    @Test func `a call that has waited too long is refused, and its place in the line is free`() async throws {
        try await run(length: 1) { gateway, loop, group in
            let key = LimitedGateway.key(requests: 10)
            group.addTask { ("running", await gateway.call(key)) }
            try await until { gateway.upstream.held == 1 }
            group.addTask { ("late", await gateway.call(key, caller: Caller(loop))) }
            try await until { gateway.seats.waiting == 1 }
            gateway.clock.advance(.seconds(10))
            await loop.advanceTime(to: gateway.clock.now)
            let (name, refused) = try #require(try await group.next())
            #expect(name == "late" && refused.status == 503)
            #expect(refused.field("retry-after") == "10")
            #expect(gateway.seats.waiting == 0)
            gateway.upstream.letGo()
            #expect(try await group.next()?.1.status == 200)
            #expect(gateway.upstream.arrived == 1)
        }
    }

    @Test func `a caller that leaves the line takes no place`() async throws {
        try await run(length: 5) { gateway, _, group in
            let key = LimitedGateway.key(requests: 10)
            group.addTask { ("running", await gateway.call(key)) }
            try await until { gateway.upstream.held == 1 }
            let leaving = Caller()
            group.addTask { ("gone", await gateway.call(key, caller: leaving)) }
            try await until { gateway.seats.waiting == 1 }
            group.addTask { ("stays", await gateway.call(key, caller: Caller())) }
            try await until { gateway.seats.waiting == 2 }
            leaving.leave()
            let (name, nothing) = try #require(try await group.next())
            #expect(name == "gone" && nothing.head == nil)
            #expect(gateway.log.recent.last?.code == .callerGone)
            gateway.upstream.letGo()
            #expect(try await group.next()?.0 == "running")
            try await until { gateway.upstream.held == 1 }
            gateway.upstream.letGo()
            #expect(try await group.next()?.1.rates("requests")[1] == "8")
            // One that has left before it comes to the line does not wait in it.
            gateway.upstream.hold()
            group.addTask { ("running", await gateway.call(key)) }
            try await until { gateway.upstream.held == 1 }
            #expect(await gateway.call(key, caller: leaving).head == nil)
            gateway.upstream.letGo()
            #expect(try await group.next()?.1.status == 200)
            #expect(gateway.seats.running == 0 && gateway.seats.waiting == 0)
        }
    }

    /// Cancellations, ends and newcomers at the same time, from many threads.
    @Test func `no place is lost, and every call is answered`() async throws {
        let gateway = LimitedGateway(.answer()) {
            $0.concurrent = 7
            $0.queue = Snapshot.Queue(length: 40, wait: .seconds(10))
        }
        let ends = await withTaskGroup(of: Int.self) { group in
            for number in 0..<2_000 {
                group.addTask {
                    let caller = Caller()
                    let key = LimitedGateway.key("key \(number % 5)", priority: CallPriority.allCases[number % 3])
                    async let reply = gateway.call(key, caller: caller)
                    if number % 4 == 0 { caller.leave() }
                    return await reply.status
                }
            }
            return await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(ends.values.reduce(0, +) == 2_000)
        #expect(Set(ends.keys).isSubset(of: [0, 200, 503]))
        #expect(ends[200] ?? 0 > 0)
        #expect(gateway.seats.running == 0 && gateway.seats.waiting == 0)
    }
}
