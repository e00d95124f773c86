import Crypto
import Synchronization

/// The key that requests of one day are signed with: derived anew when the day or the credentials change.
final class AWSSigningKeys: Sendable {
    private struct Kept {
        let credentials: AWSCredentials
        let scope: [String]
        let key: SymmetricKey
    }

    private let kept = Mutex<Kept?>(nil)

    /// - Parameter scope: day, region, service and `aws4_request`.
    func key(of credentials: AWSCredentials, _ scope: [String]) -> SymmetricKey {
        kept.withLock { kept in
            if let kept, kept.credentials == credentials, kept.scope == scope { return kept.key }
            var key = SymmetricKey(data: Array("AWS4\(credentials.secretAccessKey)".utf8))
            for part in scope {
                key = SymmetricKey(data: Array(HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key)))
            }
            kept = Kept(credentials: credentials, scope: scope, key: key)
            return key
        }
    }
}
