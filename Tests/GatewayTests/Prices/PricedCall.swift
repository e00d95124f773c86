import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Wire

/// One call to one provider with a script, and what it cost.
struct PricedCall {
    var kind: ProviderKind = .openAI
    var operation: Gateway.Operation = .generate
    var door: Dialect = .openAIChat
    var path: PathFacts = .none
    var model = "m"
    var row: PriceRow?
    var prices: PriceBook?
    var budget: String?
    var fields: [(String, String)] = []
    var vocabularies: VocabularyTable = .empty
    var catalog: ModelCatalog = .empty

    struct Outcome {
        var reply: CollectingReply
        var log: RequestLogEntry?
        var sent: [UpstreamRequest]
        var cost: String? { reply.head?.fields.first("x-llmgateway-cost-usd") }
        /// As the ledger, or the log, has it: also where the head was sent before it was known.
        var settled: String? { log?.costNanoUSD.map { Money(nanoUSD: $0).usd } }
        var status: Int { reply.head?.status ?? 0 }
        var text: String { String(buffer: reply.body) }
        var ceilings: [LedgerRow] = []
    }

    func run(_ body: String, _ script: ScriptedUpstream.Script) async throws -> Outcome {
        let provider = Provider(
            id: "p", kind: kind, origin: Origin(isTLS: true, host: "host", port: 443), basePath: "",
            authorization: kind.authorization, credential: Secret("sk-ours"), endpoints: kind.endpoints)
        let book = prices ?? PriceBook(configured: row.map { ["p/\(model)": $0] } ?? [:])
        let snapshot = Snapshot(
            auth: .init(mode: .none, keys: []), providers: [provider], prices: book, catalog: catalog,
            vocabularies: vocabularies)
        var policy = KeyPolicy.open
        if let budget, let most = Money(usd: budget) { policy.budgets = [Budget(most: most, period: .total)] }
        let upstream = ScriptedUpstream(script)
        let log = InMemoryRequestLog()
        let ledger = InMemoryBudgetLedger()
        let core = GatewayCore(
            snapshot: snapshot,
            parts: .init(
                network: upstream, mock: upstream, log: log, effects: Effects(now: { 1_790_000_000 }), ledger: ledger))
        var head = HeaderFields()
        for (name, value) in fields { head.append(name, value) }
        let call = Call(
            id: "r", snapshot: snapshot, dialect: door, operation: operation, path: path,
            head: RequestHead(method: .post, target: "/", fields: head), body: ByteBuffer(string: body),
            principal: Principal(name: "app", policy: policy), caller: TestCaller(), arrived: .now())
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return Outcome(
            reply: reply, log: log.recent.last, sent: upstream.requests,
            ceilings: try await ledger.attempts(ofCall: "r"))
    }

    static func script(_ text: String, type: String = "application/json") -> ScriptedUpstream.Script {
        var fields = HeaderFields()
        fields.append("content-type", type)
        return .init(status: 200, fields: fields, pieces: [ByteBuffer(string: text)])
    }

    static func row(_ change: (inout PriceDraft) -> Void, isConfigured: Bool = true) -> PriceRow {
        var draft = PriceDraft()
        change(&draft)
        return draft.row(isConfigured: isConfigured)
    }
}
