package import NIOCore
package import Wire

/// One wire form, both ways. Knows no provider, awaits nothing, reads no clock.
package protocol DialectCodec: Sendable {
    /// How its streams are parted into events. The default is server-sent events.
    var streamFraming: StreamFraming { get }
    /// `content-type` of its streams.
    var streamContentType: String { get }
    /// What an answer's identifier begins with in this dialect, for answers that have none of their own.
    var answerIDPrefix: String { get }
    func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest
    /// - Parameter traits: what the target can take; data from the catalogue.
    func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError)
    /// Lenient: unknown enums, numeric enums and missing members are read, never refused, as long as it is an object.
    func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse
    func encode(_ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses) throws(DialectError)
    /// - Parameter json: nil when the body was no JSON object.
    func decodeFailure(status: Int, _ json: JSONView?) -> Failure
    /// Writes the error body of this dialect: every member of `failure.original` if it is of this dialect, ours added.
    func encode(_ failure: Failure, into json: inout JSONWriter)
    func makeStreamDecoder() -> any StreamDecoder
    func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder
    /// Stands beside a relayed stream. The default decodes every event; a dialect with traffic has its own.
    func makeStreamObserver() -> any StreamObserver
    /// Whether the bytes of a whole event, seen from outside, hold nothing to observe. False when in doubt.
    func isQuietEvent(_ bytes: ByteBuffer) -> Bool
    /// Whether an answer's identifier is the gateway's own also where the provider gave one: callers come back with it.
    var namesAnswers: Bool { get }
    /// The members of an answer that repeat the request; nil in dialects that repeat nothing.
    func echo(of request: JSONView) -> JSONObject?
    /// Usage, first finish reason and service tier of a whole answer; nil where it does not say.
    func readUsage(_ json: JSONView) -> (usage: Usage?, finish: FinishReason?, serviceTier: String?)
}

/// Reads one stream. `decode` is called per SSE event in order; `finish` once at the end of the bytes.
package protocol StreamDecoder: Sendable {
    /// Never throws: what it cannot read it skips, and the fold shows the stream as not whole.
    mutating func decode(_ event: SSEEvent, into events: inout [GenerationEvent])
    /// Closes what is open. Emits no `finish`: a stream that ended without one was cut.
    mutating func finish(into events: inout [GenerationEvent])
}

/// Writes one stream as complete SSE events.
package protocol StreamEncoder: Sendable {
    mutating func encode(_ event: GenerationEvent, into bytes: inout ByteBuffer)
    /// The dialect's proper end after a whole stream (usage chunk and `[DONE]`, `message_stop`, nothing).
    mutating func finish(into bytes: inout ByteBuffer)
    /// The dialect's error event for a stream that broke after its first byte; nothing may follow it.
    mutating func fail(_ failure: Failure, into bytes: inout ByteBuffer)
    /// What this dialect could not say of the events so far.
    var losses: Losses { get }
}

/// What a stream encoder says when the upstream did not.
package struct StreamContext: Sendable {
    /// Used when the upstream's dialect gives none.
    package var id: String
    /// The model name the caller used.
    package var model: String
    /// Seconds since 1970.
    package var created: Int
    package var includeUsage: Bool
    /// What the dialect repeats of the request.
    package var echo: JSONObject?
    /// For dialects that tell the cost.
    package var meter: (any CostMeter)?

    package init(id: String, model: String, created: Int, includeUsage: Bool, echo: JSONObject? = nil) {
        self.echo = echo
        self.id = id
        self.model = model
        self.created = created
        self.includeUsage = includeUsage
    }
}
