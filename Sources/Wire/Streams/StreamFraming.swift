package import NIOCore

/// How the events of a streamed answer are parted on the wire.
package enum StreamFraming: Sendable, Equatable {
    /// `text/event-stream` (WHATWG HTML §9.2).
    case serverSentEvents
    /// One JSON value a line (`application/x-ndjson`), as Ollama streams.
    case jsonLines
    /// Binary messages with checksums (`application/vnd.amazon.eventstream`), as Bedrock streams.
    case eventStream

    /// What stands behind each event.
    package var eventEnd: String {
        switch self {
        case .serverSentEvents: "\n\n"
        case .jsonLines: "\n"
        case .eventStream: ""
        }
    }

    package func makeParser() -> any EventParser {
        switch self {
        case .serverSentEvents: SSEParser()
        case .jsonLines: JSONLineParser()
        case .eventStream: EventStreamParser()
        }
    }
}

/// Parts a stream into its events. Feed bytes, then call `next` until it returns nil.
///
/// What a framing has no place for is nil in the event: a line of JSON has data only.
package protocol EventParser: Sendable {
    mutating func feed(_ bytes: ByteBuffer)
    /// The next event; nil if more bytes are needed. After an error every further call throws the same one.
    mutating func next() throws(SSEError) -> SSEEvent?
    /// The end of the stream: what stands undispatched, if it is an event.
    mutating func finish() throws(SSEError) -> SSEEvent?
}

extension SSEParser: EventParser {}
extension JSONLineParser: EventParser {}
