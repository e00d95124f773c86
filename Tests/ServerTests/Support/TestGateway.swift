import Drivers
import Gateway
import GatewayTesting
import Logging
import NIOCore
import NIOPosix
import Server
import ServiceLifecycle
import Testing

/// A whole gateway in the test's process: listener, core, way out, on a port of its own.
struct TestGateway: Sendable {
    static let key = "sk-test-0123456789abcdef"
    static let adminKey = "admin-test-0123456789abcdef"

    /// What a test may want to be otherwise.
    struct Options {
        var listener = ListenerConfiguration(port: 0)
        /// Untouched, the way out is the one all tests share.
        var transport = TransportConfiguration() { didSet { sharesTransport = false } }
        private(set) var sharesTransport = true
        var timeouts = Timeouts()
        var limits = Snapshot.Limits()
        var auth = Snapshot.Auth(
            mode: .gateway, keys: [.init(name: "app", secret: Secret(TestGateway.key))],
            adminKey: Secret(TestGateway.adminKey))
        /// Makes the registry of keys; nil: one that ends with the gateway.
        var keys: (@Sendable (Effects) -> KeyRegistry)?
        var effects = Effects(now: { 1_700_000_000 })
        var providers: [Provider] = []
        var models: [ConfiguredModel] = []
        var experiments = ExperimentTable.none
        var prices = PriceBook.empty
        var budgets = BudgetTable.empty
        var spending = Spending()
        var ledger: any Ledger = InMemoryBudgetLedger()
        var monotonic: @Sendable () -> NIODeadline = { .now() }
        /// Nothing is asked twice unless a test says so: a script counts on being played once.
        var resilience = Resilience()
        var group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton

        init() {
            listener.tick = .milliseconds(50)
            listener.drainGrace = .milliseconds(300)
            // On a busy machine the order of events decides, not how long the test takes between them.
            listener.drainCutOff = .seconds(60)
            listener.headerTimeout = .seconds(60)
            listener.bodyGrace = .minutes(10)
            listener.writeStall = .seconds(60)
            // So that a test which fails does not take ten minutes for it.
            timeouts.connect = .seconds(60)
            timeouts.firstByte = .seconds(60)
            timeouts.idle = .seconds(60)
        }

        /// For deadlines of milliseconds. Not the rule: hundreds of gateways tick at the same time.
        mutating func tickOften() {
            listener.tick = .milliseconds(10)
        }
    }

    let port: Int
    let core: GatewayCore
    let log: InMemoryRequestLog
    private let services: ServiceGroup
    private let process: Inbox

    /// Runs `body` beside a gateway, which is cut off when it returns.
    static func run(
        _ change: (inout Options) -> Void = { _ in }, _ body: (TestGateway) async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(LoopTasks.shared) { try await runOnLoops(change, body) }
    }

    private static func runOnLoops(
        _ change: (inout Options) -> Void, _ body: (TestGateway) async throws -> Void
    ) async throws {
        var options = Options()
        change(&options)
        let network = try Self.network(options)
        let log = InMemoryRequestLog()
        var effects = options.effects
        effects.monotonic = options.monotonic
        let core = GatewayCore(
            snapshot: snapshot(options),
            parts: .init(
                network: network, mock: MockUpstream(now: options.monotonic), log: log, effects: effects,
                ledger: options.ledger,
                keys: options.keys?(effects)))
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (addresses, started) = AsyncStream.makeStream(of: Int.self)
        let server = GatewayServer(
            core: core, group: options.group, configuration: options.listener, logger: silent,
            started: { started.yield($0.port ?? 0) })
        let services = ServiceGroup(
            configuration: .init(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: silent))
        let process = Inbox()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { process.end(.closed) }
                try await services.run()
            }
            var ports = addresses.makeAsyncIterator()
            let port = try #require(await ports.next())
            try await body(
                TestGateway(
                    port: port, core: core, log: log, services: services, process: process))
            tasks.cancelAll()
            try? await tasks.waitForAll()
        }
    }

    /// Reading the system's certificates takes a while, so tests share one way out; their origins differ by port.
    private static let network = Result {
        var transport = TransportConfiguration()
        transport.tick = .milliseconds(10)
        // However long a busy machine takes.
        transport.lostWithin = .minutes(10)
        return try NetworkUpstream(group: MultiThreadedEventLoopGroup.singleton, configuration: transport)
    }

    private static func network(_ options: Options) throws -> NetworkUpstream {
        if options.sharesTransport { return try network.get() }
        return try NetworkUpstream(group: options.group, configuration: options.transport)
    }

    /// SIGTERM, as it were. Returns at once.
    func shutDown() async { await services.triggerGracefulShutdown() }

    /// Whether the server has come to its end.
    func hasEnded(within time: TimeAmount = .seconds(60)) async -> Bool {
        await process.wait(within: time) { $0.ending != nil }
    }

    private static func snapshot(_ options: Options) -> Snapshot {
        let mock = ProviderKind.mock
        let provider = Provider(
            id: "mock", kind: mock, transport: .mock, origin: Origin(isTLS: false, host: "mock.invalid", port: 80),
            basePath: "", authorization: mock.authorization, credential: nil, endpoints: mock.endpoints)
        return Snapshot(
            auth: options.auth, providers: options.providers + [provider], models: options.models,
            limits: options.limits, timeouts: options.timeouts, prices: options.prices, budgets: options.budgets,
            spending: options.spending, resilience: options.resilience, experiments: options.experiments)
    }

    func client(receiveBuffer: Int? = nil) async throws -> RawClient {
        try await RawClient.connect(to: port, receiveBuffer: receiveBuffer)
    }
}

extension Provider {
    /// A provider of OpenAI's dialect behind a port of this machine.
    static func local(
        _ id: String, port: Int, kind: ProviderKind = .openAICompatible, timeouts: Timeouts? = nil,
        places: Int? = nil, queue: Snapshot.Queue? = nil
    ) -> Provider {
        Provider(
            id: id, kind: kind, origin: Origin(isTLS: false, host: "127.0.0.1", port: port), basePath: "/v1",
            authorization: kind.authorization, credential: Secret("sk-provider-secret"), endpoints: kind.endpoints,
            timeouts: timeouts, maxConcurrent: places, queue: queue)
    }
}

/// Requests as bytes.
enum Ask {
    /// A chat completion with the test's key.
    static func chat(
        model: String = "mock/echo", stream: Bool = false, fields: String = "", key: String = TestGateway.key
    ) -> String {
        let stream = stream ? #","stream":true"# : ""
        return post(
            #"{"model":"\#(model)"\#(stream),"messages":[{"role":"user","content":"one two three"}]}"#,
            fields: "authorization: Bearer \(key)\r\n" + fields)
    }

    static func post(_ body: String, path: String = "/v1/chat/completions", fields: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nhost: gateway\r\n\(fields)content-length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    static func get(_ path: String, method: String = "GET", fields: String = "") -> String {
        "\(method) \(path) HTTP/1.1\r\nhost: gateway\r\n\(fields)\r\n"
    }

    /// What an operator asks.
    static func admin(
        _ method: String, _ path: String, _ body: String? = nil, key: String? = TestGateway.adminKey
    ) -> String {
        let fields = key.map { "authorization: Bearer \($0)\r\n" } ?? ""
        let length = body.map { "content-length: \($0.utf8.count)\r\n" } ?? ""
        return "\(method) /admin/api\(path) HTTP/1.1\r\nhost: gateway\r\n\(fields)\(length)\r\n\(body ?? "")"
    }

    static let authorized = "authorization: Bearer \(TestGateway.key)\r\n"
}
