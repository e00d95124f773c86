import Gateway
import Wire

/// A configuration that holds: what a listener and a core are made from.
struct Configuration: Sendable {
    /// Without the key made at the first start, which the data folder holds.
    var snapshot: Snapshot
    var install: InstallSettings
    /// nil: the data folder has one.
    var pepper: KeyPepper?
    /// What credentials entered at run time are encrypted under; nil: none can be entered.
    var secretKeys: SecretKeys?
    /// The settings as they came together, for `config print`.
    var settled: Settled
    /// The file that was read; nil: none was there.
    var file: String?
    var found: [FoundProvider]
    /// Secrets that have yet to be read from Vault; something else stands in their places.
    var vaultReferences: [VaultReference: SettingOrigin] = [:]
    /// Not wrong, but not what the operator will have meant.
    var warnings: [String]
    /// Those that speak of a key, a team or a tag that nothing in the configuration has.
    var nobodies: [String: BudgetScope] = [:]
    /// Files beside the configuration's own that the snapshot was made from.
    var read: [String] = []

    /// Without those of credentials that were entered at run time, and of keys that were made there.
    func warnings(besides entered: ProviderCredentials, _ keys: KeyRegistry) -> [String] {
        let needless = Set(entered.list().compactMap { $0["provider"]?.string }.map(ConfigurationBuilder.noKey))
        let made = keys.policies
        return warnings.filter { warning in
            guard !needless.contains(warning) else { return false }
            guard let somebody = nobodies[warning] else { return true }
            return switch somebody.kind {
            case .key: !made.contains { $0.name == somebody.name }
            case .team: !made.contains { $0.policy.team == somebody.name }
            case .tag: !made.contains { $0.policy.tags.contains(somebody.name) }
            case .gateway, .model, .provider: true
            }
        }
    }

    /// All files whose change is a change of the configuration.
    /// - Parameter environment: names the profile, whose file need not be there yet.
    func watched(_ environment: [String: String]) -> [String] {
        guard let file else { return read }
        let profile = EnvironmentVariable.profile.value(in: environment)?.trimmed ?? ""
        return [file] + (profile.isEmpty ? [] : [ConfigurationLoader.profileName(of: file, profile)]) + read
    }

    /// Whether a key of the gateway is needed, none is configured, and the data folder's may do.
    var needsFirstKey: Bool {
        snapshot.auth.keys.isEmpty && (snapshot.auth.mode == .gateway || snapshot.auth.mode == .hybrid)
            && settled["auth"]?["first_key"]?.flag ?? true
    }
}
