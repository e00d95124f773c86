import Crypto
import Synchronization

/// The key that requests of one day are signed with: derived anew when the day or the credentials change.
final class AWSSigningKeys: Sendable {
    private struct Kept {
        let credentials: AWSCredentials
        let day: String
        let region: String
        let service: String
        let key: SymmetricKey
    }

    private let kept = Mutex<Kept?>(nil)

    /// - Parameter day: `20150830`.
    func key(of credentials: AWSCredentials, day: String, region: String, service: String) -> SymmetricKey {
        kept.withLock { kept in
            if let kept, kept.day == day, kept.region == region, kept.service == service,
                kept.credentials == credentials
            {
                return kept.key
            }
            var key = SymmetricKey(data: Array("AWS4\(credentials.secretAccessKey)".utf8))
            for part in [day, region, service, "aws4_request"] {
                key = SymmetricKey(data: Array(HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key)))
            }
            kept = Kept(credentials: credentials, day: day, region: region, service: service, key: key)
            return key
        }
    }
}
