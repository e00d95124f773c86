/// Verifies signed tokens (JWT) of the issuers in the configuration.
package protocol TokenVerifier: Sendable {
    /// Whether one of its issuers is the one the token names. Nothing is verified.
    func accepts(_ token: Secret) -> Bool
    /// Whether it is made from the same settings, so that what one has verified holds for the other.
    func isEquivalent(to other: any TokenVerifier) -> Bool
    /// May fetch the issuer's keys first, through `upstream` on the caller's loop.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Throws: `invalid_api_key` for a token that does not hold; another code where that cannot be found out now.
    func verify(
        _ token: Secret, now: Int, through upstream: any Upstream, caller: any CallerLink
    ) async throws(GatewayError) -> VerifiedToken
}

/// What a token says, once it is known to hold.
package struct VerifiedToken: Sendable {
    /// Of whoever sends it; begins with the issuer's name and a colon, which no name of a key does.
    package var name: String
    package var policy: KeyPolicy
    /// When it ends, in seconds since 1970.
    package var ends: Int

    package init(name: String, policy: KeyPolicy, ends: Int) {
        self.name = name
        self.policy = policy
        self.ends = ends
    }
}
