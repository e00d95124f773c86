/// docs/reference/configuration.md, made from the settings table.
enum SettingsReference {
    static func markdown() -> String {
        var lines = introduction
        lines += ["## Settings", "", "| setting | holds | default | meaning |", "|---|---|---|---|"]
        rows(SettingsTable.root, path: "", &lines)
        lines += ["", "## In the plan, refused by this version", ""]
        var later: [String] = []
        planned(SettingsTable.root, path: "", &later)
        lines += later.map { "- \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let introduction = [
        "# Configuration",
        "",
        ReferencePage.madeFrom("Sources/llmgateway/Configuration/SettingsTable.swift", .configuration),
        "",
        "One YAML file: `--config`, else `LLMGATEWAY_CONFIG`, else `gateway.yaml` in the working directory if it is "
            + "there. Without any, the defaults and the environment are enough.",
        "",
        "- **Layers**: options of the command line, then the environment, then the profile "
            + "`gateway.<environment>.yaml` named by `LLMGATEWAY_ENVIRONMENT`, then the file, then the defaults. Groups "
            + "are joined key by key; lists and single values are replaced.",
        "- **Environment**: `LLMGATEWAY_SERVER__PORT=9000` is `server.port`, `LLMGATEWAY__DATA_DIR=/data` is `data_dir`; "
            + "lists are given as YAML. Names without two underscores are no settings: what the gateway reads besides "
            + "stands in [environment variables](environment.md), others with its prefix are ignored with a warning.",
        "- **Values**: `${NAME}` and `${NAME:-default}` take an environment variable, `$${` stands for `${`. A secret "
            + "may be `file:/run/secrets/x`, or `vault:secret/data/x#name` (see `vault`). Relative paths start at the file's folder. Durations are `300ms`, `5s`, "
            + "`10m`, `1h`, `1d`; sizes `64KiB`, `32MiB`, or bytes. Money is read from its text, quoted or not.",
        "- **Errors** come all at once, each with its place (`gateway.yaml:12:3: …`), and end the command with 78. "
            + "`llmgateway config check` does no more than that; `config print` shows the result, secrets masked.",
        "- **Reload**: SIGHUP reads everything again. A wrong configuration is logged and the old one kept. `server`, "
            + "`data_dir`, `log`, `transport`, `secrets` and `auth.pepper` are read at the start only.",
        "",
    ]

    private static func rows(_ settings: [Setting], path: String, _ lines: inout [String]) {
        for setting in settings {
            let name = path.isEmpty ? setting.name : "\(path).\(setting.name)"
            let required = setting.isRequired ? " Required." : ""
            let standard = setting.standard.map { "`\($0)`" } ?? ""
            let row = { (holds: String) in "| `\(name)` | \(holds) | \(standard) | \(setting.about)\(required) |" }
            switch setting.type {
            case .later: continue
            case .group(let inner):
                lines.append(row("group"))
                rows(inner, path: name, &lines)
            case .list(.group(let inner)):
                lines.append(row("list of groups"))
                rows(inner, path: "\(name)[]", &lines)
            case .named(let inner):
                lines.append(row(setting.type.expectation))
                rows(inner, path: "\(name).<name>", &lines)
            case .list: lines.append(row("list of texts"))
            case .secret: lines.append(row("secret"))
            default: lines.append(row(setting.type.expectation))
            }
        }
    }

    private static func planned(_ settings: [Setting], path: String, _ names: inout [String]) {
        for setting in settings {
            let name = path.isEmpty ? setting.name : "\(path).\(setting.name)"
            switch setting.type {
            case .later: names.append("`\(name)`")
            case .choice(_, let later) where !later.isEmpty:
                names.append("`\(name)`: \(later.map { "`\($0)`" }.joined(separator: ", "))")
            case .group(let inner): planned(inner, path: name, &names)
            case .list(.group(let inner)): planned(inner, path: "\(name)[]", &names)
            case .named(let inner): planned(inner, path: "\(name).<name>", &names)
            default: break
            }
        }
    }
}
