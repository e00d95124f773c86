package import NIOCore

/// Answers as they arrive on one connection to an upstream. Call `expect` for each request sent, feed bytes, then call
/// `next` until it returns nil; at the end of the connection call `finish`.
///
/// Interim answers (1xx) are skipped, 101 excepted: it ends HTTP on the connection, and `takeBufferedBytes` gives what
/// came behind it. Bytes that nobody expected stay buffered: with `hasBufferedBytes` the connection is not reusable.
package struct ResponseParser: ~Copyable, Sendable {
    private enum State: Sendable {
        case idle
        case head(HTTPMethod)
        case body
        case failed(FramingError)
    }

    private let limits: FramingLimits
    private var buffer = ByteBuffer()
    private var state = State.idle
    private var line: StatusLine?
    private var scan = HeadScan()
    private var body = BodyDecoder(.none)
    private var interims = 0

    package init(limits: FramingLimits = FramingLimits()) { self.limits = limits }

    /// Whether bytes were fed that no part has taken yet.
    package var hasBufferedBytes: Bool { buffer.readableBytes > 0 }

    /// Announces a request sent: the next head answers `method`. Answers to HEAD have no body.
    package mutating func expect(method: HTTPMethod) {
        guard case .idle = state else { return }
        interims = 0
        state = .head(method)
    }

    /// Adds what was read from the connection. Bytes fed to an empty parser are kept as they are, not copied.
    package mutating func feed(_ bytes: ByteBuffer) {
        buffer.feed(bytes)
    }

    /// The next part; nil if more bytes, or an `expect`, are needed.
    package mutating func next() throws(FramingError) -> ResponsePart? {
        do throws(FramingError) {
            switch state {
            case .idle: return nil
            case .failed(let error): throw error
            case .head(let method):
                guard let head = try nextFinalHead(method) else { return nil }
                body = BodyDecoder(head.framing)
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
                    state = .idle
                    return .end
                }
            }
        } catch {
            state = .failed(error)
            throw error
        }
    }

    /// The end of the connection: call it when `next` returned nil. A body framed by it ends well (`.end`); an answer
    /// cut short is an error; nil if none was under way.
    package mutating func finish() throws(FramingError) -> ResponsePart? {
        let error: FramingError
        switch state {
        case .idle: return nil
        case .body where body.endsAtClose:
            state = .idle
            return .end
        case .body: error = .truncatedBody
        case .head: error = hasHeadBegun ? .truncatedHead : .closedBeforeResponse
        case .failed(let earlier): error = earlier
        }
        state = .failed(error)
        throw error
    }

    /// While a head is awaited: whether anything of it, or of an interim answer, has come.
    package var hasHeadBegun: Bool { hasBufferedBytes || interims > 0 }

    /// Takes what was fed and not parsed out of the parser: where another protocol takes the connection over.
    package mutating func takeBufferedBytes() -> ByteBuffer {
        defer { buffer = ByteBuffer() }
        return buffer
    }

    private mutating func nextFinalHead(_ method: HTTPMethod) throws(FramingError) -> ResponseHead? {
        while let head = try nextHead(method) {
            guard head.status < 200, head.status != 101 else { return head }
            interims += 1
            if interims > limits.interimResponses { throw .tooManyInterimResponses }
        }
        return nil
    }

    private mutating func nextHead(_ method: HTTPMethod) throws(FramingError) -> ResponseHead? {
        guard buffer.readableBytes > 0 else { return nil }
        // The scan moves into locals so that the closure does not overlap with the access to the buffer.
        var scan = self.scan
        self.scan = HeadScan()
        var line = self.line
        let limits = limits
        let parsed = try buffer.withUnsafeReadableBytes { bytes throws(FramingError) -> ResponseHead? in
            if line == nil {
                line = try StatusLine(bytes, limits.headBytes)
                scan.position = line?.next ?? 0
            }
            guard let line else {
                if bytes.count >= limits.headBytes { throw .headTooLarge }
                return nil
            }
            guard try scan.scanLines(bytes, limit: limits.headBytes, fieldCount: limits.fieldCount) else { return nil }
            return try Self.head(line, scan, bytes, method)
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
        _ line: StatusLine, _ scan: HeadScan, _ bytes: UnsafeRawBufferPointer, _ method: HTTPMethod
    ) throws(FramingError) -> ResponseHead {
        let questions = FramingQuestions(scan: scan, bytes: bytes, minorVersion: line.minorVersion)
        let framing = try questions.responseFraming(status: line.status, method: method)
        return ResponseHead(
            status: line.status, reason: String(decoding: bytes[line.reason], as: UTF8.self),
            minorVersion: line.minorVersion, fields: HeaderFields(copying: bytes, lines: scan.lines),
            framing: framing,
            keepAlive: framing != .untilClose && line.status != 101 && questions.keepAlive())
    }
}
