import Gateway
import Wire

/// Experiments as a person reads them.
enum ExperimentText {
    static let heading = ["NAME", "MODEL", "GOAL", "PHASE", "WINNER", "CALLS"]
    static let shadowHeading = ["MODEL", "ASKED", "SHARE", "CALLS", "ERRORS", "COST USD", "LATENCY MS", "DROPPED"]
    private static let variantHeading = [
        "VARIANT", "MODEL", "SHARE", "CALLS", "ERRORS", "COST USD", "LATENCY MS", "FEEDBACK", "DIFFERENCE", "P",
    ]

    static func path(_ name: String) -> String { "/experiments/\(PathTemplate.queryValue(name))" }

    static func row(_ experiment: JSONValue) -> [String] {
        let calls = (experiment["variants"]?.array ?? []).map { $0["calls"]?.int ?? 0 }.reduce(0, +)
        return [
            text(experiment["name"]), text(experiment["model"]), text(experiment["goal"]), phase(experiment),
            text(experiment["winner"]), String(calls),
        ]
    }

    /// A heading, a table of the variants, and what has happened.
    static func page(_ experiment: JSONValue) -> String {
        var lines = [
            "\(text(experiment["name"])): \(text(experiment["model"])) by \(text(experiment["by"])), goal "
                + "\(text(experiment["goal"])), \(phase(experiment)) since "
                + time(experiment["since"] ?? experiment["began_at"]),
            "",
            Terminal.table([variantHeading] + (experiment["variants"]?.array ?? []).map(variant)),
        ]
        let events = experiment["events"]?.array ?? []
        if !events.isEmpty { lines.append("") }
        for event in events {
            lines.append(time(event["time"]) + "  " + text(event["text"]))
        }
        return lines.joined(separator: "\n")
    }

    static func sentence(_ experiment: JSONValue) -> String {
        "The experiment \"\(text(experiment["name"]))\" is \(phase(experiment))."
    }

    static func shadowRows(_ shadow: JSONValue) -> [[String]] {
        func numbers(_ tally: JSONValue?) -> [String] {
            [
                text(tally?["calls"]), text(tally?["errors"]), text(tally?["cost"]?["mean_usd"]),
                text(tally?["latency"]?["mean_ms"]),
            ]
        }
        let model = text(shadow["model"])
        return [
            [model, "the model", ""] + numbers(shadow["callers"]) + [""],
            [model, text(shadow["target"]), text(shadow["share"])] + numbers(shadow["shadow"])
                + [text(shadow["dropped"])],
        ]
    }

    private static func variant(_ variant: JSONValue) -> [String] {
        let against = variant["against_control"]
        return [
            text(variant["name"]), text(variant["model"]), text(variant["share"]), text(variant["calls"]),
            text(variant["errors"]), text(variant["cost"]?["mean_usd"]), text(variant["latency"]?["mean_ms"]),
            text(variant["feedback"]?["mean"]), against.map { text($0["difference"]) } ?? "control",
            against.map { text($0["p"]) } ?? "",
        ]
    }

    private static func phase(_ experiment: JSONValue) -> String {
        let word = text(experiment["phase"]).replacing("_", with: " ")
        if let share = experiment["share"]?.string { return "\(word) at \(share)" }
        if let failing = experiment["failing"]?.string { return "\(word) (\(failing) fails too often)" }
        return word
    }

    private static func time(_ value: JSONValue?) -> String { value?.int.map { Timestamp.text($0) } ?? "" }

    private static func text(_ value: JSONValue?) -> String { value?.string ?? value?.numberText ?? "" }
}
