import Dialects
import GatewayTesting
import NIOCore
import NIOPosix
import Synchronization
import Testing
import Wire

@testable import Gateway

/// A gateway with two providers, `a` at five cents a request and `b` at one, in front of which `smart` stands.
struct TrialGateway {
    let clock = VirtualClock()
    let wall: Switch<Int>
    let upstream: RecordingUpstream
    let ledger = InMemoryBudgetLedger()
    let store: InMemoryRecordStore<ExperimentRecord>
    let core: GatewayCore
    let bell = Bell()
    private let entries = InMemoryRequestLog(capacity: 100_000)

    static let start = 1_700_000_000

    init(
        experiments: [Experiment] = [], shadow: ShadowRule? = nil, shadowing: Shadowing = Shadowing(),
        targets: [String] = ["a"], hedge: HedgeRule? = nil, limits: Snapshot.Limits = Snapshot.Limits(),
        budgets: BudgetTable = .empty,
        store: InMemoryRecordStore<ExperimentRecord> = InMemoryRecordStore<ExperimentRecord>(),
        over other: (any Upstream)? = nil,
        _ react: @escaping @Sendable (_ host: String, _ model: String) -> FaultyUpstream.Reaction = { _, _ in .answer }
    ) {
        self.store = store
        wall = Switch(Self.start)
        upstream = RecordingUpstream(other ?? FaultyUpstream(clock, react))
        let providers = ["a", "b"].map { id in
            Provider(
                id: id, kind: .openAICompatible, origin: Origin(isTLS: true, host: id, port: 443), basePath: "/v1",
                authorization: .bearer, credential: Secret("sk-our-secret"),
                endpoints: ProviderKind.openAICompatible.endpoints)
        }
        var model = ConfiguredModel(
            name: "smart", policy: .priority, targets: targets.map { .init(provider: $0, model: "m") })
        model.shadow = shadow
        model.hedge = hedge
        let (clock, wall) = (clock, wall)
        core = GatewayCore(
            snapshot: Snapshot(
                auth: .init(mode: .none, keys: []), providers: providers, models: [model], limits: limits,
                prices: Self.prices, budgets: budgets, experiments: ExperimentTable(experiments), shadowing: shadowing),
            parts: .init(
                network: upstream, mock: upstream, log: RingingLog(log: entries, bell: bell),
                effects: Effects(now: { wall.value }, monotonic: clock.now, random: { 0 }), ledger: ledger,
                experiments: store))
    }

    private static let prices = PriceBook(configured: [
        "a/m": PriceRow(classes: .init(), request: Price(usdPerPiece: "0.05"), isConfigured: true),
        "b/m": PriceRow(classes: .init(), request: Price(usdPerPiece: "0.01"), isConfigured: true),
    ])

    /// `smart` between its own target and `b`.
    static func experiment(
        by unit: Experiment.Unit = .user, goal: Experiment.Goal = .cost, minimum: Int = 20,
        rollout: Experiment.Rollout? = nil, second: String = "b"
    ) -> Experiment {
        Experiment(
            name: "cheaper", model: "smart",
            variants: [
                .init(name: "control", target: .init(provider: "a", model: "m")),
                .init(name: "mini", target: .init(provider: second, model: "m")),
            ], unit: unit, goal: goal, minimum: minimum, rollout: rollout)
    }

    struct Outcome {
        var id: String
        var reply: CollectingReply
        var status: Int { reply.status }
        var variant: String? { reply.field("x-llmgateway-variant") }
        var provider: String? { reply.field("x-llmgateway-provider") }
        var json: JSONValue? { try? JSONValue(parsing: reply.body, maxDepth: 64) }
        var text: String { String(buffer: reply.body) }
    }

    func makeCall(
        _ model: String = "smart", user: String? = nil, stream: Bool = false, members: String = "",
        fields more: [(String, String)] = [], principal: Principal = Principal(name: "app"),
        dialect: Dialect = .openAIChat, path: PathFacts = .none, body: String? = nil,
        caller: any CallerLink = LoopCaller()
    ) -> Call {
        var fields = HeaderFields()
        for (name, value) in more { fields.append(name, value) }
        let user = user.map { #","user":"\#($0)""# } ?? ""
        let body =
            body
            ?? #"{"model":"\#(model)","messages":[{"role":"user","content":"?"}],"stream":\#(stream)\#(user)\#(members)}"#
        return Call(
            id: core.makeRequestID(), snapshot: core.snapshot, dialect: dialect, operation: .generate, path: path,
            head: RequestHead(method: .post, target: "/v1/chat/completions", fields: fields),
            body: ByteBuffer(string: body), principal: principal, caller: caller, arrived: clock.now())
    }

    @discardableResult
    func call(
        _ model: String = "smart", user: String? = nil, stream: Bool = false, members: String = "",
        fields: [(String, String)] = [], principal: Principal = Principal(name: "app"),
        dialect: Dialect = .openAIChat, path: PathFacts = .none, body: String? = nil,
        caller: any CallerLink = LoopCaller()
    ) async -> Outcome {
        let call = makeCall(
            model, user: user, stream: stream, members: members, fields: fields, principal: principal, dialect: dialect,
            path: path, body: body, caller: caller)
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return Outcome(id: call.id, reply: reply)
    }

    var log: [RequestLogEntry] { entries.recent }

    func report() throws -> JSONValue { try core.experimentReport("cheaper") }

    func variant(_ index: Int) throws -> JSONValue { try #require(try report()["variants"]?.array?[safe: index]) }

    /// Runs `body` beside a runner of shadows, which ends when it returns, and all copies with it.
    func shadowing(_ body: () async throws -> Void) async throws {
        try await withTaskExecutorPreference(LoopTasks.shared) {
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let runner = ShadowRunner(core: core, seats: [BatchSeat(loop: loop, executor: LoopTasks(loop))])
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await runner.run() }
                while !core.shadows.isListening { await Task.yield() }
                let result: Result<Void, any Error>
                do { result = .success(try await body()) } catch { result = .failure(error) }
                core.shadows.stop()
                try await group.waitForAll()
                try result.get()
            }
        }
    }
}

/// Keeps what was sent.
final class RecordingUpstream: Upstream {
    private let upstream: any Upstream
    private let sent = Mutex<[UpstreamRequest]>([])

    init(_ upstream: any Upstream) { self.upstream = upstream }

    var requests: [UpstreamRequest] { sent.withLock { $0 } }

    func bodies(to host: String) -> [String] {
        requests.filter { $0.origin.host == host }.map { String(buffer: $0.body) }
    }

    func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        sent.withLock { $0.append(request) }
        return try await upstream.send(request, for: caller)
    }
}
