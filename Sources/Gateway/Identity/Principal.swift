/// Whose key a call carries.
package final class Principal: Sendable {
    /// The key's name; its budget and ledger belong to this.
    package let name: String
    /// Patterns of models it may use (`smart`, `openai/*`); nil: all.
    package let models: [String]?
    /// The caller's own provider credential, in client mode or as the hybrid's pass-through. Never logged.
    package let ownCredential: Secret?

    package init(name: String, models: [String]? = nil, ownCredential: Secret? = nil) {
        self.name = name
        self.models = models
        self.ownCredential = ownCredential
    }

    /// Everybody, where nobody is told apart.
    static let anonymous = Principal(name: "anonymous")
}
