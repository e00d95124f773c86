package import NIOCore

/// Requests as they arrive on one connection, strictly framed. Feed bytes, then call `next` until it returns nil.
///
/// Requests may be pipelined: after `.end` the next head follows from what is buffered. Behind a request that closes
/// the connection nothing is parsed. After an error neither, and every further call throws the same error; the
/// connection is to be closed behind one reply.
package struct RequestParser: ~Copyable, Sendable {
    private enum State: Sendable {
        case head
        case body
        /// The last request said it was the last (RFC 9112 §9.6).
        case closed
        case failed(FramingError)
    }

    private let limits: FramingLimits
    private var buffer = ByteBuffer()
    private var state = State.head
    private var keepsAlive = true
    private var line: RequestLine?
    private var scan = HeadScan()
    private var body = BodyDecoder(.none)

    package init(limits: FramingLimits = FramingLimits()) { self.limits = limits }

    /// Whether bytes were fed that no part has taken yet.
    package var hasBufferedBytes: Bool { buffer.readableBytes > 0 }

    /// How many bytes were fed that no part has taken yet.
    package var bufferedBytes: Int { buffer.readableBytes }

    /// Whether a request has begun and its `.end` was not returned yet.
    package var isMidRequest: Bool {
        switch state {
        case .head: hasBufferedBytes
        case .body: true
        case .closed, .failed: false
        }
    }

    /// Whether the head was returned and the body's end was not.
    package var isMidBody: Bool {
        if case .body = state { true } else { false }
    }

    /// Adds what was read from the connection. Bytes fed to an empty parser are kept as they are, not copied; bytes
    /// that nothing will parse any more are let go.
    package mutating func feed(_ bytes: ByteBuffer) {
        switch state {
        case .closed, .failed: return
        case .head, .body: break
        }
        buffer.feed(bytes)
    }

    /// The next part; nil if more bytes are needed.
    package mutating func next() throws(FramingError) -> RequestPart? {
        do throws(FramingError) {
            switch state {
            case .failed(let error): throw error
            case .closed: return nil
            case .head:
                guard let head = try nextHead() else { return nil }
                body = BodyDecoder(head.framing)
                keepsAlive = head.keepAlive
                state = .body
                return .head(head)
            case .body:
                switch try body.next(&buffer, limits) {
                case nil:
                    buffer.releaseIfRead()
                    return nil
                case .bytes(let bytes): return .body(bytes)
                case .end:
                    buffer.releaseIfRead()
                    state = keepsAlive ? .head : .closed
                    return .end
                }
            }
        } catch {
            state = .failed(error)
            throw error
        }
    }

    /// Takes what was fed and not parsed out of the parser: where another protocol takes the connection over.
    package mutating func takeBufferedBytes() -> ByteBuffer {
        defer { buffer = ByteBuffer() }
        return buffer
    }

    private mutating func nextHead() throws(FramingError) -> RequestHead? {
        guard buffer.readableBytes > 0 else { return nil }
        // The scan moves into locals so that the closure does not overlap with the access to the buffer.
        var scan = self.scan
        self.scan = HeadScan()
        var line = self.line
        let limits = limits
        let parsed = try buffer.withUnsafeReadableBytes { bytes throws(FramingError) -> RequestHead? in
            if line == nil {
                line = try RequestLine(bytes, limits)
                scan.position = line?.next ?? 0
            }
            guard let line else {
                if bytes.count >= limits.headBytes { throw .headTooLarge }
                return nil
            }
            guard try scan.scanLines(bytes, limit: limits.headBytes, fieldCount: limits.fieldCount) else { return nil }
            return try Self.head(line, scan, bytes)
        }
        guard let parsed else {
            self.scan = scan
            self.line = line
            return nil
        }
        self.line = nil
        buffer.moveReaderIndex(forwardBy: scan.position)
        return parsed
    }

    private static func head(
        _ line: RequestLine, _ scan: HeadScan, _ bytes: UnsafeRawBufferPointer
    ) throws(FramingError) -> RequestHead {
        let questions = FramingQuestions(scan: scan, bytes: bytes, minorVersion: line.minorVersion)
        let framing = try questions.requestFraming()
        let host = try questions.host()
        let target = try RequestTarget.path(
            UnsafeRawBufferPointer(rebasing: bytes[line.target]), method: line.method, host: host)
        let hasBody = framing != .none && framing != .length(0)
        return RequestHead(
            method: line.method, target: target, minorVersion: line.minorVersion,
            fields: HeaderFields(copying: bytes, lines: scan.lines), framing: framing,
            keepAlive: questions.keepAlive(), expectsContinue: hasBody && questions.expectsContinue())
    }
}
