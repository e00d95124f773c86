import Gateway

/// A provider that the usual environment variables describe.
struct FoundProvider: Sendable {
    var kind: ProviderKind
    /// The variable that gave it away.
    var variable: String
    var key: Secret?
    var baseURL: String?

    /// Those that can be found, in the order of the catalogue.
    static let kinds = ProviderKind.all.filter {
        $0.transport == .network && !($0.keyVariables.isEmpty && $0.baseURLVariables.isEmpty)
    }

    /// In the order of the catalogue.
    static func all(in environment: [String: String]) -> [FoundProvider] {
        kinds.compactMap { kind in
            let key = first(kind.keyVariables, environment)
            let base = first(kind.baseURLVariables, environment)
            let found =
                key?.name ?? (kind.needsKey ? nil : base?.name ?? first(kind.credentialVariables, environment)?.name)
            guard let variable = found else { return nil }
            return FoundProvider(
                kind: kind, variable: variable, key: key.map { Secret($0.value) },
                baseURL: base.map { completed($0.value, kind) })
        }
    }

    private static func first(
        _ names: [String], _ environment: [String: String]
    ) -> (name: String, value: String)? {
        for name in names {
            if let value = environment[name]?.trimmed, !value.isEmpty { return (name, value) }
        }
        return nil
    }

    /// Some variables (`OLLAMA_HOST`) hold a bare `host:port`, or the address a server listens on.
    private static func completed(_ text: String, _ kind: ProviderKind) -> String {
        guard !text.contains("://") else { return text }
        guard let usual = kind.baseURL, let standard = try? BaseURL(usual) else { return text }
        let scheme = standard.origin.isTLS ? "https" : "http"
        guard let given = try? BaseURL("\(scheme)://\(text)") else { return text }
        let hasPort = text.contains("]:") || text.split(separator: ":", omittingEmptySubsequences: false).count == 2
        let host = ["0.0.0.0", "::"].contains(given.origin.host) ? "127.0.0.1" : given.origin.host
        let origin = Origin(
            isTLS: given.origin.isTLS, host: host, port: hasPort ? given.origin.port : standard.origin.port)
        return "\(scheme)://\(origin.authority)\(given.path)"
    }
}
