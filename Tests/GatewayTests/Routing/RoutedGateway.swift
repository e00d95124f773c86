import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// A core over providers that all answer by one script, with models, rules and policies as a test wants them.
struct RoutedGateway {
    let core: GatewayCore
    let upstream: ScriptedUpstream
    let log = InMemoryRequestLog()
    let ledger = InMemoryBudgetLedger()

    /// What is known of the models here: `a/blind` cannot see, hear or read files, `a/deaf` cannot hear, `b/small` has a
    /// small window and calls no tools, of `c/any` nothing is known.
    static let catalog: ModelCatalog = {
        func facts(_ id: String, window: Int, lacks: ModelFacts.Abilities) -> ModelFacts {
            var facts = ModelFacts(kind: "openai", id: id)
            facts.contextWindow = window
            facts.lacks = lacks
            facts.maxOutputTokens = 4_096
            return facts
        }
        return ModelCatalog([
            facts("blind", window: 100_000, lacks: [.vision, .documents, .audio]),
            facts("deaf", window: 100_000, lacks: [.audio]), facts("small", window: 1_000, lacks: [.tools]),
        ])
    }()

    static func price(_ input: String, _ output: String) -> PriceRow {
        var classes = PriceRow.Classes()
        classes.input = Price(usdPerMillionTokens: input)
        classes.output = Price(usdPerMillionTokens: output)
        return PriceRow(classes: classes, isConfigured: true)
    }

    static let prices = PriceBook(configured: [
        "a/blind": price("1", "2"), "a/deaf": price("10", "20"), "b/small": price("0.1", "0.2"),
    ])

    static func provider(_ id: String, _ kind: ProviderKind = .openAI) -> Provider {
        Provider(
            id: id, kind: kind, origin: Origin(isTLS: true, host: "\(id).example", port: 443), basePath: "/v1",
            authorization: kind.authorization, credential: Secret("sk-secret-of-\(id)"), endpoints: kind.endpoints,
            fields: [("x-extra", "sk-in-a-header")])
    }

    static func model(
        _ name: String, _ targets: [String], _ policy: RoutingPolicy = .priority,
        _ change: (inout ConfiguredModel) -> Void = { _ in }
    ) -> ConfiguredModel {
        var model = ConfiguredModel(name: name, policy: policy, targets: targets.map(target))
        change(&model)
        return model
    }

    static func target(_ name: String) -> ConfiguredModel.Target {
        let parts = name.split(separator: "/").map(String.init)
        return ConfiguredModel.Target(provider: parts[0], model: parts[1])
    }

    init(
        _ models: [ConfiguredModel], routing: RoutingRules = .none, budgets: BudgetTable = .empty,
        limits: Snapshot.Limits = Snapshot.Limits(), mode: Snapshot.Auth.Mode = .none,
        resilience: Resilience = Resilience(), _ script: ScriptedUpstream.Script = .answer(),
        providers: [Provider]? = nil
    ) {
        upstream = ScriptedUpstream(script)
        let snapshot = Snapshot(
            auth: .init(mode: mode, keys: []),
            providers: providers ?? [Self.provider("a"), Self.provider("b"), Self.provider("c")], models: models,
            limits: limits, prices: Self.prices, budgets: budgets, catalog: Self.catalog, resilience: resilience,
            routing: routing)
        core = GatewayCore(
            snapshot: snapshot,
            parts: .init(
                network: upstream, mock: upstream, log: log,
                effects: Effects(now: { 1_700_000_000 }, monotonic: { .uptimeNanoseconds(1) }, random: { 0 }),
                ledger: ledger))
    }

    func call(
        _ body: String, dialect: Dialect = .openAIChat, operation: Operation = .generate, path: PathFacts = .none,
        fields: [(String, String)] = [], principal: Principal = Principal(name: "app")
    ) -> Call {
        var head = HeaderFields()
        for (name, value) in fields { head.append(name, value) }
        return Call(
            id: "r", snapshot: core.snapshot, dialect: dialect, operation: operation, path: path,
            head: RequestHead(method: .post, target: "/", fields: head), body: ByteBuffer(string: body),
            principal: principal, caller: TestCaller(), arrived: .uptimeNanoseconds(1))
    }

    struct Outcome {
        var reply: CollectingReply
        var route: String? { reply.field("x-llmgateway-route") }
        /// `provider/model` that was asked, by the fields of the reply.
        var asked: String { "\(reply.field("x-llmgateway-provider") ?? "")/\(reply.field("x-llmgateway-model") ?? "")" }
    }

    func run(_ call: Call) async -> Outcome {
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return Outcome(reply: reply)
    }

    func run(
        _ model: String, _ text: String = "Hi", fields: [(String, String)] = [],
        principal: Principal = Principal(name: "app")
    ) async -> Outcome {
        await run(call(Self.chat(model, text), fields: fields, principal: principal))
    }

    static func chat(_ model: String, _ text: String = "Hi", more: String = "") -> String {
        #"{"model":"\#(model)","messages":[{"role":"user","content":"\#(text)"}]\#(more)}"#
    }

    /// A question about a picture.
    static func picture(_ model: String) -> String {
        #"{"model":"\#(model)","messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},"#
            + #"{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}"#
    }
}
