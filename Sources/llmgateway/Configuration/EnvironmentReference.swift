import Gateway

/// docs/reference/environment.md, made from the table of variables and from what each kind of provider looks for.
enum EnvironmentReference {
    static var markdown: String {
        var lines = introduction + ["## The gateway's own", ""] + table(EnvironmentVariable.reserved)
        lines += [
            "",
            "Every [setting](configuration.md) has a variable too: `\(EnvironmentLayer.prefix)SERVER__PORT` is "
                + "`server.port`, `\(EnvironmentLayer.prefix)_DATA_DIR` is `data_dir`, and lists are given as YAML. Other "
                + "names that start with `\(EnvironmentLayer.prefix)` are ignored with a warning. Besides, the "
                + "configuration may take any variable as `${NAME}`.",
            "", "## Providers", "",
            "A provider is found when its key is set; one that needs no key, when its base URL is. It is called by its "
                + "kind (`openai/gpt-4o`), and one of the same id in the configuration takes its place. An entry of "
                + "`providers` with neither `api_key` nor `base_url` takes both from here. Where two names stand, the "
                + "first that is set counts.", "",
            "| kind | key | base URL | without it |", "|---|---|---|---|",
        ]
        for kind in FoundProvider.kinds {
            let key =
                kind.keyVariables.isEmpty ? "none" : spelled(kind.keyVariables) + (kind.needsKey ? "" : ", if wanted")
            let usual = kind.baseURL.map { "`\($0)`" } ?? ""
            lines.append("| `\(kind.name)` | \(key) | \(spelled(kind.baseURLVariables)) | \(usual) |")
        }
        lines += [
            "",
            "The version at the end of a base URL (`/v1`) may be there or not. A bare `host:port`, as `OLLAMA_HOST` often "
                + "is, gets the usual scheme.",
            "", "## Clouds", "",
            "Where their credentials come from stands in [the guide](../guides/clouds.md).", "",
        ]
        lines += table(EnvironmentVariable.clouds)
        lines += [
            "", "## Proxies", "",
        ]
        lines += table(EnvironmentVariable.proxies)
        lines += [
            "",
            "The password goes to the proxy as it stands, so `https://` and other kinds of proxy are not spoken to: what "
                + "is behind such a one is not reached, and a warning says so at the start.",
            "", "## Terminal", "",
        ]
        return (lines + table(EnvironmentVariable.terminal)).joined(separator: "\n") + "\n"
    }

    private static let introduction = [
        "# Environment variables", "",
        ReferencePage.madeFrom("Sources/llmgateway/Configuration/EnvironmentVariable.swift", .environment), "",
        "They are read at the start: a change needs a restart. One of the tables below that is empty counts as not set.",
        "",
    ]

    private static func table(_ variables: [EnvironmentVariable]) -> [String] {
        ["| variable | meaning |", "|---|---|"] + variables.map { "| \(spelled($0.names)) | \($0.meaning) |" }
    }

    private static func spelled(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}
