import Gateway

/// The settings of experiments and shadows.
enum ExperimentSettings {
    static let experiment: [Setting] = [
        Setting(
            "name", .text, isRequired: true, "Letters, digits, `-`, `_` and `.`; stands in `x-llmgateway-variant`."),
        Setting(
            "model", .text, isRequired: true, "The configured model whose calls are split; one experiment at a time."),
        Setting(
            "variants", .list(.group(variant)), isRequired: true,
            "Two or more. The first is the control, which the others are measured against."),
        Setting(
            "by", .text, standard: "request",
            "Who keeps a variant: `request` (each call anew), `user` (the request's `user`, `safety_identifier` or "
                + "`metadata.user_id`), `key`, or `header:<name>`. A call that does not say goes by its key."),
        Setting(
            "goal", .choice(Experiment.Goal.allCases.map(\.rawValue), later: []), isRequired: true,
            "What makes a variant the better one: less `cost`, less `latency`, or more liked by `feedback`."),
        Setting(
            "significance", .text, standard: "0.05",
            "How often at the most a winner may be named where there is no difference, however often one looks."),
        Setting(
            "minimum", .number(20...10_000_000), standard: "200",
            "Calls of each variant (with feedback, where that is the goal) before a winner is named."),
        Setting(
            "max_error_increase", .text, standard: "1%",
            "By how much of its calls a winner may fail more often than the control."),
        Setting(
            "rollout", .group(rollout),
            "How the winner's share grows by itself; without it a winner is only named. Where it fails too often all goes "
                + "back at once."),
    ]

    private static let variant: [Setting] = [
        Setting("name", .text, isRequired: true, "As the experiment's."),
        Setting("model", .text, isRequired: true, "`provider/model`."),
        Setting("weight", .number(1...1_000_000), standard: "1", "Its share of the calls."),
    ]

    private static let rollout: [Setting] = [
        Setting(
            "steps", .list(.number(1...100)), isRequired: true, "Percent of the calls, growing; the last is 100."),
        Setting("every", .duration, standard: "1h", "Between two steps."),
    ]

    static let shadow: [Setting] = [
        Setting("model", .text, isRequired: true, "`provider/model`."),
        Setting("share", .text, isRequired: true, "Of the model's calls, such as `5%` or `0.5%`."),
        Setting(
            "budget", .group(SettingsTable.budget),
            "What all its copies may cost; without it there is no limit of their own."),
    ]

    static let shadows: [Setting] = [
        Setting(
            "concurrent", .number(1...10_000), standard: "16", "Copies under way at once; further ones are dropped."),
        Setting("max_bytes", .size, standard: "32MiB", "What the prompts under way may hold together."),
    ]
}
