import Gateway

/// A configuration that holds: what a listener and a core are made from.
struct Configuration: Sendable {
    /// Without the key made at the first start, which the data folder holds.
    var snapshot: Snapshot
    var install: InstallSettings
    /// The settings as they came together, for `config print`.
    var settled: Settled
    /// The file that was read; nil: none was there.
    var file: String?
    var found: [FoundProvider]
    /// Not wrong, but not what the operator will have meant.
    var warnings: [String]

    /// Whether a key of the gateway is needed and none is configured.
    var needsFirstKey: Bool {
        snapshot.auth.keys.isEmpty && (snapshot.auth.mode == .gateway || snapshot.auth.mode == .hybrid)
    }
}
