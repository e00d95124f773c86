import NIOCore
import Wire

/// What a caller sends on to its provider, message by message: the bytes as they came, once the whole message has been
/// looked at. A provider could not begin with less either.
struct CallerMessages: Sendable {
    /// What is to be done next.
    enum Step {
        case pass(ByteBuffer)
        /// The caller's close frame.
        case close(ByteBuffer)
        /// The session is to end with this, and with this code.
        case refuse(GatewayError, UInt16)
    }

    private let model: SessionModel
    /// Bytes of one message.
    private let limit: Int
    private let makeMask: @Sendable () -> WebSocketMask
    private var parser = WebSocketFrameParser(isMasked: true)
    private var head: WebSocketFrameHead?
    private var opcode = WebSocketFrameHead.Opcode.text
    /// The frames of the message under way, as they came.
    private var frames = ByteBuffer()
    /// Where in them the message lies, and under which mask.
    private var pieces: [(start: Int, length: Int, mask: WebSocketMask?)] = []
    private var length = 0
    /// More pieces than any client makes of a message.
    private static let mostPieces = 65_536
    /// A control frame, which may come between the pieces of a message.
    private var control = ByteBuffer()
    private var isOver = false

    init(_ model: SessionModel, limit: Int, makeMask: @escaping @Sendable () -> WebSocketMask) {
        self.model = model
        self.limit = limit
        self.makeMask = makeMask
    }

    mutating func feed(_ bytes: ByteBuffer) { if !isOver { parser.feed(bytes) } }

    /// nil if more bytes are needed, and after a step that ends the session.
    mutating func next() -> Step? {
        guard !isOver else { return nil }
        do throws(WebSocketError) {
            while let part = try parser.next() {
                guard let step = take(part) else { continue }
                if case .pass = step { return step }
                isOver = true
                return step
            }
            return nil
        } catch {
            isOver = true
            return .refuse(
                GatewayError(
                    .invalidRequest, "What was sent is no frame of a WebSocket (\(error)).",
                    hint: "Use a WebSocket client; no extension was agreed on."), 1002)
        }
    }

    private mutating func take(_ part: WebSocketFrameParser.Part) -> Step? {
        switch part {
        case .head(let head): return begin(head)
        case .payload(let piece, _):
            guard let head else { return nil }
            if head.opcode.isControl {
                control.writeImmutableBuffer(piece)
            } else {
                frames.writeImmutableBuffer(piece)
            }
            return nil
        case .end: return end()
        }
    }

    private mutating func begin(_ head: WebSocketFrameHead) -> Step? {
        self.head = head
        guard !head.opcode.isControl else {
            control = ByteBuffer()
            head.write(into: &control)
            return nil
        }
        if head.opcode != .continuation { opcode = head.opcode }
        guard head.length <= limit - length, pieces.count < Self.mostPieces else {
            return .refuse(
                GatewayError(
                    .bodyTooLarge, "A message is larger than \(limit) bytes.",
                    hint: "Send sound in smaller pieces, or raise `server.max_body`."), 1009)
        }
        // It comes from outside, and is believed up to a megabyte.
        frames.reserveCapacity(minimumWritableBytes: min(head.length, 1 << 20) + 14)
        head.write(into: &frames)
        pieces.append((frames.writerIndex, head.length, head.mask))
        length += head.length
        return nil
    }

    /// The masks taken off.
    private var message: ByteBuffer {
        var message = ByteBuffer()
        message.reserveCapacity(length)
        for piece in pieces {
            guard var plain = frames.getSlice(at: piece.start, length: piece.length) else { continue }
            piece.mask?.apply(to: &plain)
            message.writeBuffer(&plain)
        }
        return message
    }

    private mutating func end() -> Step? {
        guard let head else { return nil }
        self.head = nil
        if head.opcode.isControl { return head.opcode == .close ? .close(control) : .pass(control) }
        guard head.isFinal else { return nil }
        defer {
            frames = ByteBuffer()
            pieces.removeAll()
            length = 0
        }
        switch model.verdict(on: message) {
        case .pass: return .pass(frames)
        case .replace(let changed):
            var frame = ByteBuffer()
            WebSocketFrames.write(changed, as: opcode, mask: makeMask(), into: &frame)
            return .pass(frame)
        case .refuse(let error): return .refuse(error, 1008)
        }
    }
}
