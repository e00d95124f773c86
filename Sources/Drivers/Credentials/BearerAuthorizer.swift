package import Gateway
import NIOCore
package import Wire

/// Puts an access token on each request, fetched and renewed from where it is lent.
package struct BearerAuthorizer: RequestAuthorizer {
    private let source: any AccessTokenSource
    private let held = Renewed<Secret>()
    private let now: @Sendable () -> Int

    package init(_ source: any AccessTokenSource, now: @escaping @Sendable () -> Int) {
        self.source = source
        self.now = now
    }

    package func fields(
        for request: UpstreamRequest, through upstream: any Upstream, caller: any CallerLink
    ) async throws(GatewayError) -> HeaderFields {
        let service = TokenService(upstream: upstream, caller: caller, now: now)
        let token = try await held.value(at: now()) { () async throws(GatewayError) in
            let token = try await source.token(service)
            return Renewed<Secret>.Loan(
                value: token.value, expires: token.expires ?? UnknownEnd.seconds(after: now()))
        }
        var fields = HeaderFields()
        fields.append("authorization", "Bearer " + token.reveal())
        return fields
    }

    package func forget() { held.forget() }
}

/// Where access tokens come from.
package protocol AccessTokenSource: Sendable {
    func token(_ service: TokenService) async throws(GatewayError) -> AccessToken
}

/// A token, and until when it holds in seconds since 1970.
package struct AccessToken: Sendable {
    var value: Secret
    var expires: Int?

    /// `access_token` and `expires_in` of an OAuth answer (RFC 6749 §5.1).
    init(_ answer: TokenService.Answer, from name: String, now: Int) throws(GatewayError) {
        let json = answer.json
        guard answer.status == 200, let token = json?["access_token"]?.string, !token.isEmpty else {
            let said = json?["error_description"]?.string ?? json?["error"]?.string ?? ""
            throw .noCredential("\(name) answered \(answer.status) \(said)")
        }
        value = Secret(token)
        // Azure's metadata service writes numbers as text.
        let seconds = json?["expires_in"]?.int ?? json?["expires_in"]?.string.flatMap(Int.init)
        expires = seconds.map { now + min(max($0, 0), 86_400) }
    }

    init(value: Secret, expires: Int?) {
        self.value = value
        self.expires = expires
    }
}
