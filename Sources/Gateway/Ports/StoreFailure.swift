/// A store could not do what it was asked: the disk is full, the server is away.
package struct StoreFailure: Error, Sendable, Equatable {
    /// For the log; may name a file or a table, never a secret.
    package var reason: String
    /// Whether what the store holds cannot be read, and no try again will help.
    package var isDamage = false

    package init(reason: String, isDamage: Bool = false) {
        self.reason = reason
        self.isDamage = isDamage
    }
}

extension GatewayError {
    /// What callers are told of it.
    package init(_ failure: StoreFailure) {
        self.init(
            .internalError, "A store of the gateway failed.", origin: .gateway, cause: "store: \(failure.reason)")
    }
}
