import Dialects
import NIOCore
import Wire

/// A good answer on its way to the caller. Its four ways are in the extensions: relay or translate, whole or stream.
final class Exchange: Sendable {
    let attempt: Attempt
    let endpoint: Endpoint
    let isRelay: Bool
    let answer: any UpstreamAnswer
    /// When the request went out.
    let sent: NIODeadline

    /// An answer up to this size is judged before anything is sent, so that its cost stands in the headers.
    static let judgedBytes = 1 << 20
    /// What a translation holds of an answer at the most.
    static let translatedBytes = 32 << 20

    init(
        attempt: Attempt, endpoint: Endpoint, isRelay: Bool, answer: any UpstreamAnswer, sent: NIODeadline
    ) {
        self.attempt = attempt
        self.endpoint = endpoint
        self.isRelay = isRelay
        self.answer = answer
        self.sent = sent
    }

    /// How an answer gets to the caller.
    enum Way {
        case relayWhole, relayStream, translateWhole, translateStream
        /// Events though one piece was asked for.
        case foldStream
    }

    /// Tells the answer, until its last byte.
    @inline(never)
    func tell(to reply: any ReplyWriter) async throws(GatewayError) {
        switch way {
        case .relayWhole: try await relayWhole(to: reply)
        case .relayStream: try await relayStream(to: reply)
        case .translateWhole: try await translateWhole(to: reply)
        case .translateStream: try await translateStream(to: reply)
        case .foldStream: try await foldStream(to: reply)
        }
    }

    @inline(never)
    var way: Way {
        // What is no answer of text is told apart there: here it would cost each stream's frame.
        if call.call.operation != .generate { return .relayWhole }
        // What a described form calls its streams nobody can know.
        let isDescribed = call.facts.isStream && endpoint.isDescribed && endpoint.template?.form.stream != nil
        return switch (isRelay, isDescribed || answer.isStream(endpoint.codec.streamFraming)) {
        case (_, true) where !call.facts.isStream: .foldStream
        case (true, true): .relayStream
        // The provider answered in one piece though a stream was asked for: its meaning is told as one.
        case (true, false) where call.facts.isStream: .translateWhole
        case (true, false): .relayWhole
        case (false, true): .translateStream
        case (false, false): .translateWhole
        }
    }

    var call: GenerationCall { attempt.call }
    var record: CallRecord { attempt.record }
    var door: any DialectCodec { call.call.dialect.codec }

    func failure(_ message: String, cause: String) -> GatewayError {
        GatewayError(
            .upstreamError, message, origin: .upstream(attempt.target.provider.id), retry: .nextTarget, cause: cause)
    }

    /// The body up to `limit` bytes, and whether that is all of it.
    func collect(upTo limit: Int) async throws(GatewayError) -> (pieces: [ByteBuffer], isWhole: Bool) {
        if let whole = answer.takeWhole() { return ([whole], whole.readableBytes <= limit) }
        var pieces: [ByteBuffer] = []
        var size = 0
        while size <= limit {
            guard let piece = try await answer.next() else { return (pieces, true) }
            size += piece.readableBytes
            pieces.append(piece)
        }
        return (pieces, false)
    }

    static func join(_ pieces: [ByteBuffer]) -> ByteBuffer {
        if pieces.count == 1, let only = pieces.first { return only }
        var joined = ByteBuffer()
        joined.reserveCapacity(pieces.reduce(0) { $0 + $1.readableBytes })
        for var piece in pieces { joined.writeBuffer(&piece) }
        return joined
    }

