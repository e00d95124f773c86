/// A key made at run time. What was handed out is known as a digest only.
package struct VirtualKey: Sendable, Equatable {
    /// `key_` and 24 letters and digits; stays when the key is renamed or rotated.
    package let id: String
    /// Unique among all keys; budget and ledger belong to it.
    package var name: String
    package var digest: KeyDigest
    /// The end of the secret, so that people can tell keys apart.
    package var lastFour: String
    /// nil: nothing at `/admin`.
    package var role: KeyRole?
    package var policy: KeyPolicy
    /// This and all times below in seconds since 1970.
    package let created: Int
    /// From then on it is refused; nil: never.
    package var expires: Int?
    package var revoked: Int?
    /// The secret before the last rotation, as long as it may still be used.
    package var former: FormerSecret?
    /// Written now and then, not with each call.
    package var lastUsed: Int?
    /// One more with each change: a change is refused when another one came between.
    package var version: Int

    package init(
        id: String, name: String, digest: KeyDigest, lastFour: String, role: KeyRole? = nil, policy: KeyPolicy = .open,
        created: Int, expires: Int? = nil, revoked: Int? = nil, former: FormerSecret? = nil, lastUsed: Int? = nil,
        version: Int = 1
    ) {
        self.id = id
        self.name = name
        self.digest = digest
        self.lastFour = lastFour
        self.role = role
        self.policy = policy
        self.created = created
        self.expires = expires
        self.revoked = revoked
        self.former = former
        self.lastUsed = lastUsed
        self.version = version
    }

    /// A secret that a rotation has put another in place of.
    package struct FormerSecret: Sendable, Equatable {
        package var digest: KeyDigest
        package var lastFour: String
        /// From then on it is refused.
        package var ends: Int

        package init(digest: KeyDigest, lastFour: String, ends: Int) {
            self.digest = digest
            self.lastFour = lastFour
            self.ends = ends
        }
    }

    /// Whether it may be used.
    package enum Status: String, Sendable { case active, expired, revoked }

    package func status(at now: Int) -> Status {
        if revoked != nil { return .revoked }
        return expires.map { $0 <= now } ?? false ? .expired : .active
    }

    /// The end of a secret that is shown.
    static func lastFour(of secret: Secret) -> String { String(secret.reveal().suffix(4)) }
}
