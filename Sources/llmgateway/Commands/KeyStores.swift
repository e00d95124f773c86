import Drivers
import Gateway
import Logging

/// Keys made at run time and credentials entered there, as the data folder keeps them.
struct KeyStores: Sendable {
    let file: SQLiteFile
    let pepper: KeyPepper
    /// Whether the pepper was made at this start.
    let isPepperNew: Bool
    private let secretKeys: SecretKeys?

    init(
        folder: DataFolder, database: SQLiteFile, configuration: Configuration
    ) throws(DataFolder.Failure) {
        file = database
        secretKeys = configuration.secretKeys
        if let pepper = configuration.pepper {
            (self.pepper, isPepperNew) = (pepper, false)
        } else {
            (self.pepper, isPepperNew) = try folder.pepper()
        }
    }

    /// The keys that are kept. What does not fit together is told the operator.
    func registry(
        effects: Effects, besides snapshot: Snapshot, logger: Logger
    ) async throws(StoreFailure) -> KeyRegistry {
        let registry = KeyRegistry(
            store: SQLiteKeyStore(file), audit: SQLiteAuditLog(file), pepper: pepper, effects: effects)
        try await registry.refresh()
        if isPepperNew, !registry.directory.isEmpty {
            logger.warning(
                "the pepper was made anew, and the keys made at run time are hashed with another: bring the file `pepper` back, or make the keys anew"
            )
        }
        for key in snapshot.auth.keys where registry.directory.principal(named: key.name, at: effects.now()) != nil {
            logger.warning(
                "a key of the configuration and one made at run time are both called \"\(key.name)\", and share a budget"
            )
        }
        return registry
    }

    func credentials(effects: Effects) async throws(StoreFailure) -> ProviderCredentials {
        let credentials = ProviderCredentials(store: SQLiteCredentialStore(file), keys: secretKeys, effects: effects)
        try await credentials.load()
        return credentials
    }
}
