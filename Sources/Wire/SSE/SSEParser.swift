package import NIOCore

/// Server-sent events as they arrive (WHATWG HTML §9.2.6). Feed bytes, then call `next` until it returns nil.
///
/// Lines end with LF, CR or CR LF, also cut between the two; a byte order mark at the start is skipped. What is left
/// when the stream ends is not dispatched: `finish` gives it to those who want to read leniently.
package struct SSEParser: Sendable {
    /// The largest event by default, in bytes of its lines.
    package static let defaultLimit = 8 << 20

    /// The last `id` seen in a finished block; empty before the first.
    package private(set) var lastEventID = ""
    /// The last `retry` seen, in milliseconds.
    package private(set) var retry: Int?

    private let limit: Int
    private var buffer = ByteBuffer()
    /// Bytes of the cut line that hold no line break.
    private var scanned = 0
    private var skipsLineFeed = false
    private var mayBeginWithMark = true
    private var block = SSEBlock()
    private var failure: SSEError?

    /// `eventLimit` bounds the bytes of one event's lines; comments pass without counting once they have ended.
    package init(eventLimit: Int = SSEParser.defaultLimit) { limit = eventLimit }

    /// Adds what was read. Bytes fed to an empty parser are kept as they are, not copied.
    package mutating func feed(_ bytes: ByteBuffer) {
        buffer.feed(bytes)
    }

    /// The next event; nil if more bytes are needed. After an error every further call throws the same one.
    package mutating func next() throws(SSEError) -> SSEEvent? {
        if let failure { throw failure }
        guard skipMark() else { return nil }
        while let line = nextLine() {
            if line.isEmpty {
                if let event = dispatch() { return event }
                continue
            }
            guard block.size + line.count <= limit else { throw fail() }
            block.take(line, of: buffer)
        }
        guard block.size + buffer.readableBytes <= limit else { throw fail() }
        buffer.releaseIfRead()
        return nil
    }

    /// The end of the stream: what stands undispatched, a last line without an end included, read as if an empty line
    /// had followed; nil if that is no event. WHATWG drops it; some providers end without the empty line.
    package mutating func finish() throws(SSEError) -> SSEEvent? {
        if let failure { throw failure }
        let length = buffer.readableBytes
        if length > 0 {
            block.take(buffer.readerIndex..<buffer.readerIndex + length, of: buffer)
            buffer.moveReaderIndex(forwardBy: length)
        }
        scanned = 0
        return dispatch()
    }

    private mutating func fail() -> SSEError {
        failure = .eventTooLarge
        return .eventTooLarge
    }

    private mutating func dispatch() -> SSEEvent? {
        if let id = block.id { lastEventID = id }
        if let milliseconds = block.retry { retry = milliseconds }
        return block.finish()
    }

    /// Skips a byte order mark at the very start; false while it cannot be told.
    private mutating func skipMark() -> Bool {
        guard mayBeginWithMark else { return true }
        let mark: StaticString = "\u{FEFF}"
        for index in 0..<3 {
            guard let byte = buffer.getInteger(at: buffer.readerIndex + index, as: UInt8.self) else { return false }
            if byte != mark.utf8Start[index] {
                mayBeginWithMark = false
                return true
            }
        }
        buffer.moveReaderIndex(forwardBy: 3)
        mayBeginWithMark = false
        return true
    }

    /// Takes the next whole line off the buffer: where it lies there, without its end.
    private mutating func nextLine() -> Range<Int>? {
        if skipsLineFeed, let byte = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) {
            if byte == ByteScan.lineFeed { buffer.moveReaderIndex(forwardBy: 1) }
            skipsLineFeed = false
        }
        let from = scanned
        let found = buffer.withUnsafeReadableBytes { bytes in
            let end = ByteScan.firstLineBreak(bytes, from, bytes.count)
            return end < bytes.count ? (end: end, isReturn: bytes[end] == ByteScan.carriageReturn) : nil
        }
        guard let found else {
            scanned = buffer.readableBytes
            return nil
        }
        scanned = 0
        skipsLineFeed = found.isReturn
        let start = buffer.readerIndex
        buffer.moveReaderIndex(forwardBy: found.end + 1)
        return start..<start + found.end
    }
}
