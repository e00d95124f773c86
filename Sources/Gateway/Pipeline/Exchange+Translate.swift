import Dialects
import NIOCore
import Wire

extension Exchange {
    private var target: any DialectCodec { endpoint.codec }

    /// Another dialect, one piece.
    @inline(never)
    func translateWhole(to reply: any ReplyWriter) async throws(GatewayError) {
        let (pieces, isWhole) = try await collect(upTo: Self.translatedBytes)
        guard isWhole else { throw failure("The provider's answer was too large.", cause: "over the limit") }
        let document = try judge(Self.join(pieces))
        let response: GenerationResponse
        do throws(DialectError) {
            response = try target.decodeResponse(document.root)
        } catch {
            throw failure("The provider's answer could not be read.", cause: "\(error.path): \(error.message)")
        }
        try await deliver(response, to: reply)
    }

    /// Events though one piece was asked for: gathered, then said whole.
    @inline(never)
    func foldStream(to reply: any ReplyWriter) async throws(GatewayError) {
        let translation = StreamTranslation(from: target, encoder: door.makeStreamEncoder(streamContext))
        do throws(GatewayError) {
            try await gather(into: translation)
        } catch {
            settle(translation.fold.response)
            throw error
        }
        try await deliver(translation.fold.response, to: reply)
    }

    private func gather(into translation: StreamTranslation) async throws(GatewayError) {
        var size = 0
        while let piece = try await answer.next() {
            size += piece.readableBytes
            guard size <= Self.translatedBytes else {
                throw failure("The provider's answer was too large.", cause: "over the limit")
            }
            translation.feed(piece)
        }
        translation.finish()
        if let said = translation.failure { throw failure(said, cause: "error event", in: translation) }
        guard translation.fold.isWhole else {
            throw failure("The provider's stream ended early.", cause: "no finish")
        }
    }

    /// An error event; one that came before all else stands for a refusal, which is not billed.
    private func failure(_ said: Failure, cause: String, in translation: StreamTranslation) -> GatewayError {
        var error = failure(said, cause: cause)
        let response = translation.fold.response
        error.isUnbilled = response.usage == nil && response.candidates.isEmpty
        return error
    }

    /// Settles an answer that was cut.
    private func settle(_ cut: GenerationResponse) {
        settle(cut.usage, finish: nil, tier: cut.serviceTier, isWhole: false, seen: cut.writtenBytes)
    }

    /// A whole answer in the caller's dialect, in the form the caller asked for.
    private func deliver(_ response: consuming GenerationResponse, to reply: any ReplyWriter) async throws(GatewayError)
    {
        guard response.candidates.contains(where: { !$0.parts.isEmpty || $0.finish != nil }) else {
            settle(response.usage, finish: nil, tier: response.serviceTier, isWhole: true)
            throw failure("The provider's answer held nothing that could be read.", cause: "no candidates")
        }
        settle(
            response.usage, finish: response.candidates.first?.finish, tier: response.serviceTier, isWhole: true)
        let waited = attempt.engine.effects.monotonic() - sent
        if call.facts.isStream { return try await stream(response, to: reply) }
        var named = response
        if named.created == nil { named.created = attempt.engine.effects.now() }
        let context = streamContext
        // A provider of this form knows the answer by its own name.
        if named.id.isEmpty || door.namesAnswers && !isRelay { named.id = context.id }
        named.echo = context.echo
        if let meter = context.meter {
            named.cost = AnswerCost(estimatedUSD: meter.estimatedUSD, actualUSD: record.cost?.usd)
        }
        if named.model.isEmpty { named.model = attempt.target.model }
        var json = JSONWriter(capacity: 2048)
        do throws(DialectError) {
            var lost = Losses()
            try door.encode(named, into: &json, losses: &lost)
            record.losses.merge(lost.ofAnswer)
        } catch {
            throw failure("The provider's answer could not be translated.", cause: "\(error.path): \(error.message)")
        }
        try reply.reply(replyHead(contentType: "application/json", waited: waited), body: told(json.buffer))
    }

    /// The provider answered in one piece though a stream was asked for.
    private func stream(_ response: GenerationResponse, to reply: any ReplyWriter) async throws(GatewayError) {
        // The rest of a stream has to come as one: what has begun cannot be replied anew.
        guard record.continuation?.isBroken != true else {
            throw failure("The provider answered in one piece where a stream was to go on.", cause: "no stream")
        }
        var context = streamContext
        if isRelay, !response.id.isEmpty { context.id = response.id }
        var encoder = door.makeStreamEncoder(context)
        var bytes = ByteBuffer()
        for event in response.events { encoder.encode(event, into: &bytes) }
        if response.candidates.allSatisfy({ $0.finish != nil }) {
            encoder.finish(into: &bytes)
        } else {
            // Cut: an end mark would make it look whole.
            let error = failure("The provider's answer ended early.", cause: "no finish")
            record.code = error.code
            record.cause = error.cause ?? error.message
            encoder.fail(ErrorReply.failure(error, of: call.call), into: &bytes)
        }
        try reply.reply(
            replyHead(contentType: door.streamContentType, waited: nil),
            body: costTelling?.told(inAll: bytes, usage: response.usage, tier: response.serviceTier) ?? bytes)
    }

    /// Another dialect, events: read one by one, written one by one, with back-pressure by `await`.
    @inline(never)
    func translateStream(to reply: any ReplyWriter) async throws(GatewayError) {
        let translation = StreamTranslation(
            from: target, encoder: door.makeStreamEncoder(streamContext), costs: costTelling)
        record.continuation?.enter(translation)
        do throws(GatewayError) {
            while let piece = try await answer.next() {
                translation.feed(piece)
                try await forward(translation, to: reply)
            }
            translation.finish()
            try await forward(translation, to: reply)
        } catch {
            guard reply.isCommitted, error.code != .callerGone else {
                settle(translation.fold.response)
                throw error
            }
            return try await end(translation, error, reply)
        }
        try await end(translation, nil, reply)
    }

