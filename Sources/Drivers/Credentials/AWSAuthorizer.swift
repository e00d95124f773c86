package import Gateway
import NIOCore
package import Wire

/// Signs each request to AWS, with keys from the first source that has any.
package struct AWSAuthorizer: RequestAuthorizer {
    private let region: String
    private let service: String
    private let sources: [any AWSCredentialSource]
    private let held = Renewed<AWSSignature>()
    private let now: @Sendable () -> Int

    package init(
        region: String, service: String, sources: [any AWSCredentialSource], now: @escaping @Sendable () -> Int
    ) {
        self.region = region
        self.service = service
        self.sources = sources
        self.now = now
    }

    package func fields(
        for request: UpstreamRequest, through upstream: any Upstream, caller: any CallerLink
    ) async throws(GatewayError) -> HeaderFields {
        let signature = try await held.value(at: now()) { () async throws(GatewayError) in
            let service = TokenService(upstream: upstream, caller: caller, now: now)
            for source in sources {
                if let keys = try await source.credentials(service) {
                    // Keys with a token are lent, also where nobody says until when.
                    let isLent = keys.sessionToken != nil && !(source is AWSFixedCredentials)
                    let expires = keys.expires ?? (isLent ? UnknownEnd.seconds(after: now()) : nil)
                    let signature = AWSSignature(credentials: keys, region: region, service: self.service)
                    return Renewed<AWSSignature>.Loan(value: signature, expires: expires)
                }
            }
            throw .noCredential("no source of AWS credentials has any")
        }
        // Only what nobody on the way changes is signed.
        var signed = HeaderFields()
        if let type = request.fields.first("content-type") { signed.append("content-type", type) }
        return signature.sign(
            method: request.method.text, authority: request.origin.authority, path: request.path, fields: signed,
            body: request.body, time: now()
        ).fields
    }
}

extension AWSAuthorizer {
    package func forget() { held.forget() }
}

/// Where keys of AWS come from. nil: not from here.
package protocol AWSCredentialSource: Sendable {
    func credentials(_ service: TokenService) async throws(GatewayError) -> AWSCredentials?
}

/// Keys that are there, from the configuration or the environment.
package struct AWSFixedCredentials: AWSCredentialSource {
    private let keys: AWSCredentials

    package init(_ keys: AWSCredentials) { self.keys = keys }

    package func credentials(_ service: TokenService) -> AWSCredentials? { keys }
}
