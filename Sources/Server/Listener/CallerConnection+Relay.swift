import Gateway
import NIOCore
import Wire

/// A relay under way. Confined to its connection's loop.
final class Relaying {
    let answer: any UpstreamAnswer
    let tap: any RelayTap
    let framing: BodyFraming
    /// What one socket read brought, sent as one chunk.
    var pieces: [ByteBuffer] = []
    /// A list of more than this many is not kept for the next read.
    static let keptPieces = 8
    var isPaused = false
    /// The pieces did not fit the announced length.
    var isOverrun = false

    init(answer: any UpstreamAnswer, tap: any RelayTap, framing: BodyFraming) {
        self.answer = answer
        self.tap = tap
        self.framing = framing
    }
}

/// The fast form of a streamed reply: bytes go from socket to socket by callbacks, one write a read.
extension CallerConnection: PieceSink {
    /// Chunks above this are sent as slices, not copied together.
    private static let joinedChunk = 16_384

    func relay(
        _ head: consuming ReplyHead, first: consuming [ByteBuffer], from answer: any UpstreamAnswer,
        through tap: any RelayTap
    ) async throws(GatewayError) {
        loop.preconditionInEventLoop()
        guard replyState == .none else { return }
        guard !isClosed else {
            answer.cancel()
            throw Self.gone
        }
        let framing = Self.framing(of: head, minorVersion: current.minorVersion)
        enqueue(try open(consume head, framing, room: 0))
        replyState = .open(framing)
        if case .length(let length) = framing { owed = length }
        relaying = Relaying(answer: answer, tap: tap, framing: framing)
        for piece in first { receive(piece) }
        first = []
        var failure: GatewayError?
        do throws(GatewayError) { try await answer.drain(into: self) } catch { failure = error }
        try endRelay(tap, framing, failure)
    }

    private static func framing(of head: ReplyHead, minorVersion: Int) -> BodyFraming {
        if let text = head.fields.first("content-length"), let length = Int(text), length >= 0 {
            return .length(length)
        }
        return minorVersion == 0 ? .untilClose : .chunked
    }

    private func endRelay(
        _ tap: any RelayTap, _ framing: BodyFraming, _ broken: GatewayError?
    ) throws(GatewayError) {
        guard !isClosed else {
            relaying = nil
            _ = tap.end(broken ?? Self.gone)
            throw Self.gone
        }
        let failure = broken == nil ? nil : cutOff?.error ?? broken
        let ending = tap.end(failure)
        if let ending, ending.readableBytes > 0 { relaying?.pieces.append(ending) }
        var buffer = takePieces()
        let isShort = owed > 0 && !current.isHead
        if (failure != nil && ending == nil) || relaying?.isOverrun ?? false || isShort {
            relaying = nil
            flush(buffer)
            // The reply stays open: `finishCall` then closes without the last chunk.
            throw failure ?? GatewayError(.upstreamError, "The provider's answer was cut.", origin: .gateway)
        }
        relaying = nil
        if framing == .chunked, !current.isHead { ChunkWriter.writeEnd(into: &buffer) }
        replyState = .done
        flush(buffer)
        if let failure { throw failure }
    }

    func receive(_ piece: ByteBuffer) {
        guard let relaying else { return }
        let passed = relaying.tap.pass(piece)
        if passed.readableBytes > 0 { relaying.pieces.append(passed) }
    }

    func flush() -> Bool {
        let buffer = takePieces()
        if buffer.readableBytes > 0 { hold(buffer, isPaced: true) } else { context?.flush() }
        // Behind both: either may have made room, of which nobody is told again.
        let isWritable = isWritable
        relaying?.isPaused = !isWritable
        return isWritable
    }

    /// The caller takes bytes again.
    func resumeRelay() {
        guard let relaying, relaying.isPaused else { return }
        self.relaying?.isPaused = false
        relaying.answer.resumeReading()
    }

    /// The pieces since the last write with their framing, in a buffer for `keep`; large ones are written straight away
    /// as slices, to be flushed.
    private func takePieces() -> ByteBuffer {
        guard let relaying, !relaying.pieces.isEmpty else { return ByteBuffer() }
        defer { relaying.pieces.removeAll(keepingCapacity: relaying.pieces.capacity <= Relaying.keptPieces) }
        var size = 0
        for piece in relaying.pieces { size += piece.readableBytes }
        if case .length = relaying.framing {
            if size > owed { relaying.isOverrun = true }
            owed -= size
        }
        if current.isHead || relaying.isOverrun { return ByteBuffer() }
        return size <= Self.joinedChunk ? joined(relaying, size) : writeApart(relaying, size)
    }

    private func joined(_ relaying: Relaying, _ size: Int) -> ByteBuffer {
        var buffer = home.scratch.take(room: size + ChunkWriter.framingBytes)
        if relaying.framing == .chunked {
            ChunkWriter.write(relaying.pieces, into: &buffer)
        } else {
            for piece in relaying.pieces { buffer.writeImmutableBuffer(piece) }
        }
        return buffer
    }

    private func writeApart(_ relaying: Relaying, _ size: Int) -> ByteBuffer {
        let isChunked = relaying.framing == .chunked
        var buffer = ByteBuffer()
        if isChunked { ChunkWriter.writePrefix(size, into: &buffer) }
        enqueue(buffer)
        for piece in relaying.pieces { enqueue(piece) }
        guard isChunked else { return ByteBuffer() }
        buffer.clear()
        ChunkWriter.writeSuffix(into: &buffer)
        enqueue(buffer)
        return ByteBuffer()
    }
}
