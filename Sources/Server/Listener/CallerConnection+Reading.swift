import NIOCore
import Wire

/// Requests in.
extension CallerConnection {
    /// Waits for the next request's head. Returns `.gone` when the connection has nothing more to be served.
    ///
    /// Not inlined: what it holds while it waits should not lie in the frame that is kept while a stream goes on.
    @inline(never)
    func nextHead() async -> Arrival {
        loop.preconditionInEventLoop()
        await untilWritable()
        guard !isClosed else { return .gone }
        if let arrival = parseHead() { return arrival }
        if isInputClosed || (home.isClosingIdle && !parser.isMidRequest) {
            closeAfterFlush()
            return .gone
        }
        releaseRead()
        return await withUnsafeContinuation { headWaiter = $0 }
    }

    /// Called by the channel while the task waits for a head.
    func advanceHead() {
        if let arrival = parseHead() { resumeHead(arrival) }
    }

    @inline(never)
    private func parseHead() -> Arrival? {
        do throws(FramingError) {
            guard case .head(let head)? = try parser.next() else {
                if parser.isMidRequest, case .head = waiting { return nil }
                if parser.isMidRequest {
                    wait(.head, for: home.configuration.headerTimeout)
                } else if case .nothing = waiting {
                    wait(.idle, for: home.configuration.idleTimeout)
                }
                return nil
            }
            begin(head)
            return .head(head)
        } catch {
            begin(nil)
            return .broken(error)
        }
    }

    /// - Parameter head: nil for a request that will only be refused.
    func begin(_ head: RequestHead?) {
        waiting = .nothing
        replyState = .none
        closesAfterReply = head == nil || isInputClosed
        current = Current()
        if let head {
            current.isHead = head.method.kind == .head
            current.minorVersion = head.minorVersion
            current.keepAlive = head.keepAlive
            current.framing = head.framing
            current.expectsContinue = head.expectsContinue
        }
    }

    /// Begins to read the body, of which at most `limit` bytes are taken; one known to be larger is refused unread.
    /// Most bodies have come with their head; if not, `untilBody` waits for the rest.
    func beginBody(limit: Int) {
        loop.preconditionInEventLoop()
        body.reset(limit: limit)
        if case .length(let length) = current.framing, length > limit { body.failure = .tooLarge }
        takeBody()
    }

    /// Waits until the body has come, or will not.
    func untilBody() async {
        loop.preconditionInEventLoop()
        guard !body.isSettled, !isInputClosed else { return }
        if current.expectsContinue, !parser.hasBufferedBytes, body.bytes.readableBytes == 0 { writeContinue() }
        if case .length(let length) = current.framing {
            body.bytes.reserveCapacity(minimumWritableBytes: min(length - body.bytes.readableBytes, 1 << 20))
        }
        waiting = .body(since: home.now)
        // Much was sent ahead while the call before this one ran, and reading stopped.
        releaseRead()
        await withUnsafeContinuation { bodyWaiter = $0 }
        waiting = .nothing
    }

    /// The whole body, once.
    func endBody() throws(BodyIntake.Failure) -> ByteBuffer {
        if let failure = body.failure { throw failure }
        guard body.isWhole else { throw .gone }
        defer { body.bytes = ByteBuffer() }
        return body.bytes
    }

    /// Called by the channel while the task waits for the body.
    func advanceBody() {
        takeBody()
        if body.isSettled || body.wakesForPieces { resumeBody() }
    }

    func takeBody() {
        guard !body.isSettled else { return }
        do throws(FramingError) {
            while body.failure == nil, let part = try parser.next() {
                switch part {
                case .head: return
                case .body(let piece): body.take(piece)
                case .end:
                    body.isWhole = true
                    current.isWhole = true
                    return
                }
            }
        } catch {
            body.failure = .broken(error)
        }
    }

    /// Frames what has arrived of a body nobody will read, before a reply begins; a framing error then is the reply.
    func discardArrivedBody() -> FramingError? {
        guard !current.isWhole, parser.isMidBody else { return nil }
        do throws(FramingError) {
            while let part = try parser.next() {
                if case .end = part {
                    current.isWhole = true
                    return nil
                }
            }
            return nil
        } catch {
            closesAfterReply = true
            return error
        }
    }

    func wait(_ waiting: Waiting, for time: TimeAmount) {
        self.waiting = waiting
        deadline = .now() + time
    }
}
