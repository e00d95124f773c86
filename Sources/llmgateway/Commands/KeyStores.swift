import Drivers
import Gateway

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

    func registry(effects: Effects) -> KeyRegistry {
        KeyRegistry(store: SQLiteKeyStore(file), audit: SQLiteAuditLog(file), pepper: pepper, effects: effects)
    }

    func credentials(effects: Effects) -> ProviderCredentials {
        ProviderCredentials(store: SQLiteCredentialStore(file), keys: secretKeys, effects: effects)
    }
}
