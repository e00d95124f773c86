package import NIOCore

/// Bytes by their id: what callers' files hold, and the results of batches as they come.
package protocol ContentStore: Sendable {
    /// Writes behind what is there; begins a new one where there is none.
    func append(_ bytes: ByteBuffer, to id: String) async throws(GatewayError)
    /// The bytes in that range, fewer where it goes beyond the end; none where there is no such content.
    func read(_ id: String, _ range: Range<Int>) async throws(GatewayError) -> ByteBuffer
    /// nil: there is none.
    func size(of id: String) async throws(GatewayError) -> Int?
    /// Takes off what stands behind `size` bytes.
    func cut(_ id: String, to size: Int) async throws(GatewayError)
    func remove(_ id: String) async throws(GatewayError)
}
