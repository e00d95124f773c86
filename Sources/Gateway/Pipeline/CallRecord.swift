package import Dialects
package import NIOCore
import Wire

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
    package var firstByte: NIODeadline?
    /// The provider's own request id.
    package var upstreamRequestID: String?

    /// The request's body, until it is not needed any more.
    package internal(set) var body = ByteBuffer()
    /// The same, understood.
    var document = JSONDocument.null

    package init() {}

    /// Lets go of the body: from the commit point on no other target can get it, and a stream may last for an hour.
    func releaseBody() {
        body = ByteBuffer()
        document = .null
    }
}
