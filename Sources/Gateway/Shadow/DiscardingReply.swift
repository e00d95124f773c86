import NIOCore
import Synchronization

/// Reads an answer to its end, for what it says of itself.
final class DiscardingReply: ReplyWriter {
    private let hasBegun = Atomic<Bool>(false)

    var isCommitted: Bool { hasBegun.load(ordering: .relaxed) }

    func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError) { hasBegun.store(true, ordering: .relaxed) }

    func begin(_ head: ReplyHead) async throws(GatewayError) { hasBegun.store(true, ordering: .relaxed) }

    func write(_ bytes: ByteBuffer) async throws(GatewayError) {}

    func finish() async throws(GatewayError) {}

    func relay(
        _ head: consuming ReplyHead, first: consuming [ByteBuffer], from answer: any UpstreamAnswer,
        through tap: any RelayTap
    ) async throws(GatewayError) {
        try await begin(head)
        var failure: GatewayError?
        for piece in first { _ = tap.pass(piece) }
        do throws(GatewayError) {
            while let piece = try await answer.next() { _ = tap.pass(piece) }
        } catch {
            failure = error
        }
        _ = tap.end(failure)
    }
}