    /// Reads a whole answer as JSON, or says why it is none.
    func judge(_ body: ByteBuffer) throws(GatewayError) -> JSONDocument {
        guard body.readableBytes > 0 else {
            throw failure("The provider's answer was empty.", cause: "empty body, status \(answer.head.status)")
        }
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(validating: body, maxDepth: 512)
        } catch {
            let isHTML = answer.head.fields.valueBegins("content-type", with: "text/html")
            throw failure(
                isHTML ? "The provider answered with a web page." : "The provider's answer was not valid JSON.",
                cause: "invalid JSON: \(error)")
        }
        // Gemini streams without `alt=sse` as one array; its codec reads both.
        let isArray = document.root.kind == .array && !isRelay
        let first = isArray ? document.root[0] ?? document.root : document.root
        if let error = first["error"], !error.isNull, first["choices"] == nil { throw errorInsideSuccess(first) }
        // Some tell vectors as a bare list.
        guard first.kind == .object || isArray && call.call.operation == .embed else {
            throw failure("The provider's answer was not a JSON object.", cause: "no object")
        }
        return document
    }

    /// An error body under status 200.
    func errorInsideSuccess(_ root: JSONView) -> GatewayError {
        let status = root["error"]?["code"]?.int ?? 0
        let said = endpoint.codec.decodeFailure(
            status: (400..<600).contains(status) ? status : 502, root)
        var error = self.failure(said, cause: "error inside status 200")
        error.isUnbilled = true
        return error
    }

    /// An error that came under status 200. One of the credential is told as its status would be: the provider's own
    /// words may quote our key.
    func failure(_ said: Failure, cause: String) -> GatewayError {
        if let status = said.credentialStatus {
            var error = UpstreamRefusal.classify(
                status, said: said.message, attempt.target.provider, onOwnCredential: attempt.isOnOwnCredential)
            error.cause = "\(cause): \(status)"
            error.isUnbilled = false
            return error
        }
        let message = attempt.target.provider.redacted(said.message)
        return failure("The provider answered with an error: \(message)", cause: cause)
    }

    /// Counts tokens and money into the record.
    /// - Parameter isWhole: whether the answer came to its end; the usage of one that was cut is no more than what
    ///   had been said so far, and no cost follows from it.
    /// - Parameter tier: the service tier the answer says it had.
    /// - Parameter seen: bytes of text that came of an answer that was cut.
    @inline(never)
    func settle(_ usage: Usage?, finish: FinishReason?, tier: String? = nil, isWhole: Bool, seen: Int = 0) {
        record.finish = finish
        record.note { $0.usage = usage?.counted }
        // Whoever reads the answer to its end finds it in the ledger.
        defer { if isWhole { attempt.settleHold() } }
        guard !attempt.isOnOwnCredential, call.call.operation != .countTokens else { return }
        let target = attempt.target
        // What the configuration says holds at any time, and at any tier.
        let row =
            record.configuredRow
            ?? call.call.snapshot.prices.row(
                provider: target.provider, model: target.model, at: attempt.engine.effects.now(), tier: tier)
        let cost = isWhole ? row?.settledCost(of: usage) : row?.fixedCost
        record.note { $0.cost = cost.map(AttemptRecord.Cost.known) ?? .unknown }
        guard cost == nil, seen > 0 || usage.map({ $0.output > 0 }) ?? false, let limit = record.limit,
            !thinksUnseen
        else { return }
        record.note { $0.cost = .estimated(limit.estimate(usage, seen: seen, ceiling: record.ceiling)) }
    }

    /// Whether the model may have written more than it showed.
    private var thinksUnseen: Bool {
        let target = attempt.target
        let catalog = call.call.snapshot.catalog
        // Of a provider whose models are known one that is not may think; elsewhere what is thought is told.
        return catalog.facts(kind: target.provider.catalogKind, model: target.model)?.reasons
            ?? (catalog.section(of: target.provider.catalogKind) != nil)
    }

    /// Head of a good reply.
    /// - Parameters:
    ///   - contentType: nil: as the provider said it.
    ///   - waited: the time spent on this attempt; nil where more of it is to come.
    @inline(never)
    func replyHead(contentType: String?, waited: TimeAmount?) -> ReplyHead {
        let passed = answer.head.fields
        let overhead = waited.map { attempt.engine.effects.monotonic() - call.call.arrived - $0 - record.wasted }
        let fields = ReplyFields.make(
            call.call, contentType: contentType, answer: passed, cost: record.cost, overhead: overhead)
        return ReplyHead(status: 200, fields: fields)
    }
}
