package import Dialects
package import NIOCore

/// What is known of a call; filled on its loop while it runs, read once when it has ended.
///
/// Confined to the call's event loop, hence unchecked.
package final class CallRecord: @unchecked Sendable {
    package var model: String?
    package var provider: String?
    package var targetModel: String?
    package var isStream = false
    package var attempts = 0
    package var status = 0
    package var code: ErrorCode?
    package var cause: String?
    package var usage: Usage?
    package var costNanoUSD: Int64?
    package var finish: FinishReason?
    package var losses = Losses()
    package var dispatched: NIODeadline?
    package var firstByte: NIODeadline?
    /// The provider's own request id.
    package var upstreamRequestID: String?

    package init() {}
}
