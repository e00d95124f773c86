import Dialects
import NIOCore
import Wire

/// Counting the tokens of a request: what is asked is nearly a request for text, and what comes back is one number.
enum TokenCounting {
    /// The request for text inside one that asks for its tokens.
    static func request(in root: JSONView) -> JSONView {
        // Gemini takes contents alone, or a whole request.
        root["generateContentRequest"] ?? root
    }

    /// A request for text as one that asks for its tokens.
    static func body(_ text: ByteBuffer, in dialect: Dialect, model: String) -> ByteBuffer {
        guard var body = try? JSONValue(parsing: text, maxDepth: 512) else { return text }
        switch dialect {
        case .geminiGenerate:
            body["model"] = .string("models/" + model)
            return JSONValue.object(JSONObject([("generateContentRequest", body)])).bytes
        case .openAIResponses:
            for member in ["store", "stream", "max_output_tokens", "temperature", "top_p", "include"] {
                body[member] = nil
            }
            return body.bytes
        default:
            // Anthropic refuses what only an answer could need.
            for member in answerOnly { body[member] = nil }
            return body.bytes
        }
    }

    private static let answerOnly = [
        "max_tokens", "stream", "temperature", "top_p", "top_k", "stop_sequences", "metadata", "service_tier",
    ]

    /// The number in an answer; nil where there is none.
    static func count(in root: JSONView, of dialect: Dialect) -> Int? {
        root[dialect == .geminiGenerate ? "totalTokens" : "input_tokens"]?.int
    }

    static func answer(_ count: Int, in dialect: Dialect) -> ByteBuffer {
        var json = JSONWriter()
        json.beginObject()
        if dialect == .openAIResponses { json.member("object", "response.input_tokens") }
        json.member(dialect == .geminiGenerate ? "totalTokens" : "input_tokens", count)
        json.endObject()
        return json.buffer
    }

    /// How many tokens a request is at the most, as a rule, for providers that do not count: English text has a token
    /// for four bytes, code and most other writing for three; each turn brings a few of its own.
    static func estimate(_ request: GenerationRequest) -> Int {
        var bytes = 0
        var tokens = 3
        for message in request.messages {
            tokens += 4
            for part in message.parts { add(part, &bytes, &tokens) }
        }
        for tool in request.tools {
            tokens += 8
            if case .function(let function) = tool {
                bytes += function.name.utf8.count + (function.description?.utf8.count ?? 0)
                bytes += function.parameters?.bytes.readableBytes ?? 0
            }
        }
        return tokens + Self.tokens(ofBytes: bytes)
    }

    /// How many tokens a text is, as a rule.
    static func tokens(ofBytes bytes: Int) -> Int { (bytes + 2) / 3 }

    /// Bounded by nothing but the model's window.
    static let unbounded = 1 << 31

    /// More tokens than a request can be: one for each byte the caller wrote, and what providers put beside tools. What
    /// files stand for, or tools of the provider's own find, is bounded by the model's window alone.
    static func ceiling(_ request: GenerationRequest, written bytes: Int) -> Int {
        let hasOwnTools = request.tools.contains { if case .function = $0 { false } else { true } }
        let hasFiles = request.messages.contains { $0.parts.contains(where: \.standsForMore) }
        if hasFiles || hasOwnTools { return unbounded }
        return max(bytes, estimate(request)) + (request.tools.isEmpty ? 64 : 1_024)
    }

    private static func add(_ part: Part, _ bytes: inout Int, _ tokens: inout Int) {
        switch part {
        case .text(let text): bytes += text.text.utf8.count
        case .reasoning(let reasoning): bytes += reasoning.text.utf8.count
        case .refusal(let text): bytes += text.utf8.count
        case .toolCall(let call): bytes += call.name.utf8.count + call.arguments.utf8.count + 12
        case .toolResult(let result):
            tokens += 8
            for part in result.content { add(part, &bytes, &tokens) }
        case .media: tokens += mediaTokens
        case .opaque(let opaque): bytes += opaque.json.bytes.readableBytes
        case .citation, .cacheMarker: break
        }
    }

    /// What the largest picture is at the providers that say it.
    private static let mediaTokens = 1_600
}

extension TokenCounting {
    /// An estimate with what a vocabulary can count; and whether that is all of it.
    /// - Parameter vocabulary: of the target; nil: there is none.
    static func estimate(
        _ request: GenerationRequest, by vocabulary: BytePairVocabulary?
    ) async -> (tokens: Int, isExact: Bool) {
        let estimate = estimate(request)
        guard let vocabulary else { return (estimate, false) }
        let texts = PromptTexts(request)
        guard let counts = await texts.tokens(by: vocabulary) else { return (estimate, false) }
        let counted = counts.reduce(0, +)
        // What is no text, or is written around it, as it was before.
        return (estimate - tokens(ofBytes: texts.bytes) + counted, texts.isWhole)
    }
}

extension Attempt {
    /// Answers what need not be asked of the provider: what a vocabulary tells exactly; and an estimate, which is said to be
    /// one, of a provider that does not count.
    /// - Returns: whether it was answered.
    func tellTokensHere(_ reply: any ReplyWriter) async throws(GatewayError) -> Bool {
        let counts = target.provider.endpoints.contains { $0.operation == .countTokens }
        let vocabulary = call.call.snapshot.vocabularies.vocabulary(of: target)
        guard vocabulary != nil || !counts else { return false }
        let request: GenerationRequest
        do throws(DialectError) {
            request = try call.call.dialect.codec.decodeRequest(TokenCounting.request(in: call.document.root))
        } catch {
            // What cannot be read is the provider's to refuse.
            if counts { return false }
            throw GatewayError(error)
        }
        let (tokens, isExact) = await TokenCounting.estimate(request, by: vocabulary)
        let facts = call.call.snapshot.catalog.facts(kind: target.provider.catalogKind, model: target.model)
        // What is put around a conversation is known of models that do not think.
        let isKnown =
            isExact && facts?.reasons == false && facts?.mode == .chat && !CostDemand.goesOn(call.document.root)
        if counts, !isKnown { return false }
        record.begin(target)
        var fields = ReplyFields.make(call.call, contentType: "application/json", answer: nil)
        if !isKnown { fields.append(.estimated, "true") }
        try reply.reply(
            ReplyHead(status: 200, fields: fields), body: TokenCounting.answer(tokens, in: call.call.dialect))
        return true
    }
}

extension Exchange {
    /// The number another dialect's answer holds.
    func tellTokens(to reply: any ReplyWriter) async throws(GatewayError) {
        let (pieces, isWhole) = try await collect(upTo: Self.judgedBytes)
        guard isWhole else { throw failure("The provider's answer was too large.", cause: "over the limit") }
        let document = try judge(Self.join(pieces))
        guard let count = TokenCounting.count(in: document.root, of: endpoint.dialect) else {
            throw failure("The provider's answer could not be read.", cause: "no count of tokens")
        }
        settle(nil, finish: nil, isWhole: true)
        let waited = attempt.engine.effects.monotonic() - sent
        try reply.reply(
            replyHead(contentType: "application/json", waited: waited),
            body: TokenCounting.answer(count, in: call.call.dialect))
    }
}

extension Part {
    /// Whether it is more than the bytes it was written with.
    fileprivate var standsForMore: Bool {
        switch self {
        case .media, .opaque: true
        case .reasoning(let reasoning): reasoning.signature != nil || reasoning.redacted != nil
        case .toolResult(let result): result.content.contains(where: \.standsForMore)
        case .text, .toolCall, .refusal, .citation, .cacheMarker: false
        }
    }
}
