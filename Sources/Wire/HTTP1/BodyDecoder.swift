import NIOCore

/// Takes the framing off one body. Trailers are read as strictly as fields, and dropped.
struct BodyDecoder: Sendable {
    /// What was decoded.
    enum Piece {
        case bytes(ByteBuffer)
        case end
    }

    private enum State: Sendable {
        case done
        case length(Int)
        case untilClose
        case chunkSize
        case chunkBytes(Int)
        case chunkEnd
        case trailers(HeadScan)
    }

    private var state: State

    init(_ framing: BodyFraming) {
        switch framing {
        case .none, .length(0): state = .done
        case .length(let length): state = .length(length)
        case .chunked: state = .chunkSize
        case .untilClose: state = .untilClose
        }
    }

    /// Whether the end of the connection is the end of the body.
    var endsAtClose: Bool {
        if case .untilClose = state { true } else { false }
    }

    /// The next piece of the body in `buffer`; nil if more bytes are needed.
    mutating func next(_ buffer: inout ByteBuffer, _ limits: FramingLimits) throws(FramingError) -> Piece? {
        while true {
            switch state {
            case .done: return .end
            case .length(let left):
                guard let bytes = Self.take(&buffer, left) else { return nil }
                let rest = left - bytes.readableBytes
                state = rest == 0 ? .done : .length(rest)
                return .bytes(bytes)
            case .untilClose:
                return Self.take(&buffer, .max).map { .bytes($0) }
            case .chunkSize:
                guard let line = try ChunkSizeLine.read(&buffer, limits) else { return nil }
                state = line == 0 ? .trailers(HeadScan()) : .chunkBytes(line)
            case .chunkBytes(let left):
                guard let bytes = Self.take(&buffer, left) else { return nil }
                let rest = left - bytes.readableBytes
                state = rest == 0 ? .chunkEnd : .chunkBytes(rest)
                return .bytes(bytes)
            case .chunkEnd:
                guard try Self.skipLineEnd(&buffer) else { return nil }
                state = .chunkSize
            case .trailers(var scan):
                state = .done
                let isWhole = try buffer.withUnsafeReadableBytes { bytes throws(FramingError) -> Bool in
                    try scan.scanLines(bytes, limit: limits.headBytes, fieldCount: limits.fieldCount)
                }
                guard isWhole else {
                    state = .trailers(scan)
                    return nil
                }
                buffer.moveReaderIndex(forwardBy: scan.position)
            }
        }
    }

    private static func take(_ buffer: inout ByteBuffer, _ most: Int) -> ByteBuffer? {
        let length = min(buffer.readableBytes, most)
        return length == 0 ? nil : buffer.readSlice(length: length)
    }

    /// Takes CR LF off; false if it has not arrived whole.
    private static func skipLineEnd(_ buffer: inout ByteBuffer) throws(FramingError) -> Bool {
        let start = buffer.readerIndex
        guard let first = buffer.getInteger(at: start, as: UInt8.self) else { return false }
        guard first == ByteScan.carriageReturn else { throw .malformedChunk }
        guard let second = buffer.getInteger(at: start + 1, as: UInt8.self) else { return false }
        guard second == ByteScan.lineFeed else { throw .malformedChunk }
        buffer.moveReaderIndex(forwardBy: 2)
        return true
    }
}
