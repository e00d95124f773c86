package import NIOCore

/// Messages of AWS's event stream as they arrive, both checksums checked.
package struct EventStreamParser: Sendable {
    /// Lengths and their checksum.
    static let prelude = 12
    private let limit: Int
    private var buffer = ByteBuffer()
    private var failure: SSEError?

    /// - Parameter limit: bytes of one message at the most.
    package init(limit: Int = SSEParser.defaultLimit) { self.limit = limit }

    package mutating func feed(_ bytes: ByteBuffer) { buffer.feed(bytes) }

    /// The next message; nil if more bytes are needed.
    package mutating func nextMessage() throws(SSEError) -> EventStreamMessage? {
        if let failure { throw failure }
        guard let head = buffer.getSlice(at: buffer.readerIndex, length: Self.prelude) else { return nil }
        let (total, headers) = try lengths(head)
        guard total <= limit else { throw fail(.eventTooLarge) }
        guard var message = buffer.getSlice(at: buffer.readerIndex, length: total) else { return nil }
        let body = message.getSlice(at: message.readerIndex, length: total - 4) ?? ByteBuffer()
        let sum = message.getInteger(at: message.readerIndex + total - 4, as: UInt32.self)
        guard sum == body.withUnsafeReadableBytes({ CRC32.checksum($0) }) else { throw fail(.eventCorrupt) }
        message.moveReaderIndex(forwardBy: Self.prelude)
        guard let head = message.readSlice(length: headers),
            let payload = message.readSlice(length: total - headers - Self.prelude - 4),
            let fields = EventStreamMessage.headers(head)
        else { throw fail(.eventCorrupt) }
        buffer.moveReaderIndex(forwardBy: total)
        buffer.releaseIfRead()
        return EventStreamMessage(headers: fields, payload: payload)
    }

    private mutating func lengths(_ head: ByteBuffer) throws(SSEError) -> (total: Int, headers: Int) {
        var head = head
        let sum = head.getSlice(at: head.readerIndex, length: 8)?.withUnsafeReadableBytes { CRC32.checksum($0) }
        guard let (total, headers, said) = head.readMultipleIntegers(as: (UInt32, UInt32, UInt32).self), said == sum,
            Int(headers) + Self.prelude + 4 <= Int(total)
        else { throw fail(.eventCorrupt) }
        return (Int(total), Int(headers))
    }

    private mutating func fail(_ error: SSEError) -> SSEError {
        failure = error
        buffer = ByteBuffer()
        return error
    }
}

extension EventStreamParser: EventParser {
    /// The next message as an event: named after its type, an exception after the exception's.
    package mutating func next() throws(SSEError) -> SSEEvent? {
        guard let message = try nextMessage() else { return nil }
        switch message.text(":message-type") {
        case "exception": return SSEEvent(name: message.text(":exception-type") ?? "exception", data: message.payload)
        case "error":
            var json = JSONWriter()
            json.beginObject()
            json.member("message", message.text(":error-message") ?? "")
            json.endObject()
            return SSEEvent(name: (message.text(":error-code") ?? "unknown") + "Exception", data: json.buffer)
        default: return SSEEvent(name: message.text(":event-type"), data: message.payload)
        }
    }

    /// A message that was cut is none.
    package mutating func finish() throws(SSEError) -> SSEEvent? { try next() }
}
