/// A variable the gateway reads. `docs/reference/environment.md` is made from these.
struct EnvironmentVariable: Sendable {
    /// What it goes by; the first that is set and not empty counts.
    let names: [String]
    let meaning: String

    init(_ names: String..., meaning: String) {
        self.names = names
        self.meaning = meaning
    }

    func value(in environment: [String: String]) -> String? {
        names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
}

/// Names with the prefix that are no settings.
extension EnvironmentVariable {
    static let configurationFile = EnvironmentVariable(
        "LLMGATEWAY_CONFIG", meaning: "The configuration file; `--config` goes before it.")
    static let profile = EnvironmentVariable(
        "LLMGATEWAY_ENVIRONMENT",
        meaning: "The profile: `production` lays `gateway.production.yaml` over `gateway.yaml`.")
    static let callerKey = EnvironmentVariable(
        "LLMGATEWAY_API_KEY", meaning: "The key that `chat` and `models` call a running gateway with; after `--key`.")
    static let callerBaseURL = EnvironmentVariable(
        "LLMGATEWAY_BASE_URL", meaning: "Where `chat` and `models` look for a running gateway; after `--base-url`.")
    static let testData = EnvironmentVariable(
        "LLMGATEWAY_TEST_DATA",
        meaning: "The folder of recordings that the project's own tests replay; no command reads it.")

    static let reserved = [configurationFile, profile, callerKey, callerBaseURL, testData]
}

/// The proxies toward providers, and for `chat`, `models` and `doctor`.
extension EnvironmentVariable {
    static let httpsProxy = EnvironmentVariable(
        "HTTPS_PROXY", "https_proxy",
        meaning: "The proxy for `https://` addresses: `[http://][user:password@]host[:port]`.")
    /// Only in lower case: a CGI server takes a caller's `Proxy` field for HTTP_PROXY.
    static let httpProxy = EnvironmentVariable(
        "http_proxy",
        meaning: "The proxy for `http://` addresses, in the same form. `HTTP_PROXY` in capitals is not read: where a "
            + "program runs under CGI, a caller could set it.")
    static let noProxy = EnvironmentVariable(
        "NO_PROXY", "no_proxy",
        meaning: "Hosts that are reached without a proxy, with commas between: `example.com` and `.example.com` cover "
            + "the name and all under it, `*` covers everything.")

    static let proxies = [httpsProxy, httpProxy, noProxy]
}

/// How the commands print.
extension EnvironmentVariable {
    static let noColour = EnvironmentVariable("NO_COLOR", meaning: "Set to anything: no bold and no colours.")
    static let terminalType = EnvironmentVariable("TERM", meaning: "`dumb`: no bold and no colours.")

    static let terminal = [noColour, terminalType]
}
