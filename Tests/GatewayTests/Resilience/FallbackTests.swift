import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Where calls go when the model's own targets have failed.
struct FallbackTests {
    private static let tooLong = FaultyUpstream.Reaction.status(
        400, body: #"{"error":{"message":"too long","code":"context_length_exceeded"}}"#)
    private static let filtered = FaultyUpstream.Reaction.status(
        400, body: #"{"error":{"message":"no","code":"content_filter"}}"#)

    private static func target(_ provider: String) -> ConfiguredModel.Target { .init(provider: provider, model: "m") }

    private static let chains = FallbackChains(
        byClass: [
            .contextTooLong: [target("large")], .contentFilter: [target("lenient")], .rateLimit: [target("spare")],
        ], any: [target("last")])

    struct Row: Sendable, CustomStringConvertible {
        var description: String
        /// What each provider does; those that are not named answer.
        var reactions: [String: FaultyUpstream.Reaction]
        var asked: [String]
        var status = 200
    }

    static let rows = [
        Row(description: "too long", reactions: ["a": tooLong], asked: ["a", "large"]),
        Row(
            description: "too long for the second", reactions: ["a": .status(500), "b": tooLong],
            asked: ["a", "b", "large"]),
        Row(description: "filtered", reactions: ["a": filtered], asked: ["a", "lenient"]),
        Row(
            description: "limits", reactions: ["a": .status(429), "b": .status(429)], asked: ["a", "b", "spare"]),
        Row(
            description: "limits, and the spare fails",
            reactions: ["a": .status(429), "b": .status(429), "spare": .status(500)],
            asked: ["a", "b", "spare", "last"]),
        Row(description: "other failures", reactions: ["a": .status(500), "b": .refuse], asked: ["a", "b", "last"]),
        Row(
            description: "the larger one fails too", reactions: ["a": tooLong, "large": .status(500)],
            asked: ["a", "large", "last"]),
        Row(
            description: "too long for all", reactions: ["a": tooLong, "large": tooLong], asked: ["a", "large"],
            status: 400),
        Row(description: "a plain refusal", reactions: ["a": .status(400)], asked: ["a"], status: 400),
        Row(
            description: "everything fails",
            reactions: ["a": .status(500), "b": .status(500), "last": .status(500)], asked: ["a", "b", "last"],
            status: 502),
    ]

    @Test(arguments: rows)
    func `a call goes to the chain of its failure`(_ row: Row) async {
        let gateway = FaultyGateway(["a/m", "b/m"], fallbacks: Self.chains) { host, _ in row.reactions[host] ?? .answer
        }
        let outcome = await gateway.call()
        #expect(outcome.attempts == row.asked)
        #expect(outcome.status == row.status)
    }

    @Test func `the route is told where a model of one target has fallen back`() async {
        let failing = FaultyGateway(["a/m"], fallbacks: Self.chains) { host, _ in host == "a" ? .status(500) : .answer }
        let outcome = await failing.call()
        #expect(outcome.provider == "last")
        let route = outcome.reply.head?.fields.first("x-llmgateway-route")
        #expect(route == "any; policy=priority; chosen=last/m; failed=a/m:upstream_error", "\(route ?? "none")")
        #expect(outcome.log?.route == route)
        // One that answers at once has nothing to tell.
        let plain = await FaultyGateway(["a/m"], fallbacks: Self.chains) { _, _ in .answer }.call()
        #expect(plain.status == 200 && plain.reply.head?.fields.first("x-llmgateway-route") == nil)
    }

    @Test func `without a chain a request that is too long is the caller's to know`() async {
        let gateway = FaultyGateway(["a/m", "b/m"]) { _, _ in Self.tooLong }
        let outcome = await gateway.call()
        #expect(outcome.status == 400 && outcome.attempts == ["a"])
        #expect(outcome.json?["error"]?["code"]?.string == "context_length_exceeded")
    }

    @Test func `where all targets are passed over the chain is asked`() async {
        let gateway = FaultyGateway(["a/m"], fallbacks: Self.chains) { host, _ in host == "a" ? .status(500) : .answer }
        for _ in 0..<20 { _ = await gateway.call() }
        #expect(await gateway.call().attempts == ["last"])
    }

    @Test func `a caller's own credential goes to no chain at another service`() async {
        let gateway = FaultyGateway(["a/m"], fallbacks: Self.chains) { host, _ in host == "a" ? .status(500) : .answer }
        let principal = Principal(name: "caller", ownCredential: Secret("sk-of-the-caller"))
        #expect(await gateway.call(principal: principal).attempts == ["a"])
    }

    @Test func `a provider that runs as much as it may is passed over`() async throws {
        let gateway = FaultyGateway(["a/m", "b/m"], mostRunning: 1) { _, _ in .answer }
        let a = try #require(gateway.core.snapshot.providersByID["a"])
        let b = try #require(gateway.core.snapshot.providersByID["b"])
        func occupy(_ provider: Provider) throws -> Trial {
            let request = ProviderStanding.Request(model: "x", isRepeat: false, isStream: false, mostRunning: 1)
            guard case .go(let trial) = provider.standing.admit(request, at: gateway.clock.now(), Resilience()) else {
                throw CancellationError()
            }
            return trial
        }
        let first = try occupy(a)
        #expect(await gateway.call().attempts == ["b"])
        let second = try occupy(b)
        let refused = await gateway.call()
        #expect(refused.status == 503 && refused.attempts == [])
        #expect(refused.json?["error"]?["code"]?.string == "gateway_overloaded")
        #expect(refused.reply.head?.fields.first("retry-after") == "1")
        for trial in [first, second] {
            trial.standing.end(.init(result: .outcome(.abandoned)), of: trial, at: gateway.clock.now())
        }
        #expect(await gateway.call().attempts == ["a"])
        #expect(a.standing.running == 0 && b.standing.running == 0)
    }
}

/// What providers say, word for word, from recordings and their own pages.
struct RefusalWordsTests {
    struct Row: Sendable, CustomStringConvertible {
        var kind: ProviderKind
        var body: String
        var failure: FailureClass?
        var description: String { "\(kind.name): \(body.prefix(90))" }
    }

    static let rows: [Row] = [
        Row(
            kind: .openAI,
            body:
                #"{"error":{"message":"Your input exceeds the context window of this model. Please adjust your input and try again.","type":"invalid_request_error","param":"input","code":"context_length_exceeded"}}"#,
            failure: .contextTooLong),
        Row(
            kind: .openAI,
            body:
                #"{"error":{"message":"This model's maximum context length is 131072 tokens. However, you requested 131134 tokens (122942 in the messages, 8192 in the completion).","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}"#,
            failure: .contextTooLong),
        Row(
            kind: .anthropic,
            body:
                #"{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 3333404 tokens > 200000 maximum"},"request_id":"req_011CeCGmMJJGRCp7xgjqapmJ"}"#,
            failure: .contextTooLong),
        Row(
            kind: .gemini,
            body:
                #"{"error":{"code":400,"message":"The input token count (1250074) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}"#,
            failure: .contextTooLong),
        Row(
            kind: .bedrock,
            body:
                #"{"message":"The model returned the following errors: Input Tokens Exceeded: Number of input tokens exceeds maximum length. Please update the input to try again."}"#,
            failure: .contextTooLong),
        Row(kind: .bedrock, body: #"{"message":"Input is too long for requested model."}"#, failure: .contextTooLong),
        Row(
            kind: .mistral,
            body:
                #"{"object":"error","message":"Prompt contains 65673 tokens and 0 draft tokens, too large for model with 32768 maximum context length","type":"invalid_request_error","param":null,"code":"3051"}"#,
            failure: .contextTooLong),
        Row(
            kind: .cohere,
            body:
                #"{"message":"too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 4292. Try using a shorter prompt."}"#,
            failure: .contextTooLong),
        Row(
            kind: .ollama, body: #"{"error":"prompt too long; exceeded max context length by 1119046 tokens"}"#,
            failure: .contextTooLong),
        Row(
            kind: .openAICompatible,
            body:
                #"{"error":{"code":400,"message":"request (2009 tokens) exceeds the available context size (512 tokens), try increasing it","n_ctx":512,"n_prompt_tokens":2009,"type":"exceed_context_size_error"}}"#,
            failure: .contextTooLong),
        Row(
            kind: .openAICompatible,
            body:
                #"{"error":{"message":"The total length of all messages is too long.","type":"too_many_prompt_tokens","code":400}}"#,
            failure: .contextTooLong),
        Row(
            kind: .openAI,
            body:
                #"{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400}}"#,
            failure: .contentFilter),
        Row(
            kind: .openAI,
            body:
                #"{"error":{"code":"content_policy_violation","message":"Your request was rejected as a result of our safety system."}}"#,
            failure: .contentFilter),
        Row(
            kind: .anthropic,
            body:
                #"{"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy"}}"#,
            failure: .contentFilter),
        Row(
            kind: .openAI,
            body:
                #"{"error":{"message":"Invalid value for 'temperature'.","type":"invalid_request_error","param":"temperature","code":null}}"#,
            failure: nil),
        Row(
            kind: .anthropic,
            body: #"{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: 99999 > 8192"}}"#,
            failure: nil),
    ]

    @Test(arguments: rows)
    func `a refusal is told apart by its words`(_ row: Row) throws {
        let endpoint = try #require(row.kind.endpoints.first { $0.operation == .generate })
        let root = try JSONDocument(validating: ByteBuffer(string: row.body)).root
        let said = endpoint.codec.decodeFailure(status: 400, root)
        #expect(RefusalWords.failure(of: said, status: 400) == row.failure)
        #expect(RefusalWords.failure(of: said, status: 500) == nil)
    }
}
