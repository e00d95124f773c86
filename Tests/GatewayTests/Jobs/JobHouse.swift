import Dialects
import Gateway
import GatewayTesting
import NIOCore
import NIOPosix
import Synchronization
import Testing
import Wire

/// A core in front of an upstream of a test, with files, batches, and a runner where a test wants one.
struct JobHouse {
    static let answer =
        #"{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"#
        + #""message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"#
        + #""usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}"#

    let core: GatewayCore
    let stores: JobStores
    let log: InMemoryRequestLog
    let clock: TestTime
    let bell: Bell

    /// Seconds that a test moves on.
    final class TestTime: Sendable {
        private let seconds: Mutex<Int>
        init(_ seconds: Int = 1_700_000_000) { self.seconds = Mutex(seconds) }
        var now: Int { seconds.withLock { $0 } }
        func pass(_ time: Int) { seconds.withLock { $0 += time } }
    }

    init(
        _ upstream: any Upstream, kind: ProviderKind = .openAICompatible, stores: JobStores = JobStores(),
        keys: [(name: String, models: [String]?)] = [("one", nil), ("two", nil)], clock: TestTime = TestTime(),
        bell: Bell = Bell(),
        credentials: [String] = ["sk-upstream"], change: (inout BatchRunning, inout FileKeeping) -> Void = { _, _ in }
    ) {
        self.stores = stores
        self.clock = clock
        self.bell = bell
        log = InMemoryRequestLog()
        var ringing = stores
        ringing.files = RingingRecords(records: stores.files, bell: bell)
        ringing.batches = RingingRecords(records: stores.batches, bell: bell)
        ringing.contents = RingingContents(contents: stores.contents, bell: bell)
        core = GatewayCore(
            snapshot: Self.snapshot(kind: kind, keys: keys, credentials: credentials, change),
            parts: GatewayCore.Parts(
                network: upstream, mock: upstream, log: RingingLog(log: log, bell: bell),
                effects: Effects(now: { clock.now }), jobs: ringing))
    }

    static func snapshot(
        kind: ProviderKind = .openAICompatible, keys: [(name: String, models: [String]?)],
        credentials: [String] = ["sk-upstream"], limits: RateLimits = .none,
        _ change: (inout BatchRunning, inout FileKeeping) -> Void = { _, _ in }
    ) -> Snapshot {
        var (batches, files) = (BatchRunning(), FileKeeping())
        change(&batches, &files)
        let provider = { (id: String) in
            Provider(
                id: id, kind: kind, origin: Origin(isTLS: false, host: "\(id).invalid", port: 80), basePath: "/v1",
                authorization: kind.authorization, credential: credentials.first.map { Secret($0) },
                furtherCredentials: credentials.dropFirst().map { Secret($0) }, endpoints: kind.endpoints)
        }
        return Snapshot(
            auth: Snapshot.Auth(
                mode: .gateway,
                keys: keys.map {
                    .init(
                        name: $0.name, secret: Secret("sk-key-\($0.name)-0123456789"),
                        policy: KeyPolicy(models: $0.models, limits: limits))
                }),
            providers: [provider("up"), provider("other")], files: files, batches: batches)
    }

    struct Reply {
        var status: Int
        var json: JSONValue
        var text: String
        var id: String { json["id"]?.string ?? "" }
        var code: JSONValue? { json["error"]?["code"] }
    }

    func call(
        _ method: HTTPMethod, _ path: JobPath, _ body: String = "", query: String = "", type: String? = nil,
        provider: String? = nil, who: String = "one", own: String? = nil, models: [String]? = nil
    ) async -> Reply {
        var fields = HeaderFields()
        if let type { fields.append("content-type", type) }
        if let provider { fields.append("x-llmgateway-provider", provider) }
        let isFiles =
            switch path {
            case .files, .file, .content: true
            default: false
            }
        let call = Call(
            id: core.makeRequestID(), snapshot: core.snapshot, dialect: .openAIChat,
            operation: isFiles ? .files : .batches, path: PathFacts(job: path),
            head: RequestHead(method: method, target: "/v1/x\(query)", fields: fields),
            body: ByteBuffer(string: body),
            principal: Principal(name: who, models: models, ownCredential: own.map { Secret($0) }),
            caller: TestCaller(), arrived: .now())
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return Reply(
            status: reply.status, json: (try? JSONValue(parsing: reply.body)) ?? .null,
            text: String(buffer: reply.body))
    }

