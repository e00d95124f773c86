import Gateway
import NIOCore
import Sockets
import Wire

/// Replies out. Each goes out in as few writes as its pieces allow; a small one in exactly one.
extension CallerConnection: ReplyWriter {
    /// Bodies up to this size are copied behind their head rather than sent as a second buffer.
    private static let joined = 16_384

    var isCommitted: Bool { replyState != .none }

    func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError) {
        loop.preconditionInEventLoop()
        guard replyState == .none else { return }
        guard !isClosed else { throw Self.gone }
        let length = body.readableBytes
        var buffer = try open(head, .length(length), room: length <= Self.joined ? length : 0)
        replyState = .done
        if current.isHead || length == 0 || head.status == 204 || head.status == 304 {
            flush(buffer)
            return
        }
        if length <= Self.joined {
            buffer.writeImmutableBuffer(body)
            hold(buffer)
        } else {
            enqueue(buffer)
            flush(body)
        }
    }

    func begin(_ head: ReplyHead) async throws(GatewayError) {
        loop.preconditionInEventLoop()
        guard replyState == .none else { return }
        guard !isClosed else { throw Self.gone }
        let framing = current.minorVersion == 0 ? BodyFraming.untilClose : .chunked
        let buffer = try open(head, framing, room: 0)
        replyState = .open(framing)
        queue(buffer)
    }

    func write(_ bytes: ByteBuffer) async throws(GatewayError) {
        loop.preconditionInEventLoop()
        guard !isClosed else { throw Self.gone }
        guard case .open(let framing) = replyState else { return }
        guard bytes.readableBytes > 0, !current.isHead else { return }
        queue(framed(bytes, framing))
        await untilWritable()
        guard !isClosed else { throw Self.gone }
    }

    func finish() async throws(GatewayError) {
        loop.preconditionInEventLoop()
        guard !isClosed else { throw Self.gone }
        guard case .open(let framing) = replyState else { return }
        replyState = .done
        if framing == .chunked, !current.isHead {
            var end = ByteBuffer()
            ChunkWriter.writeEnd(into: &end)
            flush(end)
        } else {
            context?.flush()
        }
    }

    func afterwards(_ work: @escaping @Sendable () -> Void) {
        loop.preconditionInEventLoop()
        // A loop at its end is as late later.
        if home.outbox.isHolding { work() } else { home.executor.putOff(work) }
    }

    static let gone = GatewayError(.callerGone, "The caller closed the connection.")

    /// Waits while the caller's socket is full; returns at once when it is closed.
    func untilWritable() async {
        while !isClosed, !isWritable, !isExpired {
            await withUnsafeContinuation { writeWaiter = $0 }
        }
    }

    /// Writes a head and decides, before, whether the connection outlives the reply.
    func open(_ head: ReplyHead, _ framing: BodyFraming, room: Int) throws(GatewayError) -> ByteBuffer {
        if !current.keepAlive || !current.isWhole && current.framing != .none || isDraining || isInputClosed
            || framing == .untilClose
        {
            closesAfterReply = true
        }
        var buffer = home.scratch.take(room: 512 + room)
        do throws(FramingError) {
            let bodiless = head.status == 204 || head.status == 304
            var fields = head.fields
            if !requestID.isEmpty, !fields.contains("x-request-id") { fields.append("x-request-id", requestID) }
            if current.minorVersion == 0, !closesAfterReply { fields.append("connection", "keep-alive") }
            try HeadWriter.writeResponse(
                status: head.status, fields: fields, framing: bodiless ? .none : framing,
                keepAlive: !closesAfterReply, lines: home.date.line, into: &buffer)
        } catch {
            throw GatewayError(.internalError, "The reply could not be written.", origin: .gateway, cause: "\(error)")
        }
        return buffer
    }

    func framed(_ bytes: ByteBuffer, _ framing: BodyFraming) -> ByteBuffer {
        guard framing == .chunked else { return bytes }
        var buffer = ByteBuffer()
        ChunkWriter.write(bytes, into: &buffer)
        return buffer
    }

    /// Writes and flushes: straight to the socket what it takes at once. Returns whether more may be written: where
    /// nothing is left, the channel need not be asked.
    @discardableResult
    func flush(_ buffer: ByteBuffer) -> Bool {
        sendHeld()
        var rest = buffer
        if let context, straight?.send(&rest, past: context) ?? false { return true }
        straight?.willQueue()
        context?.writeAndFlush(NIOAny(rest), promise: nil)
        return isWritable
    }

    /// Writes, to be flushed later.
    func enqueue(_ buffer: ByteBuffer) {
        sendHeld()
        straight?.willQueue()
        context?.write(NIOAny(buffer), promise: nil)
    }

    /// Writes now and flushes behind the task's present step, so that what one step writes leaves together.
    private func queue(_ buffer: ByteBuffer) {
        enqueue(buffer)
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        loop.execute { [self] in
            isFlushScheduled = false
            context?.flush()
        }
    }

    func writeContinue() {
        var buffer = ByteBuffer()
        HeadWriter.writeContinue(into: &buffer)
        flush(buffer)
    }
}

/// Replies that leave together with others.
extension CallerConnection: HeldSender {
    /// Takes over a buffer of the scratch.
    func hold(_ buffer: ByteBuffer, isPaced: Bool = false) {
        sendHeld()
        held = buffer
        home.outbox.add(self, isPaced: isPaced)
    }

    func sendHeld() {
        guard held.readableBytes > 0 else { return }
        var buffer = ByteBuffer()
        swap(&buffer, &held)
        flush(buffer)
        home.scratch.keep(buffer)
    }
}
