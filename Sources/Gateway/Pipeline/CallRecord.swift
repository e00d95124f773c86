package import Dialects
package import NIOCore
import Wire

/// What is known of a call; filled on its loop while it runs, read once when it has ended.
///
/// Confined to the call's event loop, hence unchecked.
package final class CallRecord: @unchecked Sendable {
    package var model: String?
    /// Of the last target that was tried, be it in vain.
    package var provider: String?
    package var targetModel: String?
    package var isStream = false
    /// Every request that went to a provider, in order.
    package private(set) var attempts: [AttemptRecord] = []
    package var status = 0
    package var code: ErrorCode?
    package var cause: String?
    package var finish: FinishReason?
    package var losses = Losses()
    package var firstByte: NIODeadline?
    /// The provider's own request id.
    package var upstreamRequestID: String?

    /// The request's body, until it is not needed any more.
    package var body = ByteBuffer()
    /// The same, understood.
    var document = JSONDocument.null

    package init() {}

    /// Of the last attempt.
    package var usage: Usage? { attempts.last?.usage }

    /// Of all attempts; nil where it is unknown or nothing was billed.
    package var costNanoUSD: Int64? { attempts.cost?.nanoUSD }

    /// Forgets what belongs to the target before.
    func begin(_ target: Target) {
        provider = target.provider.id
        targetModel = target.model
        losses = Losses()
        finish = nil
        firstByte = nil
        upstreamRequestID = nil
    }

    /// One more request is on its way. Until more is known it may have been billed.
    func beginAttempt(_ target: Target, billed: Bool) {
        var attempt = AttemptRecord(provider: target.provider.id, targetModel: target.model)
        attempt.cost = billed ? .unknown : .nothing
        attempts.append(attempt)
    }

    /// Changes what is known of the attempt under way.
    func note(_ change: (inout AttemptRecord) -> Void) {
        guard let last = attempts.indices.last else { return }
        change(&attempts[last])
    }

    /// Lets go of the body: from the commit point on no other target can get it, and a stream may last for an hour.
    func releaseBody() {
        body = ByteBuffer()
        document = .null
    }
}
