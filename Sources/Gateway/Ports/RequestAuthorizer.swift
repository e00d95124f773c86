import NIOCore
package import Wire

/// Authorises requests where a fixed field will not do: the credential is fetched and renewed, or signs each request.
package protocol RequestAuthorizer: Sendable {
    /// The fields that authorise `request`, as it will be sent.
    ///
    /// May call a token service first, through `upstream` on the caller's loop. Throws `provider_auth_error` when no
    /// credential can be had.
    func fields(
        for request: UpstreamRequest, through upstream: any Upstream, caller: any CallerLink
    ) async throws(GatewayError) -> HeaderFields
    /// Lets go of a credential that was refused: the next request fetches one.
    func forget()
}

extension GatewayError {
    /// No credential for a provider: another target may have one.
    /// - Parameter cause: for the log; never a secret.
    package static func noCredential(_ cause: String) -> GatewayError {
        var error = GatewayError(
            .providerAuthError, "The gateway has no valid credential for the provider.", origin: .upstream(""),
            retry: .nextTarget,
            hint:
                "Whoever runs the gateway: the log has the reason; docs/guides/clouds.md says where credentials come from.",
            cause: cause)
        error.isUnbilled = true
        return error
    }
}

extension UpstreamRequest {
    /// The same with these fields in place of its own of their names.
    package func with(_ more: HeaderFields) -> UpstreamRequest {
        var fields = fields
        fields.replace(with: more)
        return UpstreamRequest(
            origin: origin, method: method, path: path, fields: fields, body: body, rest: rest, timeouts: timeouts,
            deadline: deadline, opensSocket: opensSocket, mark: mark)
    }
}
