package import NIOCore
package import Wire

/// Decides from the head alone whose call this is.
package struct Authenticator: Sendable {
    let wrongKeys = WrongKeyLimiter()
    private let directory: KeyDirectory
    /// Seconds since 1970.
    private let wallClock: @Sendable () -> Int

    /// - Parameter directory: the keys made at run time.
    package init(directory: KeyDirectory = KeyDirectory(), wallClock: @escaping @Sendable () -> Int = { 0 }) {
        self.directory = directory
        self.wallClock = wallClock
    }

    /// - Parameters:
    ///   - last: the key of the call before on the same connection.
    ///   - isOpening: whether the head may open a WebSocket.
    package func authenticate(
        _ head: RequestHead, address: String, in snapshot: Snapshot, now: NIODeadline, last: inout LastKey?,
        isOpening: Bool = false
    ) throws(GatewayError) -> Principal {
        if snapshot.auth.mode == .none { return .anonymous }
        guard let credential = isOpening ? Credential.find(inOpening: head) : Credential.find(in: head) else {
            throw missing(head, snapshot.auth.mode)
        }
        if snapshot.auth.mode == .client {
            try refuseAdminKey(credential, in: snapshot)
            if try madeKey(credential, address, now: now) != nil { throw withheld("a key of the gateway") }
            return Principal(name: "client", ownCredential: credential)
        }
        if let principal = last?.principal(of: credential, in: snapshot, at: wallClock) {
            principal.standing?.noteUse(now)
            return principal
        }
        // Nor is a configuration that was replaced kept for a caller whose key it took along.
        last = nil
        if let principal = snapshot.keyRing.principal(of: credential) {
            last = LastKey(credential, of: principal, in: snapshot)
            return principal
        }
        if let principal = try madeKey(credential, address, now: now) ?? token(credential, in: snapshot) {
            principal.standing?.noteUse(now)
            last = LastKey(credential, of: principal, in: snapshot)
            return principal
        }
        try refuseAdminKey(credential, in: snapshot)
        if snapshot.auth.mode == .hybrid, !isOurs(credential, in: snapshot) {
            return Principal(name: "client", ownCredential: credential)
        }
        try checkGuessing(address, now: now)
        wrongKeys.noteWrongKey(address, now: now)
        throw unknown(credential)
    }

    /// It must not be taken for a caller's own key, which goes on to a provider.
    private func refuseAdminKey(_ credential: Secret, in snapshot: Snapshot) throws(GatewayError) {
        guard let key = snapshot.auth.adminKey, key.isEqual(to: credential) else { return }
        throw withheld("the admin key")
    }

    /// A key that opens the gateway's own doors, where it would go on to a provider.
    private func withheld(_ what: String) -> GatewayError {
        GatewayError(
            .invalidAPIKey, "This is \(what): no call is made with it, and it is kept from providers.",
            hint:
                "Send a key that calls models: `llmgateway keys create` makes one; in client mode your own of the provider."
        )
    }

    /// A key made at run time. Only these have our form.
    func madeKey(_ credential: Secret, _ address: String, now: NIODeadline) throws(GatewayError) -> Principal? {
        guard KeyFormat.hasPrefix(credential), let finding = directory.find(credential, at: wallClock()) else {
            return nil
        }
        let message: String
        switch finding {
        case .known(let principal): return principal
        case .revoked: message = "The API key was revoked."
        case .expired: message = "The API key has expired."
        }
        try checkGuessing(address, now: now)
        wrongKeys.noteWrongKey(address, now: now)
        throw GatewayError(.invalidAPIKey, message, hint: "Ask whoever runs the gateway for a new key.")
    }

    /// A token that has been verified.
    func token(_ credential: Secret, in snapshot: Snapshot) -> Principal? {
        guard let tokens = snapshot.auth.tokens, BearerTokens.looksLikeOne(credential) else { return nil }
        return tokens.principal(of: credential, at: wallClock())
    }

    /// Whether it is for the gateway, known or not; in hybrid mode everything else is the caller's own.
    private func isOurs(_ credential: Secret, in snapshot: Snapshot) -> Bool {
        if KeyFormat.hasPrefix(credential) { return true }
        guard let tokens = snapshot.auth.tokens, BearerTokens.looksLikeOne(credential) else { return false }
        return tokens.accepts(credential)
    }

    /// Refuses an address that has sent too many wrong keys.
    func checkGuessing(_ address: String, now: NIODeadline) throws(GatewayError) {
        guard let seconds = wrongKeys.wait(address, now: now) else { return }
        throw GatewayError(
            .rateLimited, "Too many wrong API keys from this address.",
            hint: "Correct the key, then wait for the seconds in `retry-after`.", retryAfter: seconds)
    }

    func unknown(_ credential: Secret) -> GatewayError {
        let isMistyped = KeyFormat.hasPrefix(credential) && !KeyFormat.isWellFormed(credential)
        return GatewayError(
            .invalidAPIKey,
            isMistyped ? "The API key is mistyped: its checksum does not hold." : "The API key is not known.")
    }

    private func missing(_ head: RequestHead, _ mode: Snapshot.Auth.Mode) -> GatewayError {
        let message: String
        switch head.fields.first("authorization")?.lowercased() {
        case nil, ""?: message = "No API key was sent."
        case "bearer"?, "bearer "?: message = "The key after `Bearer` is empty."
        default: message = "The `Authorization` field has no `Bearer` before its key."
        }
        let hint =
            mode == .client
            ? "Send your own key of the provider as `Authorization: Bearer <key>`; this gateway passes it on." : nil
        return GatewayError(.invalidAPIKey, message, hint: hint)
    }
}
