package import NIOCore
package import Wire

/// Signed tokens have to be verified before they are known, which may take a request to their issuer.
extension Authenticator {
    /// The token in a head that is not known yet; nil where there is nothing to be verified.
    /// - Parameter isOpening: whether the head may open a WebSocket.
    package func unverifiedToken(
        in head: RequestHead, of tokens: BearerTokens, snapshot: Snapshot, last: LastKey?, now: Int,
        isOpening: Bool = false
    ) -> Secret? {
        guard snapshot.auth.mode == .gateway || snapshot.auth.mode == .hybrid,
            let credential = isOpening ? Credential.find(inOpening: head) : Credential.find(in: head),
            BearerTokens.looksLikeOne(credential),
            last?.principal(of: credential, in: snapshot, at: { now }) == nil,
            tokens.accepts(credential), tokens.principal(of: credential, at: now) == nil
        else { return nil }
        return credential
    }

    /// Verifies it, so that `authenticate` knows it. One that does not hold counts as a wrong key.
    ///
    /// Unlike a key, or a token that is known, a new one is not let in from an address that has sent too many wrong ones:
    /// to find out that it is right costs what the limit is there to save. It waits for the rest of the minute at the most.
    package func verify(
        _ token: Secret, of tokens: BearerTokens, address: String, now: Int, instant: NIODeadline,
        through upstream: any Upstream, caller: any CallerLink
    ) async throws(GatewayError) {
        try checkGuessing(address, now: instant)
        do throws(GatewayError) {
            try await tokens.verify(token, now: now, through: upstream, caller: caller)
        } catch {
            if error.code == .invalidAPIKey { wrongKeys.noteWrongKey(address, now: instant) }
            throw error
        }
    }
}
