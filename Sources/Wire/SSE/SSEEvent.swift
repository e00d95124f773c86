package import NIOCore

/// One server-sent event as dispatched (WHATWG HTML §9.2).
package struct SSEEvent: Sendable, Equatable {
    /// The `event` field; nil where there was none or an empty one, which browsers call `message`.
    package var name: String?
    /// The `data` lines joined by LF; with a single line a slice of what was fed. May be empty.
    package var data: ByteBuffer
    /// The `id` field of this very event; nil where there was none. `SSEParser.lastEventID` is what persists.
    package var id: String?
    /// The `retry` field of this very event, in milliseconds.
    package var retry: Int?

    package init(name: String? = nil, data: ByteBuffer, id: String? = nil, retry: Int? = nil) {
        self.name = name
        self.data = data
        self.id = id
        self.retry = retry
    }
}

/// Why a stream of events was given up.
package enum SSEError: Error, Equatable, Sendable {
    /// One event is larger than the limit.
    case eventTooLarge
    /// A checksum or a length does not fit (AWS's event streams).
    case eventCorrupt
}
