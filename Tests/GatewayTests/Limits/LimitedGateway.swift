import Dialects
import Gateway
import GatewayTesting
import NIOCore
import NIOPosix
import Synchronization
import Wire

/// A core with limits, a clock that stands, and a provider that answers when it is told to.
final class LimitedGateway: Sendable {
    let clock = SteppedClock()
    let upstream: HeldUpstream
    let core: GatewayCore
    let log = InMemoryRequestLog()

    init(
        _ script: ScriptedUpstream.Script = .answer(), vocabularies: VocabularyTable = .empty,
        _ limits: (inout Snapshot.Limits) -> Void = { _ in }
    ) {
        let kind = ProviderKind.openAICompatible
        let provider = Provider(
            id: "a", kind: kind, origin: Origin(isTLS: true, host: "a", port: 443), basePath: "",
            authorization: kind.authorization, credential: Secret("sk-our-secret"), endpoints: kind.endpoints,
            models: ["listed"])
        var bounds = Snapshot.Limits()
        limits(&bounds)
        upstream = HeldUpstream(script)
        let clock = clock
        core = GatewayCore(
            snapshot: Snapshot(
                auth: .init(mode: .none, keys: []), providers: [provider], limits: bounds, vocabularies: vocabularies),
            parts: .init(
                network: upstream, mock: upstream, log: log,
                effects: Effects(now: { 1_700_000_000 }, monotonic: { clock.now })))
    }

    var seats: CallSeats { core.seats }

    static func key(
        _ name: String = "app", requests: Int? = nil, tokens: Int? = nil, concurrent: Int? = nil, team: String? = nil,
        priority: CallPriority = .normal
    ) -> Principal {
        var policy = KeyPolicy(
            limits: RateLimits(requestsPerMinute: requests, tokensPerMinute: tokens, concurrent: concurrent))
        policy.team = team
        policy.priority = priority
        return Principal(name: name, policy: policy)
    }

    /// A chat of a hundred bytes with no limit on its answer, unless `body` says otherwise.
    func call(
        _ principal: Principal, model: String = "a/m", body: String? = nil, caller: any CallerLink = LoopCaller()
    ) async -> CollectingReply {
        let start = #"{"model":"\#(model)","messages":[{"role":"user","content":""#
        let text = body ?? start + String(repeating: "x ", count: max(0, (100 - start.utf8.count - 4) / 2)) + #""}]}"#
        let call = Call(
            id: "r", snapshot: core.snapshot, dialect: .openAIChat, operation: .generate,
            head: RequestHead(method: .post, target: "/", fields: HeaderFields()), body: ByteBuffer(string: text),
            principal: principal, caller: caller, arrived: clock.now)
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return reply
    }

    func statuses(_ count: Int, _ principal: Principal, model: String = "a/m") async -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count { statuses.append(await call(principal, model: model).status) }
        return statuses
    }
}

extension CollectingReply {
    func field(_ name: String) -> String? {
        var found: String?
        head?.fields.forEach { if $0 == name { found = $1 } }
        return found
    }

    /// What stands in the fields of that kind: limit, remaining, reset.
    func rates(_ kind: String) -> [String?] {
        ["limit", "remaining", "reset"].map { field("x-ratelimit-\($0)-\(kind)") }
    }

    var error: JSONValue? { (try? JSONValue(parsing: body))?["error"] }
}

extension ScriptedUpstream.Script {
    /// A completion that says it used so many tokens; nil: it does not say.
    static func answer(tokens: Int? = 30, fields: [(String, String)] = []) -> ScriptedUpstream.Script {
        let usage = tokens.map {
            #","usage":{"prompt_tokens":\#($0 - 10),"completion_tokens":10,"total_tokens":\#($0)}"#
        }
        var script = ScriptedUpstream.Script.json(
            #"{"id":"1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]\#(usage ?? "")}"#
        )
        for (name, value) in fields { script.fields.append(name, value) }
        return script
    }
}

/// Answers by a script, each request when it is let.
final class HeldUpstream: Upstream {
    private struct State {
        var isHeld = false
        var arrived = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let scripted: ScriptedUpstream
    private let state = Mutex(State())
    let bell = Bell()

    init(_ script: ScriptedUpstream.Script) { scripted = ScriptedUpstream(script) }

    /// From now on requests wait for `letGo`.
    func hold() { state.withLock { $0.isHeld = true } }

    /// Requests that wait.
    var held: Int { state.withLock { $0.waiting.count } }
    var arrived: Int { state.withLock { $0.arrived } }

    /// Lets the one that came first be answered.
    func letGo() {
        let first = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
        first?.resume()
    }

    func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                state.arrived += 1
                guard state.isHeld else { return true }
                state.waiting.append(continuation)
                return false
            }
            if goesOn { continuation.resume() }
        }
        return try await scripted.send(request, for: caller)
    }
}

/// A caller on a loop that takes timers from any thread.
final class LoopCaller: CallerLink {
    let loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()
    let isGone = false

    func attach(_ running: (any CancellableExchange)?) {}
}
