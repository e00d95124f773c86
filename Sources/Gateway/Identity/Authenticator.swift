package import NIOCore
package import Wire

/// Decides from the head alone whose call this is.
package struct Authenticator: Sendable {
    private let wrongKeys = WrongKeyLimiter()

    package init() {}

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
        if snapshot.auth.mode == .client { return Principal(name: "client", ownCredential: credential) }
        if let principal = last?.principal(of: credential, in: snapshot) { return principal }
        // Nor is a configuration that was replaced kept for a caller whose key it took along.
        last = nil
        if let principal = snapshot.keyRing.principal(of: credential) {
            last = LastKey(credential, of: principal, in: snapshot)
            return principal
        }
        if snapshot.auth.mode == .hybrid, !KeyFormat.hasPrefix(credential) {
            return Principal(name: "client", ownCredential: credential)
        }
        if let seconds = wrongKeys.wait(address, now: now) {
            throw GatewayError(
                .rateLimited, "Too many wrong API keys from this address.",
                hint: "Correct the key, then wait for the seconds in `retry-after`.", retryAfter: seconds)
        }
        wrongKeys.noteWrongKey(address, now: now)
        let isMistyped = KeyFormat.hasPrefix(credential) && !KeyFormat.isWellFormed(credential)
        throw GatewayError(
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
