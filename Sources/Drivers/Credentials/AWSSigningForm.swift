import Crypto
import NIOCore
import Wire

/// All of a signature but for the body: what the requests of one second to one place have in common.
///
/// Hash and code have been begun with it, so that a request signs its body's digest and no more.
final class AWSSigningForm: Sendable {
    /// Where a request goes, as far as it is signed.
    struct Place: Sendable, Equatable {
        let method: String
        let authority: String
        /// Path and query as they are sent.
        let path: String
        /// What is signed beside `host` and the date; may hold `host` itself.
        let fields: HeaderFields
    }

    let place: Place
    /// The canonical request, up to the digest of the body.
    let canonical: ByteBuffer
    /// The text to sign, up to the digest of the canonical request.
    let toSign: ByteBuffer
    let hash: SHA256
    let code: HMAC<SHA256>
    /// The value of `authorization`, up to the signature.
    let proof: ByteBuffer
    /// The fields to add, but for `authorization`.
    let fields: HeaderFields

    /// - Parameter code: begun with the key of the day.
    init(
        of place: Place, canonical: ByteBuffer, toSign: ByteBuffer, code: HMAC<SHA256>, proof: ByteBuffer,
        fields: HeaderFields
    ) {
        self.place = place
        self.canonical = canonical
        self.toSign = toSign
        self.proof = proof
        self.fields = fields
        var hash = SHA256()
        canonical.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        self.hash = hash
        var begun = code
        toSign.withUnsafeReadableBytes { begun.update(data: $0) }
        self.code = begun
    }
}
