import Gateway
import GatewayTesting
import NIOCore
import NIOPosix
import Testing
import Wire

@testable import Drivers

/// A way out with one event loop, and callers on that loop.
struct WayOut: Sendable {
    /// What came of a request.
    struct Outcome: Sendable {
        var status: Int?
        var fields = HeaderFields()
        var body = ByteBuffer()
        var failure: GatewayError?

        var text: String { String(buffer: body) }
    }

    /// A request with something to send, unless a test says otherwise.
    struct Request: Sendable {
        var origin: Origin
        var method = HTTPMethod.post
        var path = "/v1/chat/completions"
        var fields = HeaderFields()
        var body = ByteBuffer(string: "{}")
        var timeouts = Timeouts()
        var total = TimeAmount.minutes(5)
        var opensSocket = false

        init(_ port: Int, host: String = "127.0.0.1", isTLS: Bool = false) {
            // So that a test which fails does not take ten minutes for it.
            timeouts.connect = .seconds(60)
            timeouts.firstByte = .seconds(60)
            timeouts.idle = .seconds(60)
            origin = Origin(isTLS: isTLS, host: host, port: port)
        }
    }

    let loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.any()
    private let tasks: LoopTasks
    let network: NetworkUpstream

    /// For tests that need nothing special: reading the system's certificates takes a while. Origins differ by port.
    static let usual = Result { try WayOut() }

    init(_ change: (inout TransportConfiguration) -> Void = { _ in }) throws {
        var configuration = TransportConfiguration()
        configuration.tick = .milliseconds(10)
        // On a busy machine a test may wait for its turn for longer than idle connections are kept.
        configuration.idleTimeout = .minutes(10)
        configuration.lostWithin = .minutes(10)
        change(&configuration)
        network = try NetworkUpstream(group: loop, configuration: configuration)
        tasks = LoopTasks(loop)
    }

    /// Sends and reads to the end.
    func ask(_ request: Request) async -> Outcome {
        await ask(request, as: LeavingCaller(loop)) { answer, outcome throws(GatewayError) in
            while let piece = try await answer.next() { outcome.body.writeImmutableBuffer(piece) }
        }
    }

    func ask(_ port: Int) async -> Outcome { await ask(Request(port)) }

    /// Waits until no idle connection to the port is kept; false when that did not come about in time.
    func keepsNothing(for port: Int, within time: TimeAmount = .seconds(60)) async throws -> Bool {
        let deadline = NIODeadline.now() + time
        while NIODeadline.now() < deadline {
            let kept = try await loop.submit {
                network.pools.contains { $0.idle.contains { $0.origin.port == port && !$0.stack.isEmpty } }
            }.get()
            if !kept { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    /// Sends, and reads as `reading` says; all on the loop.
    func ask(
        _ request: Request, as caller: LeavingCaller,
        reading: @Sendable (any UpstreamAnswer, inout Outcome) async throws(GatewayError) -> Void
    ) async -> Outcome {
        let wire = UpstreamRequest(
            origin: request.origin, method: request.method, path: request.path, fields: request.fields,
            body: request.body, timeouts: request.timeouts, deadline: .now() + request.total,
            opensSocket: request.opensSocket)
        return await withTaskExecutorPreference(tasks) { await run(wire, caller, reading) }
    }

    @concurrent private func run(
        _ request: UpstreamRequest, _ caller: LeavingCaller,
        _ reading: @Sendable (any UpstreamAnswer, inout Outcome) async throws(GatewayError) -> Void
    ) async -> Outcome {
        var outcome = Outcome()
        do throws(GatewayError) {
            let answer = try await network.send(request, for: caller)
            outcome.status = answer.head.status
            outcome.fields = answer.head.fields
            try await reading(answer, &outcome)
        } catch {
            outcome.failure = error
        }
        return outcome
    }
}

/// A caller that may leave. Confined to its loop, hence unchecked.
final class LeavingCaller: CallerLink, @unchecked Sendable {
    let loop: any EventLoop
    private(set) var isGone: Bool
    private var running: (any CancellableExchange)?

    init(_ loop: any EventLoop, isGone: Bool = false) {
        self.loop = loop
        self.isGone = isGone
    }

    func attach(_ running: (any CancellableExchange)?) { self.running = running }

    func leave() {
        loop.execute {
            self.isGone = true
            self.running?.cancel()
        }
    }
}
