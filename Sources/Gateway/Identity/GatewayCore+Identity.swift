package import Wire

extension GatewayCore {
    /// - Parameter needed: what the request needs.
    package func authenticateAdmin(
        _ head: RequestHead, address: String, in snapshot: Snapshot, needed: KeyRole
    ) throws(GatewayError) -> AdminIdentity {
        try authenticator.authenticateAdmin(
            head, address: address, in: snapshot, now: effects.monotonic(), needed: needed)
    }

    /// The signed token in a head that has to be verified before `authenticate` can know it.
    @inline(never)
    package func unverifiedToken(
        in head: RequestHead, of tokens: BearerTokens, snapshot: Snapshot, last: LastKey?, isOpening: Bool
    ) -> Secret? {
        authenticator.unverifiedToken(
            in: head, of: tokens, snapshot: snapshot, last: last, now: effects.now(), isOpening: isOpening)
    }

    package func verify(
        _ token: Secret, of tokens: BearerTokens, address: String, caller: any CallerLink
    ) async throws(GatewayError) {
        try await authenticator.verify(
            token, of: tokens, address: address, now: effects.now(), instant: effects.monotonic(), through: network,
            caller: caller)
    }

    /// Whether a key of the configuration has this name.
    package func isFixedKey(_ name: String) -> Bool { snapshot.auth.keys.contains { $0.name == name } }
}
