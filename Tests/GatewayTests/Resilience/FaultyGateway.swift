import Dialects
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

@testable import Gateway

/// Time that passes when a test says so.
final class VirtualClock: Sendable {
    private let time = Mutex(NIODeadline.uptimeNanoseconds(1_000_000_000_000))

    @Sendable func now() -> NIODeadline { time.withLock { $0 } }

    func advance(_ amount: TimeAmount) { time.withLock { $0 = $0 + amount } }
}

/// Providers that do what a test says, by the host they are at, and the time each takes.
final class FaultyUpstream: Upstream {
    enum Reaction: Sendable {
        case answer
        case status(Int, retryAfter: Int? = nil, body: String = #"{"error":{"message":"no"}}"#)
        case refuse
        /// A kept connection ended as it was used again.
        case lose
        /// The head never comes.
        case hang
        /// An answer that begins and breaks off.
        case cut
    }

    private let clock: VirtualClock
    private let react: @Sendable (_ host: String, _ model: String) -> Reaction
    private let counts = Mutex<[String: Int]>([:])

    init(_ clock: VirtualClock, _ react: @escaping @Sendable (_ host: String, _ model: String) -> Reaction) {
        self.clock = clock
        self.react = react
    }

    /// Requests so far, by host.
    var requests: [String: Int] { counts.withLock { $0 } }

    func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        let host = request.origin.host
        counts.withLock { $0[host, default: 0] += 1 }
        let root = (try? JSONDocument(validating: request.body))?.root
        switch react(host, root?["model"]?.string ?? "") {
        case .answer:
            let isStream = root?["stream"]?.bool ?? false
            return try await play(isStream ? UpstreamText.events : UpstreamText.completion, isStream: isStream, caller)
        case .cut: return try await play(UpstreamText.event("hel"), isStream: true, isWhole: false, caller)
        case .status(let status, let retryAfter, let body):
            var fields = HeaderFields()
            fields.append("content-type", "application/json")
            if let retryAfter { fields.append("retry-after", "\(retryAfter)") }
            let script = ScriptedUpstream.Script(status: status, fields: fields, pieces: [ByteBuffer(string: body)])
            return try await ScriptedUpstream(script).send(request, for: caller)
        case .refuse: throw Self.unreached(isUnbilled: true)
        case .lose: throw Self.unreached(isUnbilled: false)
        case .hang:
            clock.advance(min(request.timeouts.firstByte, request.deadline - clock.now()))
            throw GatewayError(.upstreamTimeout, "Too slow.", origin: .upstream(""), retry: .nextTarget)
        }
    }

    private static func unreached(isUnbilled: Bool) -> GatewayError {
        var error = GatewayError(.upstreamError, "Unreached.", origin: .upstream(""), retry: .nextTarget)
        error.isUnbilled = isUnbilled
        error.knownClass = .connect
        return error
    }

    private func play(
        _ text: String, isStream: Bool, isWhole: Bool = true, _ caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        var fields = HeaderFields()
        fields.append("content-type", isStream ? "text/event-stream" : "application/json")
        let script = ScriptedUpstream.Script(fields: fields, pieces: [ByteBuffer(string: text)], isWhole: isWhole)
        let request = UpstreamRequest(
            origin: Origin(isTLS: true, host: "x", port: 443), method: .post, path: "/", fields: fields,
            body: ByteBuffer(), timeouts: Timeouts(), deadline: .distantFuture)
        return try await ScriptedUpstream(script).send(request, for: caller)
    }
}

/// A gateway over such providers.
struct FaultyGateway {
    let clock = VirtualClock()
    let upstream: FaultyUpstream
    let core: GatewayCore
    let log = InMemoryRequestLog(capacity: 100_000)
    /// What calls have waited between attempts.
    let waits = Waits()

    final class Waits: Sendable {
        private let list = Mutex<[TimeAmount]>([])
        var all: [TimeAmount] { list.withLock { $0 } }
        func add(_ time: TimeAmount) { list.withLock { $0.append(time) } }
    }

    /// - Parameters:
    ///   - targets: `provider/model`; together the model `any`.
    ///   - change: what the configuration says beside.
    init(
        _ targets: [String], fallbacks: FallbackChains = FallbackChains(), mostRunning: Int? = nil,
        timeouts: Timeouts? = nil, rules: (inout Resilience) -> Void = { _ in },
        _ react: @escaping @Sendable (_ host: String, _ model: String) -> FaultyUpstream.Reaction
    ) {
        func split(_ name: String) -> ConfiguredModel.Target {
            let parts = name.split(separator: "/").map(String.init)
            return ConfiguredModel.Target(provider: parts[0], model: parts[1])
        }
        var resilience = Resilience()
        resilience.retries.most = 1
        rules(&resilience)
        let own = targets.map(split)
        let ids = (own + fallbacks.targets).map(\.provider)
        let providers = Array(Set(ids)).sorted().map { id in
            Provider(
                id: id, kind: .openAICompatible, origin: Origin(isTLS: true, host: id, port: 443), basePath: "/v1",
                authorization: .bearer, credential: Secret("sk-our-secret"),
                endpoints: ProviderKind.openAICompatible.endpoints,
                timeouts: timeouts, maxConcurrent: mostRunning)
        }
        var model = ConfiguredModel(name: "any", policy: .priority, targets: own)
        model.fallbacks = fallbacks
        let (clock, waits) = (clock, waits)
        upstream = FaultyUpstream(clock, react)
        core = GatewayCore(
            snapshot: Snapshot(
                auth: .init(mode: .none, keys: []), providers: providers, models: [model], resilience: resilience),
            parts: .init(
                network: upstream, mock: upstream, log: log,
                effects: Effects(
                    now: { 1_700_000_000 }, monotonic: clock.now, random: { 0x0123_4567_89AB_CDEF },
                    pause: { time, caller in
                        waits.add(time)
                        clock.advance(time)
                        return !caller.isGone
                    })))
    }

    struct Outcome {
        var reply: CollectingReply
        var log: RequestLogEntry?
        var status: Int { reply.status }
        var text: String { String(buffer: reply.body) }
        var provider: String? { reply.head?.fields.first("x-llmgateway-provider") }
        var attempts: [String] { log?.attempts.map(\.provider) ?? [] }
        var json: JSONValue? { try? JSONValue(parsing: reply.body, maxDepth: 64) }
    }

    func call(
        _ model: String = "any", stream: Bool = false, fields more: [(String, String)] = [],
        operation: Operation = .generate, caller: any CallerLink = TestCaller(),
        principal: Principal = Principal(name: "app")
    ) async -> Outcome {
        var fields = HeaderFields()
        for (name, value) in more { fields.append(name, value) }
        let body = #"{"model":"\#(model)","messages":[{"role":"user","content":"?"}],"prompt":"?","stream":\#(stream)}"#
        let call = Call(
            id: core.makeRequestID(), snapshot: core.snapshot, dialect: .openAIChat, operation: operation,
            head: RequestHead(method: .post, target: "/v1/chat/completions", fields: fields),
            body: ByteBuffer(string: body), principal: principal, caller: caller, arrived: clock.now(),
            record: CallRecord())
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return Outcome(reply: reply, log: log.recent.last)
    }

    /// The state of a target's breaker, as reports name it.
    func state(_ target: String) -> String? {
        core.targetHealth.first { "\($0.provider)/\($0.model)" == target }?.stateName
    }
}

/// A value that a test changes while a gateway runs.
final class Switch<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    var value: Value { state.withLock { $0 } }
    func set(_ value: Value) { state.withLock { $0 = value } }
}
