import Crypto
import Synchronization

/// Signed tokens as credentials: each is verified once, and known by the hash of all of it until it ends.
package final class BearerTokens: Sendable {
    private struct Known {
        var principal: Principal
        var ends: Int
    }

    /// Longer ones are refused unread.
    static let mostBytes = 16 << 10
    private let verifier: any TokenVerifier
    private let capacity: Int
    private let known = Mutex<[SHA256Digest: Known]>([:])

    /// - Parameter capacity: tokens remembered; when full, those that have ended go first, then all.
    package init(verifier: any TokenVerifier, capacity: Int = 10_000) {
        self.verifier = verifier
        self.capacity = capacity
    }

    /// Three parts with points between, the first of which begins an object in base64url.
    static func looksLikeOne(_ credential: Secret) -> Bool {
        let text = credential.reveal()
        return text.hasPrefix("eyJ") && text.utf8.lazy.filter { $0 == UInt8(ascii: ".") }.count == 2
    }

    /// What to go on with after a change of the configuration: these, with all they know, if the change is none of theirs.
    package func succeeded(by other: BearerTokens) -> BearerTokens {
        verifier.isEquivalent(to: other.verifier) ? self : other
    }

    /// Whether one of the issuers is the one a token names; nothing is verified.
    func accepts(_ token: Secret) -> Bool { verifier.accepts(token) }

    /// nil: it has not been verified, or has ended.
    func principal(of token: Secret, at now: Int) -> Principal? {
        let digest = Self.digest(token)
        return known.withLock { known in
            guard let found = known[digest] else { return nil }
            guard found.ends > now else {
                known[digest] = nil
                return nil
            }
            return found.principal
        }
    }

    /// Whose token was verified last under a name, as long as it holds.
    func principal(named name: String, at now: Int) -> Principal? {
        known.withLock { known in
            known.values.filter { $0.principal.name == name && $0.ends > now }.max { $0.ends < $1.ends }?.principal
        }
    }

    func verify(
        _ token: Secret, now: Int, through upstream: any Upstream, caller: any CallerLink
    ) async throws(GatewayError) {
        guard token.reveal().utf8.count <= Self.mostBytes else {
            throw GatewayError(.invalidAPIKey, "The token is too long.")
        }
        let verified = try await verifier.verify(token, now: now, through: upstream, caller: caller)
        let principal = Principal(
            name: verified.name, policy: verified.policy, standing: KeyStanding(ends: verified.ends))
        let digest = Self.digest(token)
        known.withLock { known in
            if known.count >= capacity {
                known = known.filter { $0.value.ends > now }
                if known.count >= capacity { known.removeAll() }
            }
            known[digest] = Known(principal: principal, ends: verified.ends)
        }
    }

    private static func digest(_ token: Secret) -> SHA256Digest {
        var text = token.reveal()
        return text.withUTF8 { SHA256.hash(data: UnsafeRawBufferPointer($0)) }
    }
}