    func upload(
        _ content: String, purpose: String = "batch", more: String = "", provider: String? = nil, who: String = "one",
        own: String? = nil, models: [String]? = nil
    ) async -> Reply {
        let part = { (head: String, value: String) in
            "--B\r\ncontent-disposition: form-data; \(head)\r\n\r\n\(value)\r\n"
        }
        let form =
            part(#"name="purpose""#, purpose) + more + part(#"name="file"; filename="in.jsonl""#, content) + "--B--\r\n"
        return await call(
            .post, .files, form, type: "multipart/form-data; boundary=B", provider: provider, who: who, own: own,
            models: models)
    }

    func begin(
        _ file: String, endpoint: String = "/v1/chat/completions", window: String = "24h", more: String = "",
        provider: String? = nil, who: String = "one"
    ) async -> Reply {
        await call(
            .post, .batches,
            #"{"input_file_id":"\#(file)","endpoint":"\#(endpoint)","completion_window":"\#(window)"\#(more)}"#,
            type: "application/json", provider: provider, who: who)
    }

    static func lines(_ count: Int, model: String = "up/m") -> String {
        (0..<count).map {
            #"{"custom_id":"line-\#($0)","method":"POST","url":"/v1/chat/completions","body":{"model":"\#(model)","#
                + #""messages":[{"role":"user","content":"\#($0)"}]}}"#
        }.joined(separator: "\n") + "\n"
    }

    /// Runs `body` beside a runner, which ends when it returns. On event loops: other tests fill the threads that tasks run
    /// on elsewhere.
    func running(_ body: () async throws -> Void) async throws {
        try await withTaskExecutorPreference(LoopTasks.shared) { try await runningOnLoops(body) }
    }

    private func runningOnLoops(_ body: () async throws -> Void) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let runner = BatchRunner(core: core, seats: [BatchSeat(loop: loop, executor: LoopTasks(loop))]) { time in
            // The time between two ticks lasts until the runner ends; what a line waits for is over as soon as all else on
            // its loop has had its turn.
            guard time == BatchRunner.tick else { return await Task.yield() }
            let (stream, end) = AsyncStream.makeStream(of: Void.self)
            await withTaskCancellationHandler {
                for await _ in stream {}
            } onCancel: {
                end.finish()
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            let result: Result<Void, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            core.jobs.post(.stop)
            core.jobs.post(.expire)
            try await group.waitForAll()
            try result.get()
        }
    }

    /// The batch when it is so far.
    @discardableResult
    func wait(_ id: String, until condition: (StoredBatch) -> Bool = { $0.status.isFinal }) async throws -> StoredBatch
    {
        var found: StoredBatch?
        try await bell.wait {
            found = try await stores.batches.find(id)
            return found.map(condition) ?? false
        }
        return try #require(found)
    }

    /// The lines of a file, by their `custom_id`.
    func results(_ file: String?, who: String = "one") async -> [String: JSONValue] {
        guard let file else { return [:] }
        let text = await call(.get, .content(file), who: who).text
        let lines = text.split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
        return Dictionary(lines.map { ($0["custom_id"]?.string ?? "", $0) }) { first, _ in first }
    }
}

/// An upstream that answers some requests and keeps others waiting until they are given up, or let go.
final class HoldingUpstream: Upstream {
    private struct State {
        var sent: [UpstreamRequest] = []
        var waiting: [EventLoopPromise<Void>] = []
        var isOpen = false
    }

    private let script: ScriptedUpstream
    private let freely: Int
    let bell = Bell()
    private let state = Mutex(State())

    /// - Parameter freely: as many requests are answered at once.
    init(_ script: ScriptedUpstream.Script, answering freely: Int) {
        self.script = ScriptedUpstream(script)
        self.freely = freely
    }

    var requests: [UpstreamRequest] { state.withLock { $0.sent } }

    /// When so many have come.
    func wait(for count: Int) async throws { try await bell.wait { requests.count >= count } }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for promise in waiting { promise.succeed() }
    }

    func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        let held = Held(caller.loop.makePromise())
        caller.attach(held)
        let waits = state.withLock { state in
            state.sent.append(request)
            guard !state.isOpen, state.sent.count > freely else { return false }
            state.waiting.append(held.promise)
            return true
        }
        bell.ring()
        if !waits { held.promise.succeed() }
        try? await held.promise.futureResult.get()
        if caller.isGone { throw .callerGone }
        return try await script.send(request, for: caller)
    }

    private final class Held: CancellableExchange {
        let promise: EventLoopPromise<Void>
        init(_ promise: EventLoopPromise<Void>) { self.promise = promise }
        func cancel() { promise.succeed() }
    }
}
