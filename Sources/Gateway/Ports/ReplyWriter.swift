package import NIOCore
package import Wire

/// The one reply to a call. `begin`, `reply` and `relay` are the commit point: afterwards no retry and no failover.
package protocol ReplyWriter: AnyObject, Sendable {
    var isCommitted: Bool { get }
    /// Sends a whole reply in one write, without waiting for the caller to take it.
    func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError)
    /// Starts a reply of unknown length (chunked).
    func begin(_ head: ReplyHead) async throws(GatewayError)
    /// Waits while the caller's socket is full.
    func write(_ bytes: ByteBuffer) async throws(GatewayError)
    func finish() async throws(GatewayError)
    /// Does `work`, which nobody waits for, when it stands in the way of no reply and no call: milliseconds later, it may
    /// be. Nothing that another call depends on is to be left to it.
    func afterwards(_ work: @escaping @Sendable () -> Void)
    /// The fast form of begin, write … finish: bytes go from socket to socket by callbacks, each piece through `tap`.
    ///
    /// `first` are pieces read before the commit; they, and the head, are let go of once sent: streams are many, and
    /// long. When the answer breaks, the tap's ending is written (a typed error event) and the chunked body ends; when the
    /// tap has none, the connection is closed without the last chunk.
    func relay(
        _ head: consuming ReplyHead, first: consuming [ByteBuffer], from answer: any UpstreamAnswer,
        through tap: any RelayTap
    ) async throws(GatewayError)
    /// Replies 101, and hands the connection over. The writer adds the hop-by-hop fields, and ends the connection when the
    /// call has ended.
    func upgrade(_ head: ReplyHead) throws(GatewayError) -> any DuplexSocket
}

extension ReplyWriter {
    package func afterwards(_ work: @escaping @Sendable () -> Void) { work() }

    package func upgrade(_ head: ReplyHead) throws(GatewayError) -> any DuplexSocket {
        throw GatewayError(
            .internalError, "The gateway failed.", origin: .gateway, cause: "no socket behind this reply")
    }
}

/// The status and fields a reply begins with.
package struct ReplyHead: Sendable {
    package var status: Int
    /// Without the framing fields and `date`, which the writer adds.
    package var fields: HeaderFields

    package init(status: Int, fields: HeaderFields = HeaderFields()) {
        self.status = status
        self.fields = fields
    }
}

/// Stands beside a relay: reads usage, may hold back or drop bytes, and decides how the stream ends.
///
/// Called on the event loop. A tap never fails a call.
package protocol RelayTap: AnyObject, Sendable {
    /// What of `piece` (and of bytes held back before) may go to the caller now.
    func pass(_ piece: ByteBuffer) -> ByteBuffer
    /// What is to be sent at the end. `failure` is nil when the body ended properly; the tap decides whether the
    /// stream was whole. nil after a failure means: close the connection without the last chunk.
    func end(_ failure: GatewayError?) -> ByteBuffer?
}
