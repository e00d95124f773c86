package import NIOCore

/// Lines of JSON as they arrive. Lines end with LF or CR LF; empty ones are skipped. Whether a line is JSON is its
/// reader's to judge.
package struct JSONLineParser: Sendable {
    private let limit: Int
    private var buffer = ByteBuffer()
    /// Bytes of the cut line that hold no line feed.
    private var scanned = 0
    private var failure: SSEError?

    /// - Parameter lineLimit: bytes of one line at the most.
    package init(lineLimit: Int = SSEParser.defaultLimit) { limit = lineLimit }

    package mutating func feed(_ bytes: ByteBuffer) { buffer.feed(bytes) }

    /// The next line as an event with data only; nil if more bytes are needed.
    package mutating func next() throws(SSEError) -> SSEEvent? {
        if let failure { throw failure }
        while let end = lineEnd() {
            let line = take(end)
            buffer.moveReaderIndex(forwardBy: 1)
            scanned = 0
            guard line.readableBytes <= limit else { throw fail() }
            if line.readableBytes > 0 { return SSEEvent(data: line) }
        }
        guard buffer.readableBytes <= limit else { throw fail() }
        buffer.releaseIfRead()
        return nil
    }

    /// The end of the stream: a last line without an end.
    package mutating func finish() throws(SSEError) -> SSEEvent? {
        if let event = try next() { return event }
        let line = take(buffer.readableBytes)
        scanned = 0
        return line.readableBytes > 0 ? SSEEvent(data: line) : nil
    }

    private mutating func fail() -> SSEError {
        failure = .eventTooLarge
        return .eventTooLarge
    }

    private mutating func lineEnd() -> Int? {
        let from = scanned
        let count = buffer.readableBytes
        let end = buffer.withUnsafeReadableBytes { ByteScan.first(ByteScan.lineFeed, $0, from, count) }
        scanned = end
        return end < count ? end : nil
    }

    /// Takes `length` bytes off the buffer, less a CR at their end.
    private mutating func take(_ length: Int) -> ByteBuffer {
        guard var line = buffer.readSlice(length: length) else { return ByteBuffer() }
        if let last = line.readableBytesView.last, last == ByteScan.carriageReturn {
            line = line.getSlice(at: line.readerIndex, length: line.readableBytes - 1) ?? line
        }
        return line
    }
}
