import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Wire

/// One call through the core, in front of one provider that answers by a script.
struct NewCall {
    var provider: Provider
    var prices = PriceBook.empty
    var catalog = ModelCatalog.standard
    var dialect = Dialect.openAIChat
    var operation = Operation.generate
    var path = PathFacts.none

    /// A provider at `https://<kind>`, with a key.
    init(_ kind: ProviderKind, endpoints: [Endpoint]? = nil, basePath: String = "") {
        provider = Provider(
            id: kind.name, kind: kind, origin: Origin(isTLS: true, host: kind.name, port: 443), basePath: basePath,
            authorization: kind.authorization, credential: Secret("sk-our-secret"),
            endpoints: endpoints ?? kind.endpoints)
    }

    struct Outcome {
        var reply: CollectingReply
        var sent: [UpstreamRequest]
        var log: RequestLogEntry?
        var text: String { String(buffer: reply.body) }
        var json: JSONValue? { try? JSONValue(parsing: reply.body) }
        /// The data of each event.
        var events: [JSONValue] {
            text.split(separator: "\n\n").compactMap { try? JSONValue(parsing: String($0.dropFirst("data: ".count))) }
        }
        var body: String { sent.last.map { String(buffer: $0.body) } ?? "" }
    }

    func run(_ body: String, _ script: ScriptedUpstream.Script) async -> Outcome {
        let snapshot = Snapshot(
            auth: .init(mode: .none, keys: []), providers: [provider], models: [], prices: prices, catalog: catalog)
        let upstream = ScriptedUpstream(script)
        let log = InMemoryRequestLog()
        let core = GatewayCore(
            snapshot: snapshot,
            parts: .init(
                network: upstream, mock: upstream, log: log,
                effects: Effects(now: { 1_700_000_000 }, monotonic: { .uptimeNanoseconds(1) })))
        let call = Call(
            id: "r", snapshot: snapshot, dialect: dialect, operation: operation, path: path,
            head: RequestHead(method: .post, target: "/", fields: HeaderFields()), body: ByteBuffer(string: body),
            principal: Principal(name: "app"), caller: TestCaller(), arrived: .uptimeNanoseconds(1))
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return Outcome(reply: reply, sent: upstream.requests, log: log.recent.last)
    }
}

extension ScriptedUpstream.Script {
    /// Server-sent events with these data.
    static func events(_ data: [String], isWhole: Bool = true) -> ScriptedUpstream.Script {
        var fields = HeaderFields()
        fields.append("content-type", "text/event-stream")
        let text = data.map { "data: \($0)\n\n" }.joined()
        return .init(status: 200, fields: fields, pieces: [ByteBuffer(string: text)], isWhole: isWhole)
    }
}
