/// Whose key a call carries.
package final class Principal: Sendable {
    /// The key's name; its budget and ledger belong to this.
    package let name: String
    package let policy: KeyPolicy
    /// The caller's own provider credential, in client mode or as the hybrid's pass-through. Never logged.
    package let ownCredential: Secret?
    /// Of keys made at run time and of tokens, which may end while a connection holds on to them; nil: it stands as long
    /// as the configuration does.
    package let standing: KeyStanding?
    /// What it may do at `/admin`; nil: nothing.
    package let role: KeyRole?

    package init(
        name: String, policy: KeyPolicy = .open, ownCredential: Secret? = nil, standing: KeyStanding? = nil,
        role: KeyRole? = nil
    ) {
        self.name = name
        self.policy = policy
        self.ownCredential = ownCredential
        self.standing = standing
        self.role = role
    }

    package convenience init(name: String, models: [String]?, ownCredential: Secret? = nil) {
        self.init(name: name, policy: KeyPolicy(models: models), ownCredential: ownCredential)
    }

    /// Patterns of models it may use; nil: all.
    package var models: [String]? { policy.models }

    /// Refuses what the key is not for.
    package func check(_ operation: Operation) throws(GatewayError) {
        guard let operations = policy.operations, !operations.contains(operation) else { return }
        throw GatewayError(
            .permissionDenied, "The key \"\(name)\" may not be used for `\(operation.rawValue)`.",
            hint: "Ask for a key whose `operations` hold it.")
    }

    /// Everybody, where nobody is told apart.
    static let anonymous = Principal(name: "anonymous")

    /// Of callers without a key of the gateway, in modes `none`, `client` and `hybrid`.
    package static let names: Set = ["anonymous", "client"]
}
