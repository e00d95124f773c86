import NIOCore
import Synchronization
import Wire

/// Keeps the reply to a call that has no caller waiting: a line of a batch.
final class HeldReply: ReplyWriter {
    private struct State {
        var status = 0
        var retryAfter: String?
        var body = ByteBuffer()
        var isFinished = false
        var isTooLarge = false
    }

    private static let limit = Exchange.translatedBytes
    private let state = Mutex(State())

    /// nil: none has come to its end.
    var whole: (status: Int, body: ByteBuffer)? {
        state.withLock { $0.isFinished && !$0.isTooLarge ? ($0.status, $0.body) : nil }
    }

    /// As the reply's field says it.
    var retryAfter: String? { state.withLock { $0.retryAfter } }

    var isCommitted: Bool { state.withLock { $0.status != 0 } }

    func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError) {
        let retryAfter = head.fields.first("retry-after")
        state.withLock {
            $0 = State(status: head.status, retryAfter: retryAfter, body: body, isFinished: true)
        }
    }

    func begin(_ head: ReplyHead) async throws(GatewayError) { state.withLock { $0.status = head.status } }

    func write(_ bytes: ByteBuffer) async throws(GatewayError) { add(bytes) }

    func finish() async throws(GatewayError) { state.withLock { $0.isFinished = true } }

    func relay(
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
        guard let ending = tap.end(failure), failure == nil else { return }
        add(ending)
        try await finish()
    }

    private func add(_ bytes: ByteBuffer) {
        state.withLock { state in
            guard !state.isTooLarge else { return }
            state.body.writeImmutableBuffer(bytes)
            guard state.body.readableBytes > Self.limit else { return }
            state.isTooLarge = true
            state.body = ByteBuffer()
        }
    }
}
