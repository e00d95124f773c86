import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Wire

/// One call through the whole pipeline, with a recorded answer at its other end.
struct Replay {
    let reply: CollectingReply
    /// What was sent upstream; nil when the call was refused before.
    let sent: ByteBuffer?
    let log: RequestLogEntry?

    /// The provider all replays call, whatever its kind.
    static let provider = "up"
    /// Odd sizes, so that pieces end within characters, lines and events.
    static let cuts = [1, 7, 64, 3, 1500, 29]

    init(
        _ body: ByteBuffer, to kind: ProviderKind, answer: ScriptedUpstream.Script, strict: Bool = false,
        door: Dialect = .openAIChat, path: PathFacts = .none, operation: Gateway.Operation = .generate
    ) async {
        let upstream = ScriptedUpstream(answer)
        let records = InMemoryRequestLog()
        let core = GatewayCore(
            snapshot: Self.snapshot(kind),
            parts: GatewayCore.Parts(
                network: upstream, mock: upstream, log: records, effects: Effects(now: { 1_700_000_000 })))
        var fields = HeaderFields()
        fields.append("host", "gateway")
        if strict { fields.append("x-llmgateway-strict", "true") }
        let call = Call(
            id: core.makeRequestID(), snapshot: core.snapshot, dialect: door, operation: operation, path: path,
            head: RequestHead(method: .post, target: "/v1/chat/completions", fields: fields),
            body: body, principal: Principal(name: "anonymous"), caller: TestCaller(), arrived: .now(),
            record: CallRecord())
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        self.reply = reply
        sent = upstream.requests.first?.body
        log = records.recent.last
    }

    var status: Int { reply.status }
    var json: JSONValue? { try? JSONValue(parsing: reply.body, maxDepth: 512) }
    var error: JSONValue? { json?["error"] }

    private static func snapshot(_ kind: ProviderKind) -> Snapshot {
        let target = Provider(
            id: provider, kind: kind, origin: Origin(isTLS: false, host: "upstream.invalid", port: 80), basePath: "",
            authorization: kind.authorization, credential: Secret("sk-upstream-credential"), endpoints: kind.endpoints)
        var limits = Snapshot.Limits()
        limits.jsonDepth = 128
        return Snapshot(auth: Snapshot.Auth(mode: .none, keys: []), providers: [target], limits: limits)
    }
}

/// Recordings left out of a replay by id, each with its reason, and the count of those that ran.
struct ReplayCount {
    private let name: String
    private(set) var ran = 0
    private var leftOut: [String: Int] = [:]

    init(_ name: String) { self.name = name }

    mutating func run() { ran += 1 }

    mutating func leaveOut(_ reason: String) { leftOut[reason, default: 0] += 1 }

    func say() {
        guard Recordings.shared != nil else { return print("Replays: \(name): the test data is absent") }
        let listed = leftOut.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        print("Replays: \(name): \(ran) ran\(listed.isEmpty ? "" : ", left out: \(listed)")")
    }
}
