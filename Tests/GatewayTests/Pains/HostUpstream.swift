import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Answers each origin with a script of its own; one without is out of reach.
final class HostUpstream: Upstream {
    private let byHost: [String: ScriptedUpstream]

    init(_ scripts: [String: ScriptedUpstream.Script]) { byHost = scripts.mapValues(ScriptedUpstream.init) }

    func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        guard let upstream = byHost[request.origin.host] else {
            throw GatewayError(
                .upstreamError, "The provider cannot be reached.", origin: .upstream(""), retry: .nextTarget,
                cause: "connection refused")
        }
        return try await upstream.send(request, for: caller)
    }
}

/// A call through the whole pipeline to a list of providers, tried one after the other.
struct PainCall {
    static let key = "sk-canary-0123456789abcdef"

    let reply: CollectingReply
    let log: RequestLogEntry?
    var status: Int { reply.status }
    var text: String { String(buffer: reply.body) }
    var json: JSONValue? { try? JSONValue(parsing: reply.body, maxDepth: 512) }
    /// The providers that were asked, in order.
    var asked: [String] { log?.attempts.map(\.provider) ?? [] }

    /// - Parameter kinds: each a provider called like its kind, at a host of that name.
    init(
        door: Dialect, kinds: [ProviderKind], stream: Bool = false, _ scripts: [String: ScriptedUpstream.Script]
    ) async {
        let providers = kinds.map { kind in
            Provider(
                id: kind.name, kind: kind, origin: Origin(isTLS: true, host: kind.name, port: 443), basePath: "",
                authorization: kind.authorization, credential: Secret(Self.key), endpoints: kind.endpoints)
        }
        let model = ConfiguredModel(
            name: "any", policy: .priority, targets: kinds.map { .init(provider: $0.name, model: "m") })
        let upstream = HostUpstream(scripts)
        let log = InMemoryRequestLog()
        let core = GatewayCore(
            snapshot: Snapshot(auth: .init(mode: .none, keys: []), providers: providers, models: [model]),
            parts: .init(network: upstream, mock: upstream, log: log, effects: Effects(now: { 1_700_000_000 })))
        let namesModel = door == .geminiGenerate || door == .bedrockConverse
        let path = namesModel ? PathFacts(model: "any", isStream: stream) : .none
        let call = Call(
            id: core.makeRequestID(), snapshot: core.snapshot, dialect: door, operation: .generate, path: path,
            head: RequestHead(method: .post, target: "/", fields: HeaderFields()),
            body: ByteBuffer(string: Self.body(door, stream: stream)), principal: Principal(name: "app"),
            caller: TestCaller(), arrived: .now(), record: CallRecord())
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        self.reply = reply
        self.log = log.recent.last
    }

    private static func body(_ door: Dialect, stream: Bool) -> String {
        switch door {
        case .geminiGenerate: #"{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}"#
        case .bedrockConverse: #"{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}"#
        case .openAIResponses: #"{"model":"any","input":"Hi","stream":\#(stream)}"#
        default:
            #"{"model":"any","max_tokens":99,"stream":\#(stream),"messages":[{"role":"user","content":"Hi"}]}"#
        }
    }
}

/// A provider's refusal in its own words.
enum Refusal {
    static let kinds: [ProviderKind] = [.openAI, .anthropic, .gemini, .bedrock, .cohere, .ollama]

    static func body(_ kind: ProviderKind, _ status: Int, _ message: String) -> String {
        let text = JSONValue.string(message).text
        return switch kind.name {
        case "anthropic":
            #"{"type":"error","error":{"type":"invalid_request_error","message":\#(text)},"request_id":\#(text)}"#
        case "gemini":
            #"{"error":{"code":\#(status),"message":\#(text),"status":"FAILED","details":[{"reason":\#(text)}]}}"#
        case "bedrock", "cohere": #"{"message":\#(text),"id":\#(text)}"#
        case "ollama": #"{"error":\#(text)}"#
        default: #"{"error":{"message":\#(text),"type":"invalid_request_error","param":\#(text),"code":null}}"#
        }
    }

    static func script(
        _ kind: ProviderKind, _ status: Int, _ message: String = "no", fields more: [(String, String)] = []
    ) -> ScriptedUpstream.Script {
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        for (name, value) in more { fields.append(name, value) }
        return ScriptedUpstream.Script(
            status: status, fields: fields, pieces: [ByteBuffer(string: body(kind, status, message))])
    }
}
