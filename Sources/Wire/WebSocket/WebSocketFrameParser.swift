package import NIOCore

/// Frames as they arrive, in one direction. Feed bytes, then call `next` until it returns nil.
///
/// Payloads come in the pieces they arrive in, as they are on the wire; nothing but a head that is not whole is held.
/// After an error every further call throws the same one: where the next frame would begin is not known.
package struct WebSocketFrameParser: Sendable {
    /// One step of a frame as it arrives: a head, any number of pieces, the end.
    package enum Part: Sendable, Equatable {
        case head(WebSocketFrameHead)
        /// A piece of the payload, never empty, masked as its head says; `offset` is where it begins.
        case payload(ByteBuffer, offset: Int)
        case end
    }

    private let isMasked: Bool
    private var buffer = ByteBuffer()
    private var frame: (head: WebSocketFrameHead, seen: Int)?
    /// Whether the last data frame was not the end of its message.
    private var isMidMessage = false
    private var failure: WebSocketError?

    /// - Parameter isMasked: whether the frames are a caller's.
    package init(isMasked: Bool) { self.isMasked = isMasked }

    /// Whether all that was fed ends where a frame ends.
    package var isBetweenFrames: Bool { frame == nil && buffer.readableBytes == 0 && failure == nil }

    package mutating func feed(_ bytes: ByteBuffer) {
        if failure == nil { buffer.feed(bytes) }
    }

    /// The next part; nil if more bytes are needed.
    package mutating func next() throws(WebSocketError) -> Part? {
        if let failure { throw failure }
        do throws(WebSocketError) {
            guard let (head, seen) = frame else { return try beginFrame() }
            guard seen < head.length else {
                frame = nil
                buffer.releaseIfRead()
                return .end
            }
            let length = min(buffer.readableBytes, head.length - seen)
            guard length > 0, let piece = buffer.readSlice(length: length) else {
                buffer.releaseIfRead()
                return nil
            }
            frame = (head, seen + length)
            return .payload(piece, offset: seen)
        } catch {
            failure = error
            buffer = ByteBuffer()
            throw error
        }
    }

    private mutating func beginFrame() throws(WebSocketError) -> Part? {
        guard let head = try Self.readHead(&buffer) else { return nil }
        guard (head.mask != nil) == isMasked else { throw .wrongMask }
        if head.opcode.isControl {
            guard head.isFinal, head.length <= 125 else { throw .malformedControl }
        } else {
            guard (head.opcode == .continuation) == isMidMessage else { throw .wrongFragment }
            isMidMessage = !head.isFinal
        }
        frame = (head, 0)
        return .head(head)
    }

    /// Takes a head off; nil, and nothing taken, where it is not whole.
    private static func readHead(_ buffer: inout ByteBuffer) throws(WebSocketError) -> WebSocketFrameHead? {
        let start = buffer.readerIndex
        guard let (first, second) = buffer.getMultipleIntegers(at: start, as: (UInt8, UInt8).self) else { return nil }
        guard first & 0x70 == 0, let opcode = WebSocketFrameHead.Opcode(rawValue: first & 0x0F) else {
            throw .unknownFrame
        }
        var size = 2
        var length = Int(second & 0x7F)
        switch length {
        case 126:
            guard let long = buffer.getInteger(at: start + 2, as: UInt16.self) else { return nil }
            guard long >= 126 else { throw .malformedLength }
            length = Int(long)
            size = 4
        case 127:
            guard let long = buffer.getInteger(at: start + 2, as: UInt64.self) else { return nil }
            guard long >= 65_536, let whole = Int(exactly: long) else { throw .malformedLength }
            length = whole
            size = 10
        default: break
        }
        var mask: WebSocketMask?
        if second & 0x80 != 0 {
            guard let key = buffer.getInteger(at: start + size, as: UInt32.self) else { return nil }
            mask = WebSocketMask(key: key)
            size += 4
        }
        buffer.moveReaderIndex(forwardBy: size)
        return WebSocketFrameHead(isFinal: first & 0x80 != 0, opcode: opcode, mask: mask, length: length)
    }
}
