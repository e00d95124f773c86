import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Callers threw away good keys because an outage was told as a 401, and never tried again what would have passed
/// (pain 15).
@Suite struct `A provider's status means the same at every door` {
    /// What a status becomes, and whether the next target is asked.
    struct Row: Sendable, CustomTestStringConvertible {
        var upstream: Int
        var status: Int
        var code: ErrorCode
        var asksNext: Bool
        /// The type at OpenAI's and Anthropic's door, and the status word at Gemini's, where the provider's own
        /// words are of another dialect.
        var openAI: String
        var anthropic: String
        var gemini: String
        var testDescription: String { "\(upstream)" }
    }

    private static func row(
        _ upstream: Int, _ status: Int, _ code: ErrorCode, next: Bool, _ openAI: String, _ anthropic: String,
        _ gemini: String
    ) -> Row {
        Row(
            upstream: upstream, status: status, code: code, asksNext: next, openAI: openAI, anthropic: anthropic,
            gemini: gemini)
    }

    static let rows: [Row] = [
        row(
            400, 400, .upstreamRejected, next: false, "invalid_request_error", "invalid_request_error",
            "INVALID_ARGUMENT"),
        row(401, 502, .providerAuthError, next: true, "api_error", "api_error", "UNAVAILABLE"),
        row(402, 502, .providerAuthError, next: true, "api_error", "api_error", "UNAVAILABLE"),
        row(403, 502, .providerAuthError, next: true, "api_error", "api_error", "UNAVAILABLE"),
        row(404, 404, .upstreamRejected, next: false, "not_found_error", "not_found_error", "NOT_FOUND"),
        row(408, 504, .upstreamTimeout, next: true, "api_error", "timeout_error", "DEADLINE_EXCEEDED"),
        row(413, 413, .upstreamRejected, next: false, "invalid_request_error", "request_too_large", "INVALID_ARGUMENT"),
        row(
            422, 422, .upstreamRejected, next: false, "invalid_request_error", "invalid_request_error",
            "INVALID_ARGUMENT"),
        row(429, 429, .rateLimited, next: true, "rate_limit_error", "rate_limit_error", "RESOURCE_EXHAUSTED"),
        row(500, 502, .upstreamError, next: true, "api_error", "api_error", "UNAVAILABLE"),
        row(502, 502, .upstreamError, next: true, "api_error", "api_error", "UNAVAILABLE"),
        row(503, 503, .upstreamOverloaded, next: true, "api_error", "overloaded_error", "UNAVAILABLE"),
        row(504, 504, .upstreamTimeout, next: true, "api_error", "timeout_error", "DEADLINE_EXCEEDED"),
        row(529, 503, .upstreamOverloaded, next: true, "api_error", "overloaded_error", "UNAVAILABLE"),
    ]
    static let doors: [Dialect] = [
        .openAIChat, .openAIResponses, .anthropicMessages, .geminiGenerate, .bedrockConverse, .cohereChat, .ollamaChat,
    ]

    private func word(_ call: PainCall, _ door: Dialect) -> String? {
        switch door {
        case .geminiGenerate: call.json?["error"]?["status"]?.string
        case .openAIChat, .openAIResponses, .anthropicMessages: call.json?["error"]?["type"]?.string
        default: nil
        }
    }

    private func expected(_ row: Row, _ door: Dialect) -> String? {
        switch door {
        case .openAIChat, .openAIResponses: row.openAI
        case .anthropicMessages: row.anthropic
        case .geminiGenerate: row.gemini
        default: nil
        }
    }

    @Test(arguments: rows)
    func `status, type, code and the next target`(_ row: Row) async {
        for kind in Refusal.kinds {
            for door in Self.doors {
                let name = "\(kind.name) \(row.upstream) at \(door.rawValue)"
                let alone = await PainCall(door: door, kinds: [kind], [kind.name: Refusal.script(kind, row.upstream)])
                // Anthropic has a status of its own for a provider without room.
                let isOverload = row.code == .upstreamOverloaded && door == .anthropicMessages
                #expect(alone.status == (isOverload ? 529 : row.status), "\(name): \(alone.text)")
                #expect(alone.log?.code == row.code, "\(name)")
                if !kind.endpoints.contains(where: { $0.operation == .generate && $0.dialect == door }) {
                    #expect(word(alone, door) == expected(row, door), "\(name): \(alone.text)")
                }
                let next = kind.name == "mistral" ? ProviderKind.openAI : .mistral
                let both = await PainCall(
                    door: door, kinds: [kind, next],
                    [kind.name: Refusal.script(kind, row.upstream), next.name: .json(Self.good)])
                #expect(both.asked == (row.asksNext ? [kind.name, next.name] : [kind.name]), "\(name)")
                #expect((both.status == 200) == row.asksNext, "\(name)")
            }
        }
    }

    private static let good =
        #"{"id":"a","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":"#
        + #"{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}"#

    /// It was told as an answer that says nothing and has no end.
    @Test(arguments: doors)
    func `an object without an answer is a failure, and the next target is asked`(_ door: Dialect) async {
        for kind in Refusal.kinds {
            guard !kind.endpoints.contains(where: { $0.operation == .generate && $0.dialect == door }) else { continue }
            let scripts: [String: ScriptedUpstream.Script] = [kind.name: .json("{}"), "mistral": .json(Self.good)]
            let alone = await PainCall(door: door, kinds: [kind], scripts)
            #expect(alone.status == 502, "\(kind.name) at \(door.rawValue): \(alone.text)")
            let both = await PainCall(door: door, kinds: [kind, .mistral], scripts)
            #expect(both.status == 200 && both.asked == [kind.name, "mistral"], "\(kind.name) at \(door.rawValue)")
        }
    }

    /// A provider out of reach, one that refuses our credential, one that speaks gibberish.
    @Test(arguments: doors)
    func `an outage of ours or of a provider is never a 401`(_ door: Dialect) async {
        for kind in Refusal.kinds {
            for script in [nil, Refusal.script(kind, 401), .json("<html>", status: 401), .json("")] {
                let call = await PainCall(door: door, kinds: [kind], script.map { [kind.name: $0] } ?? [:])
                #expect((500...599).contains(call.status), "\(kind.name) at \(door.rawValue): \(call.text)")
                let word = word(call, door) ?? ""
                #expect(!["authentication_error", "UNAUTHENTICATED", "invalid_api_key"].contains(word))
            }
        }
    }
}
