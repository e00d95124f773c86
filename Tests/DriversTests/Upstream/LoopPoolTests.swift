import Gateway
import GatewayTesting
import NIOCore
import NIOEmbedded
import Testing
import Wire

@testable import Drivers

/// The lists of a loop's pool, with connections nobody need dial and a time that the test moves.
struct LoopPoolTests {
    /// A caller that notes what its reads resume.
    private final class NotingCaller: CallerLink, @unchecked Sendable {
        let loop: any EventLoop
        let isGone = false
        var resumed: () -> Void = {}

        init(_ loop: any EventLoop) { self.loop = loop }

        func attach(_ running: (any CancellableExchange)?) {}
        func runResumed() { resumed() }
    }

    private final class Bench {
        let loop = EmbeddedEventLoop()
        let pool: LoopPool
        let caller: NotingCaller
        let origin = Origin(isTLS: false, host: "provider.invalid", port: 80)
        /// In the order in which exchanges get them.
        private(set) var channels: [EmbeddedChannel] = []

        init(connections: Int) throws {
            let configuration = TransportConfiguration()
            let dialer = Dialer(roots: try TrustedRoots(nil, further: []), proxies: ProxyRules(configuration))
            pool = LoopPool(loop: loop, dialer: dialer, configuration: configuration)
            caller = NotingCaller(loop)
            for _ in 0..<connections {
                let connection = UpstreamConnection(origin: origin, pool: pool, proxy: nil)
                let channel = EmbeddedChannel(handler: connection, loop: loop)
                channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
                pool.park(connection)
                channels.insert(channel, at: 0)
            }
            pool.start()
            loop.run()
        }

        func exchange(until end: NIODeadline = .distantFuture) -> (UpstreamExchange, UpstreamRequest) {
            let request = UpstreamRequest(
                origin: origin, method: .post, path: "/", fields: HeaderFields(), body: ByteBuffer(string: "{}"),
                timeouts: Timeouts(), deadline: end)
            return (UpstreamExchange(request, caller: caller, pool: pool), request)
        }

        func ask(until end: NIODeadline = .distantFuture) -> UpstreamExchange {
            let (exchange, request) = exchange(until: end)
            pool.dispatch(exchange, request)
            return exchange
        }

        func answer(_ place: Int) throws {
            try channels[place].writeInbound(ByteBuffer(string: "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"))
        }

        func tick() { loop.advanceTime(by: pool.configuration.tick) }

        var knowsPlaces: Bool { pool.busy.enumerated().allSatisfy { $0.element.place == $0.offset } }
    }

    @Test func `an exchange keeps its deadline when others leave the list before it`() throws {
        let bench = try Bench(connections: 4)
        let first = bench.ask()
        let middle = bench.ask()
        let third = bench.ask()
        let late = bench.ask(until: .now() - .seconds(1))
        try bench.answer(1)
        #expect(middle.isOver && bench.pool.busy.count == 3 && bench.knowsPlaces)
        // The last one stands in its place now; ending once more must not take that away.
        middle.cancel()
        bench.pool.release(middle)
        #expect(bench.pool.busy.count == 3)
        bench.tick()
        #expect(late.isOver && !first.isOver && !third.isOver)
        #expect(bench.pool.busy.count == 2 && bench.knowsPlaces)
        try bench.answer(0)
        #expect(first.isOver && !third.isOver && bench.knowsPlaces)
        try bench.answer(2)
        #expect(third.isOver && bench.pool.busy.isEmpty)
    }

    @Test func `all that are overdue at once end at one tick`() throws {
        let bench = try Bench(connections: 5)
        let exchanges = (0..<5).map { bench.ask(until: $0 == 2 ? .distantFuture : .now() - .seconds(1)) }
        bench.tick()
        #expect(exchanges.map(\.isOver) == [true, true, false, true, true])
        #expect(bench.pool.busy.count == 1 && bench.knowsPlaces)
    }

    @Test func `an exchange that ends before it is sent takes nobody's place`() throws {
        let bench = try Bench(connections: 1)
        let running = bench.ask()
        let (unsent, _) = bench.exchange()
        unsent.cancel()
        #expect(unsent.isOver && !running.isOver && bench.pool.busy.count == 1)
    }

    /// The end of the connection may stand right behind the answer: what the answer resumes must not be lost with it.
    @Test func `a connection was offered again before the read that ended its answer was over`() throws {
        let bench = try Bench(connections: 1)
        var offered: Int?
        bench.caller.resumed = { offered = bench.pool.idle.first?.stack.count }
        let exchange = bench.ask()
        try bench.answer(0)
        #expect(exchange.isOver && offered == 0)
        #expect(bench.pool.idle.first?.stack.count == 1)
        let again = bench.ask()
        try bench.answer(0)
        #expect(again.isOver)
    }
}
