import NIOCore
import Wire

/// A dialect that says what another one says in other words: each body and each event is reworded on its way in or out.
///
/// For old forms of an API beside its newer one: right before it is fast.
struct RewordedCodec: Sendable {
    let dialect: Dialect
    let base: any DialectCodec
    let words: any Rewording
}

/// The words of such a dialect.
protocol Rewording: Sendable {
    /// A request as the base has it; what has no place there is left out and returned beside.
    func request(_ own: JSONObject) throws(DialectError) -> (base: JSONObject, rest: JSONObject)
    /// The base's request in own words.
    func ownRequest(_ base: JSONObject, losses: inout Losses) throws(DialectError) -> JSONObject
    /// An answer, or an event of a stream, as the base has it.
    func answer(_ own: JSONObject) -> JSONObject
    /// The base's answer, or event, in own words; nil for an event that says nothing here.
    func ownAnswer(_ base: JSONObject, losses: inout Losses) -> JSONObject?
}

extension RewordedCodec {
    func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        guard json.kind == .object else { throw .invalid("", "The request body must be a JSON object.") }
        let (body, rest) = try words.request(JSONObject(rest: json, without: []))
        guard let document = try? JSONDocument(validating: JSONValue.object(body).bytes, maxDepth: 512) else {
            throw .invalid("", "The request body cannot be read.")
        }
        var request = try base.decodeRequest(document.root)
        guard !rest.isEmpty else { return request }
        // Of both forms: told as lost by whoever has a place for neither.
        var members = rest
        if let kept = request.preserved { members.fill(kept.members) }
        request.preserved = Preserved(dialect: dialect, members: members)
        return request
    }

    func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = JSONWriter()
        var plain = request
        // Written below; the base would report it as lost.
        if request.preserved?.dialect == dialect { plain.preserved = nil }
        try base.encode(plain, for: traits, into: &writer, losses: &losses)
        let body = (try? JSONValue(parsing: writer.buffer, maxDepth: 512))?.object ?? JSONObject()
        var own = try words.ownRequest(body, losses: &losses)
        if let preserved = request.preserved, preserved.dialect == dialect { own.fill(preserved.members) }
        json.value(.object(own))
    }

    func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        guard json.kind == .object else { throw .invalid("", "The answer is no JSON object.") }
        let body = words.answer(JSONObject(json))
        guard let document = try? JSONDocument(validating: JSONValue.object(body).bytes, maxDepth: 512) else {
            throw .invalid("", "The answer cannot be read.")
        }
        return try base.decodeResponse(document.root)
    }

    func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = JSONWriter()
        try base.encode(response, into: &writer, losses: &losses)
        let body = (try? JSONValue(parsing: writer.buffer, maxDepth: 512))?.object ?? JSONObject()
        json.value(.object(words.ownAnswer(body, losses: &losses) ?? JSONObject()))
    }

    func makeStreamDecoder() -> any StreamDecoder {
        RewordedStreamDecoder(base: base.makeStreamDecoder(), words: words)
    }

    func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder {
        RewordedStreamEncoder(base: base.makeStreamEncoder(context), framing: base.streamFraming, words: words)
    }
}

/// Events are reworded before the base reads them.
private struct RewordedStreamDecoder: StreamDecoder {
    var base: any StreamDecoder
    let words: any Rewording

    mutating func decode(_ event: SSEEvent, into events: inout [GenerationEvent]) {
        guard case .object(let own)? = try? JSONValue(parsing: event.data, maxDepth: 512) else {
            return base.decode(event, into: &events)
        }
        var reworded = event
        reworded.data = JSONValue.object(words.answer(own)).bytes
        base.decode(reworded, into: &events)
    }

    mutating func finish(into events: inout [GenerationEvent]) { base.finish(into: &events) }
}

/// Events are reworded after the base has written them.
private struct RewordedStreamEncoder: StreamEncoder {
    var base: any StreamEncoder
    let framing: StreamFraming
    let words: any Rewording
    private var ownLosses = Losses()

    init(base: any StreamEncoder, framing: StreamFraming, words: any Rewording) {
        self.base = base
        self.framing = framing
        self.words = words
    }

    var losses: Losses {
        var all = base.losses
        all.merge(ownLosses)
        return all
    }

    mutating func encode(_ event: GenerationEvent, into bytes: inout ByteBuffer) {
        var written = ByteBuffer()
        base.encode(event, into: &written)
        reword(written, into: &bytes)
    }

    mutating func finish(into bytes: inout ByteBuffer) {
        var written = ByteBuffer()
        base.finish(into: &written)
        reword(written, into: &bytes)
    }

    mutating func fail(_ failure: Failure, into bytes: inout ByteBuffer) { base.fail(failure, into: &bytes) }

    private mutating func reword(_ written: ByteBuffer, into bytes: inout ByteBuffer) {
        guard written.readableBytes > 0 else { return }
        var parser = framing.makeParser()
        parser.feed(written)
        while let event = try? parser.next() {
            var data = event.data
            if case .object(let body)? = try? JSONValue(parsing: event.data, maxDepth: 512) {
                guard let own = words.ownAnswer(body, losses: &ownLosses) else { continue }
                data = JSONValue.object(own).bytes
            }
            switch framing {
            case .jsonLines:
                bytes.writeImmutableBuffer(data)
                bytes.writeInteger(UInt8(ascii: "\n"))
            case .serverSentEvents, .eventStream: SSEWriter.event(name: event.name, data: data, into: &bytes)
            }
        }
    }
}
