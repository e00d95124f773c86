/// Somebody whose signed tokens are taken in place of keys.
package struct TokenIssuer: Sendable, Equatable {
    /// Where its public keys are.
    package enum KeySource: Sendable, Equatable {
        case address(String)
        case file(String)
    }

    /// What of a token becomes what; a name with points leads into objects.
    package struct Claims: Sendable, Equatable {
        /// Who it is.
        package var name = "sub"
        package var team: String?
        package var owner: String?
        package var models: String?
        /// Operations, as a list or as text with blanks between; once named, a token without it may do nothing.
        package var scopes: String?
        package var tags: String?

        package init() {}
    }

    /// Stands before the names of its callers, with a colon.
    package var name: String
    /// Exactly as in `iss`.
    package var issuer: String
    /// One of them must be in `aud`.
    package var audiences: [String]
    package var keys: KeySource
    package var algorithms: Set<TokenAlgorithm>
    package var claims = Claims()
    /// By how much its clock may be off, in seconds.
    package var leeway = 60

    package init(
        name: String, issuer: String, audiences: [String], keys: KeySource,
        algorithms: Set<TokenAlgorithm> = [.rs256, .es256]
    ) {
        self.name = name
        self.issuer = issuer
        self.audiences = audiences
        self.keys = keys
        self.algorithms = algorithms
    }
}

/// How a token may be signed: with a key pair always, so that nobody who can verify can sign.
package enum TokenAlgorithm: String, Sendable, CaseIterable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case es256 = "ES256"
    case es384 = "ES384"
}
