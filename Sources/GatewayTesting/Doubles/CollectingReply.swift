package import Gateway
package import NIOCore
import Synchronization

/// Keeps the reply a caller would have got.
package final class CollectingReply: ReplyWriter {
    private struct State {
        var head: ReplyHead?
        var body = ByteBuffer()
        var isFinished = false
    }

    private let state = Mutex(State())

    package init() {}

    /// nil when nothing was replied.
    package var head: ReplyHead? { state.withLock { $0.head } }
    package var status: Int { head?.status ?? 0 }
    package var body: ByteBuffer { state.withLock { $0.body } }
    /// Whether the reply came to its proper end.
    package var isFinished: Bool { state.withLock { $0.isFinished } }

    package var isCommitted: Bool { state.withLock { $0.head != nil } }

    package func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError) {
        state.withLock { $0 = State(head: head, body: body, isFinished: true) }
    }

    package func begin(_ head: ReplyHead) async throws(GatewayError) {
        state.withLock { $0.head = head }
    }

    package func write(_ bytes: ByteBuffer) async throws(GatewayError) { add(bytes) }

    package func finish() async throws(GatewayError) {
        state.withLock { $0.isFinished = true }
    }

    package func relay(
        _ head: consuming ReplyHead, first: consuming [ByteBuffer], from answer: any UpstreamAnswer,
        through tap: any RelayTap
    ) async throws(GatewayError) {
        try await begin(head)
        for piece in first { add(tap.pass(piece)) }
        var failure: GatewayError?
        do throws(GatewayError) {
            while let piece = try await answer.next() { add(tap.pass(piece)) }
        } catch {
            failure = error
        }
        guard let ending = tap.end(failure) else { return }
        add(ending)
        try await finish()
    }

    private func add(_ bytes: ByteBuffer) {
        state.withLock { _ = $0.body.writeImmutableBuffer(bytes) }
    }
}
