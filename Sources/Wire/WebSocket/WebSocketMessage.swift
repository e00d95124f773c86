package import NIOCore

/// What a direction has said, put together from its frames.
package enum WebSocketMessage: Sendable, Equatable {
    /// Whole, the mask taken off.
    case text(ByteBuffer)
    case binary(ByteBuffer)
    case ping
    case pong
    /// The code may be missing.
    case close(code: UInt16?, reason: String)
    /// A message with more bytes than are put together.
    case tooLarge
}

/// Puts messages together, in one direction. A message above the limit is passed over.
package struct WebSocketMessageReader: Sendable {
    private let limit: Int
    private var parser: WebSocketFrameParser
    private var head: WebSocketFrameHead?
    private var isText = true
    private var isOverLimit = false
    private var message = ByteBuffer()
    private var control = ByteBuffer()

    /// - Parameters:
    ///   - isMasked: whether the frames are a caller's.
    ///   - limit: bytes of one message.
    package init(isMasked: Bool, limit: Int) {
        self.limit = limit
        parser = WebSocketFrameParser(isMasked: isMasked)
    }

    package var isBetweenFrames: Bool { parser.isBetweenFrames }

    package mutating func feed(_ bytes: ByteBuffer) { parser.feed(bytes) }

    /// The next message; nil if more bytes are needed.
    package mutating func next() throws(WebSocketError) -> WebSocketMessage? {
        while let part = try parser.next() {
            switch part {
            case .head(let head): begin(head)
            case .payload(let piece, let offset): take(piece, offset)
            case .end: if let message = end() { return message }
            }
        }
        return nil
    }

    private mutating func begin(_ head: WebSocketFrameHead) {
        self.head = head
        switch head.opcode {
        case .text, .binary:
            isText = head.opcode == .text
            isOverLimit = false
            message = ByteBuffer()
        case .continuation: break
        case .close, .ping, .pong: control = ByteBuffer()
        }
        if !head.opcode.isControl, head.length > limit - message.readableBytes {
            isOverLimit = true
            message = ByteBuffer()
        }
    }

    private mutating func take(_ piece: ByteBuffer, _ offset: Int) {
        guard let head else { return }
        var piece = piece
        head.mask?.apply(to: &piece, at: offset)
        if head.opcode.isControl {
            control.writeImmutableBuffer(piece)
        } else if !isOverLimit {
            if message.readableBytes == 0 { message = piece } else { message.writeImmutableBuffer(piece) }
        }
    }

    private mutating func end() -> WebSocketMessage? {
        guard let head else { return nil }
        self.head = nil
        switch head.opcode {
        case .ping: return .ping
        case .pong: return .pong
        case .close:
            let code = control.readInteger(as: UInt16.self)
            return .close(code: code, reason: String(buffer: control))
        case .text, .binary, .continuation:
            guard head.isFinal else { return nil }
            defer { message = ByteBuffer() }
            if isOverLimit { return .tooLarge }
            return isText ? .text(message) : .binary(message)
        }
    }
}

/// Writes frames of our own.
package enum WebSocketFrames {
    /// - Parameter mask: what a caller has to mask with; nil for a server.
    package static func write(
        _ payload: ByteBuffer, as opcode: WebSocketFrameHead.Opcode, mask: WebSocketMask? = nil,
        into buffer: inout ByteBuffer
    ) {
        WebSocketFrameHead(opcode: opcode, mask: mask, length: payload.readableBytes).write(into: &buffer)
        guard let mask else {
            buffer.writeImmutableBuffer(payload)
            return
        }
        var masked = payload
        mask.apply(to: &masked)
        buffer.writeBuffer(&masked)
    }

    /// - Parameter reason: cut where a control frame has no room for it.
    package static func writeClose(
        _ code: UInt16, _ reason: String, mask: WebSocketMask? = nil, into buffer: inout ByteBuffer
    ) {
        var payload = ByteBuffer(integer: code)
        var said = reason
        while said.utf8.count > 123 { said.removeLast() }
        payload.writeString(said)
        write(payload, as: .close, mask: mask, into: &buffer)
    }
}