    private func forward(_ translation: StreamTranslation, to reply: any ReplyWriter) async throws(GatewayError) {
        if !reply.isCommitted, let failed = translation.failure {
            throw failure(failed, cause: "error event first", in: translation)
        }
        guard translation.bytes.readableBytes > 0 else { return }
        if !reply.isCommitted {
            record.releaseBody()
            try await reply.begin(replyHead(contentType: door.streamContentType, waited: nil))
        }
        try await reply.write(translation.takeBytes())
    }

    private func end(
        _ translation: StreamTranslation, _ broken: GatewayError?, _ reply: any ReplyWriter
    ) async throws(GatewayError) {
        let response = translation.fold.response
        settle(
            response.usage, finish: response.candidates.first?.finish, tier: response.serviceTier,
            isWhole: translation.fold.isWhole, seen: translation.fold.isWhole ? 0 : response.writtenBytes)
        record.losses.merge(translation.encoder.losses)
        if translation.fold.isWhole {
            record.continuation?.ended()
            translation.encoder.finish(into: &translation.bytes)
        } else {
            let said = translation.failure.map { failure($0, cause: "error event") }
            let error =
                said ?? broken?.named(attempt.target.provider)
                ?? failure("The provider's stream ended early.", cause: "no finish")
            if !reply.isCommitted { throw error }
            if let next = try await goOn(behind: translation, error, reply) { throw next }
            record.code = error.code
            record.cause = error.cause ?? error.message
            translation.encoder.fail(ErrorReply.failure(error, of: call.call), into: &translation.bytes)
        }
        if !reply.isCommitted {
            record.releaseBody()
            try await reply.begin(replyHead(contentType: door.streamContentType, waited: nil))
        }
        try await reply.write(translation.takeBytes())
        try await reply.finish()
    }
}

extension Exchange {
    /// The failure with which the next target is asked for the rest; nil: the caller is told.
    private func goOn(
        behind translation: StreamTranslation, _ error: GatewayError, _ reply: any ReplyWriter
    ) async throws(GatewayError) -> GatewayError? {
        guard let continuation = record.continuation else { return nil }
        if translation.bytes.readableBytes > 0 { try await reply.write(translation.takeBytes()) }
        guard continuation.broke(translation, isCommitted: reply.isCommitted) else { return nil }
        var next = error
        next.retry = .nextTarget
        return next
    }
}

extension GenerationResponse {
    /// Bytes of what the model wrote, by its own hand.
    fileprivate var writtenBytes: Int {
        candidates.reduce(0) { sum, candidate in
            candidate.parts.reduce(sum) { sum, part in
                switch part {
                case .text(let text): sum + text.text.utf8.count
                case .refusal(let text): sum + text.utf8.count
                case .reasoning(let reasoning): sum + reasoning.text.utf8.count
                case .toolCall(let call): sum + call.name.utf8.count + call.arguments.utf8.count
                default: sum
                }
            }
        }
    }
}

extension Losses {
    /// What an answer lost, less how its counts were written: those are told in the caller's own form.
    fileprivate var ofAnswer: Losses {
        var rest = Losses()
        for entry in entries where !entry.path.hasPrefix("usage") { rest.note(entry.path, entry.reason) }
        return rest
    }
}

/// Bytes of one dialect's stream into bytes of another's. A class: inside an `async` frame it would take kilobytes.
final class StreamTranslation {
    private var decoder: any StreamDecoder
    var encoder: any StreamEncoder
    var fold = ResponseFold()
    /// Written and not yet taken.
    var bytes = ByteBuffer()
    /// An error the provider sent inside the stream.
    private(set) var failure: Failure?
    /// Where the answer is one of several legs.
    var continuation: Continuation?
    private var parser: any EventParser
    private var events: [GenerationEvent] = []
    /// nil: the caller did not ask what it costs.
    private let costs: CostTelling?

    init(from codec: any DialectCodec, encoder: any StreamEncoder, costs: CostTelling? = nil) {
        self.costs = costs
        decoder = codec.makeStreamDecoder()
        parser = codec.streamFraming.makeParser()
        self.encoder = encoder
    }

    func feed(_ piece: ByteBuffer) {
        parser.feed(piece)
        do throws(SSEError) {
            while let event = try parser.next() { decoder.decode(event, into: &events) }
        } catch {
            events.append(
                .failure(
                    .unreadable(
                        error == .eventTooLarge
                            ? "An event of the provider's stream was too large."
                            : "An event of the provider's stream was damaged.")))
        }
        encodeEvents()
    }

    /// At the end of the bytes. Some servers leave out the last blank line.
    func finish() {
        if let event = try? parser.finish() { decoder.decode(event, into: &events) }
        decoder.finish(into: &events)
        encodeEvents()
    }

    func takeBytes() -> ByteBuffer {
        defer { bytes = ByteBuffer() }
        guard let costs else { return bytes }
        return costs.told(inAll: bytes, usage: fold.response.usage, tier: fold.response.serviceTier)
    }

    private func encodeEvents() {
        for event in events {
            if case .failure(let said) = event {
                failure = failure ?? said
                continue
            }
            // What follows an error is no part of the answer.
            guard failure == nil else { continue }
            fold.add(event)
            guard let continuation else {
                encoder.encode(event, into: &bytes)
                continue
            }
            if let joined = continuation.joined(event) { encoder.encode(joined, into: &bytes) }
        }
        events.removeAll(keepingCapacity: true)
    }
}
