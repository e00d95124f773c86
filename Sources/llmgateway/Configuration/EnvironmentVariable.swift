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
        "LLMGATEWAY_API_KEY",
        meaning: "The key that `chat`, `models` and `dry-run` call a running gateway with; after `--key`.")
    static let callerBaseURL = EnvironmentVariable(
        "LLMGATEWAY_BASE_URL",
        meaning:
            "Where commands that ask a running gateway (`chat`, `keys`, `usage` and the like) find it; after `--base-url`."
    )
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

/// What the clouds' own SDKs read too.
extension EnvironmentVariable {
    static let clouds = [
        EnvironmentVariable(
            "AWS_REGION", "AWS_DEFAULT_REGION", meaning: "Bedrock's region, where the configuration names none."),
        EnvironmentVariable(
            "AWS_ACCESS_KEY_ID",
            meaning: "With `AWS_SECRET_ACCESS_KEY`, and `AWS_SESSION_TOKEN` for keys that are lent."),
        EnvironmentVariable(
            "AWS_PROFILE", meaning: "A profile of `AWS_SHARED_CREDENTIALS_FILE` and `AWS_CONFIG_FILE`, its role too."),
        EnvironmentVariable(
            "AWS_WEB_IDENTITY_TOKEN_FILE", meaning: "With `AWS_ROLE_ARN`: a token that is exchanged for keys."),
        EnvironmentVariable(
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            meaning: "Where a container's service lends keys; `AWS_CONTAINER_AUTHORIZATION_TOKEN(_FILE)` goes along."),
        EnvironmentVariable(
            "AWS_EC2_METADATA_DISABLED", meaning: "`true`: the instance's metadata is not asked for keys."),
        EnvironmentVariable(
            "GOOGLE_CLOUD_PROJECT", meaning: "Vertex AI's project, where the configuration names none."),
        EnvironmentVariable("GOOGLE_CLOUD_LOCATION", meaning: "Vertex AI's place; `global` without it."),
        EnvironmentVariable(
            "GOOGLE_APPLICATION_CREDENTIALS", meaning: "One of Google's credential files, for Vertex AI."),
        EnvironmentVariable(
            "OPENAI_API_VERSION", meaning: "Azure's `api-version`, for the paths with deployments in them."),
        EnvironmentVariable(
            "AZURE_TENANT_ID",
            meaning: "With `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET` or `AZURE_FEDERATED_TOKEN_FILE`: "
                + "an Entra application, where Azure has no key."),
    ]
}

/// How the commands print.
extension EnvironmentVariable {
    static let noColour = EnvironmentVariable("NO_COLOR", meaning: "Set to anything: no bold and no colours.")
    static let terminalType = EnvironmentVariable("TERM", meaning: "`dumb`: no bold and no colours.")

    static let terminal = [noColour, terminalType]
}
