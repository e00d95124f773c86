/// Whose key a call carries.
package final class Principal: Sendable {
    /// The key's name; its budget and ledger belong to this.
    package let name: String
    package let policy: KeyPolicy
    /// The caller's own provider credential, in client mode or as the hybrid's pass-through. Never logged.
    package let ownCredential: Secret?

    package init(name: String, policy: KeyPolicy = .open, ownCredential: Secret? = nil) {
        self.name = name
        self.policy = policy
        self.ownCredential = ownCredential
    }

    package convenience init(name: String, models: [String]?, ownCredential: Secret? = nil) {
        self.init(name: name, policy: KeyPolicy(models: models), ownCredential: ownCredential)
    }

    /// Patterns of models it may use; nil: all.
    package var models: [String]? { policy.models }

    /// Everybody, where nobody is told apart.
    static let anonymous = Principal(name: "anonymous")
}
