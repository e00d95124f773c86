import NIOCore
import Synchronization
import Wire

/// The reply to one branch of a streamed comparison: each of its events goes to the shared reply, told apart by the
/// branch's index.
final class TaggedReply: ReplyWriter {
    private struct State: Sendable {
        var parser = SSEParser()
        var status = 0
        /// A reply in one piece: an error from before the stream began.
        var whole: ByteBuffer?
        var isFinished = false
        var hasFailed = false
    }

    private let events: SharedReply
    /// `{"index":0`, without the end.
    private let start: ByteBuffer
    private let state = Mutex(State())

    init(_ events: SharedReply, index: Int) {
        self.events = events
        start = ByteBuffer(string: "{\"index\":\(index)")
    }

    var isCommitted: Bool { state.withLock { $0.status != 0 } }

    func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError) {
        state.withLock { state in
            state.status = head.status
            state.whole = body
        }
    }

    func begin(_ head: ReplyHead) async throws(GatewayError) { state.withLock { $0.status = head.status } }

    func write(_ bytes: ByteBuffer) async throws(GatewayError) {
        let tagged = state.withLock { tag(bytes, &$0) }
        if tagged.readableBytes > 0 { try await events.write(tagged) }
    }

    func finish() async throws(GatewayError) { state.withLock { $0.isFinished = true } }

    /// Translations do not come here: the slow form will do.
    func relay(
        _ head: consuming ReplyHead, first: consuming [ByteBuffer], from answer: any UpstreamAnswer,
        through tap: any RelayTap
    ) async throws(GatewayError) {
        try await begin(head)
        var failure: GatewayError?
        do throws(GatewayError) {
            for piece in first { try await write(tap.pass(piece)) }
            while let piece = try await answer.next() { try await write(tap.pass(piece)) }
        } catch {
            failure = error
        }
        if let ending = tap.end(failure) { try await write(ending) }
        if failure == nil { try await finish() }
    }

    /// Tells what came in one piece, and says what the branch came to.
    /// - Parameter call: one that has ended.
    func close(_ call: Call) async -> (status: Int, body: ByteBuffer)? {
        let (status, whole, isFinished) = state.withLock { ($0.status, $0.whole, $0.isFinished) }
        guard let whole else {
            // An answer that broke has told so itself.
            return isFinished && call.record.code == nil ? (status, ByteBuffer(string: "{}")) : nil
        }
        let isGood = (200..<300).contains(status)
        let event = isGood ? Self.wrapped(whole) : whole
        var bytes = ByteBuffer()
        append(event, to: &bytes)
        // Who has gone misses nothing.
        try? await events.write(bytes)
        return (status, whole)
    }

    private static func wrapped(_ answer: ByteBuffer) -> ByteBuffer {
        var event = ByteBuffer(string: "{\"answer\":")
        event.writeImmutableBuffer(answer)
        event.writeString("}")
        return event
    }

    private func tag(_ bytes: ByteBuffer, _ state: inout State) -> ByteBuffer {
        var tagged = ByteBuffer()
        guard !state.hasFailed else { return tagged }
        state.parser.feed(bytes)
        do throws(SSEError) {
            while let event = try state.parser.next() { append(event.data, to: &tagged) }
        } catch {
            state.hasFailed = true
        }
        return tagged
    }

    /// Puts the tag behind the brace that an event's JSON begins with.
    private func append(_ event: ByteBuffer, to bytes: inout ByteBuffer) {
        var event = event
        var data = start
        guard event.readInteger(as: UInt8.self) == UInt8(ascii: "{") else { return }
        if event.getInteger(at: event.readerIndex, as: UInt8.self) != UInt8(ascii: "}") { data.writeString(",") }
        data.writeImmutableBuffer(event)
        SSEWriter.event(name: nil, data: data, into: &bytes)
    }
}
