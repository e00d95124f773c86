package import NIOCore

/// The rest of a request's body, which is still on its way. Confined to the call's loop.
package protocol BodySource: AnyObject, Sendable {
    /// Bytes still to come; nil where the caller did not say.
    var remaining: Int? { get }
    /// The next piece, read on from the caller when asked for; nil at the end.
    func next() async throws(GatewayError) -> ByteBuffer?
    /// No more is wanted: whoever waits for a piece is told that there is none.
    func stop()
}
