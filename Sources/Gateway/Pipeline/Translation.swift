import Dialects
import NIOCore
import Wire

/// A request on its way into another dialect: read once, written when all its media are in a form the target takes.
///
/// There is one of it, never a copy: it holds a conversation.
struct Translation: ~Copyable {
    let call: GenerationCall
    let target: Target
    private let credential: Int
    private let endpoint: Endpoint
    private let traits: TargetTraits
    var request: GenerationRequest
    /// Whether the call's cost is held by the limit of its output.
    var isBounded = false
    /// Members the model refuses, taken out at once.
    private let refused: [String]
    private(set) var losses: Losses
    private var json: JSONWriter
    /// Bytes fetched so far.
    private var fetched: Int
    private var fetches: Int

    init(_ call: GenerationCall, _ target: Target, _ credential: Int) throws(GatewayError) {
        let operation = call.call.operation
        let isTranslated = operation == .generate || operation == .countTokens
        let facts = call.call.snapshot.catalog.facts(kind: target.provider.catalogKind, model: target.model)
        guard let endpoint = Self.endpoint(of: target, for: call.call, facts), isTranslated else {
            throw OtherTranslation.none(target, call.call)
        }
        let traits = target.traits(of: endpoint, facts: facts)
        let root = try Self.root(of: call)
        var request: GenerationRequest
        do throws(DialectError) {
            request = try call.call.dialect.codec.decodeRequest(
                operation == .countTokens ? TokenCounting.request(in: root) : root)
        } catch {
            throw GatewayError(error)
        }
        request.model = target.model
        request.stream = call.facts.isStream
        request.includeUsage = true
        call.call.record.continuation?.extend(&request)
        refused = traits.takesSampling ? [] : request.sampling.removeDrawing()
        self.call = call
        self.target = target
        self.credential = credential
        self.endpoint = endpoint
        self.traits = traits
        self.request = request
        losses = Losses()
        json = JSONWriter()
        fetched = 0
        fetches = 0
    }

    /// The caller's own dialect where the target has it too, which is when a conversation has to be written out; else
    /// what the model answers in; else the target's first.
    private static func endpoint(of target: Target, for call: Call, _ facts: ModelFacts?) -> Endpoint? {
        let provider = target.provider
        if call.record.earlierTurns != nil || call.record.continuation != nil,
            let own = provider.endpoint(
                for: call.operation, dialect: call.dialect, model: target.model)
        {
            return own
        }
        if facts?.mode == .responses,
            let own = provider.endpoint(
                for: call.operation, dialect: .openAIResponses, model: target.model)
        {
            return own
        }
        if facts?.mode == .completion,
            let own = provider.endpoint(
                for: call.operation, dialect: .openAICompletions, model: target.model)
        {
            return own
        }
        return provider.describedEndpoint(for: call.operation, dialect: call.dialect, model: target.model)
            ?? provider.endpoint(for: call.operation, model: target.model)
    }

    /// The request, with the conversation it goes on from.
    private static func root(of call: GenerationCall) throws(GatewayError) -> JSONView {
        if let earlier = call.call.record.earlierTurns { return earlier.document.root }
        let root = call.document.root
        if call.call.dialect == .openAIResponses, let id = root["previous_response_id"]?.string {
            // Of a provider of this form it may be one of its own.
            var error = GatewayError.noAnswer(id)
            error.retry = .nextTarget
            throw error
        }
        return root
    }

    /// Writes the body. Returns what the target takes as bytes only, where that is to be fetched first.
    mutating func write() throws(GatewayError) -> MissingMedia? {
        losses = Losses()
        json = JSONWriter(capacity: call.call.record.body.readableBytes + 512)
        for name in refused { losses.note(name, "\(target.model) draws as it sees fit") }
        do throws(DialectError) {
            try endpoint.codec.encode(request, for: traits, into: &json, losses: &losses)
            try checkLimit()
            return nil
        } catch {
            guard case .mediaNeedsFetch(let url) = error.reason, call.call.snapshot.media.isOn else {
                throw GatewayError(error)
            }
            return MissingMedia(url: url, path: error.path)
        }
    }

    /// Puts the bytes behind a URL in its place, wherever the request names it.
    mutating func fetch(_ missing: MissingMedia, with engine: Engine) async throws(GatewayError) {
        let fetcher = MediaFetcher(call: call, engine: engine, kind: request.kind(ofMediaAt: missing.url) ?? .document)
        fetches += 1
        guard fetches <= MediaFetching.mostPerRequest else {
            throw fetcher.refusal(missing, "The request names more than \(MediaFetching.mostPerRequest) addresses.")
        }
        let file = try await fetcher.fetch(missing, within: call.call.snapshot.media.maxBytes - fetched)
        fetched += file.size
        request.replaceMedia(at: missing.url, with: file)
    }

    /// Method, path and fields, where they are described by data.
    private func templatedHead() throws(GatewayError) -> RequestHeadParts? {
        guard let template = endpoint.template else { return nil }
        var losses = Losses()
        do throws(DialectError) {
            let base = try TemplateCodec(template.form).base(of: request, for: traits, losses: &losses)
            return try template.head(for: base, isStream: request.stream, under: target.provider.basePath(of: endpoint))
        } catch {
            throw GatewayError(error)
        }
    }

    var plan: Plan {
        get throws(GatewayError) {
            try losses.check(call, target)
            let body =
                call.call.operation == .countTokens
                ? TokenCounting.body(json.buffer, in: endpoint.dialect, model: target.model) : json.buffer
            return Plan(
                call, target, credential, endpoint: endpoint, isRelay: false, body: endpoint.completed(body),
                head: try templatedHead(), losses: losses)
        }
    }
}

extension Endpoint {
    /// The body with the members each body here carries.
    func completed(_ body: ByteBuffer) -> ByteBuffer {
        guard !members.isEmpty, let document = try? JSONDocument(validating: body, maxDepth: 512) else { return body }
        var edits = JSONEdits()
        for member in members { edits.set(member.name, to: ByteBuffer(string: member.json), in: document.root) }
        return edits.applied(to: document)
    }
}

extension Sampling {
    /// Takes out how tokens are drawn, and says what was there.
    fileprivate mutating func removeDrawing() -> [String] {
        var names: [String] = []
        for (name, member) in [("temperature", \Self.temperature), ("top_p", \Self.topP), ("top_k", \Self.topK)]
        where self[keyPath: member] != nil {
            self[keyPath: member] = nil
            names.append(name)
        }
        return names
    }
}
