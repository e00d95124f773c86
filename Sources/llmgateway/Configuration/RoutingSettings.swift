import Gateway

/// The settings of how a target is chosen, beside those of each model.
enum RoutingSettings {
    static let section: [Setting] = [
        Setting(
            "policies", .named(policy),
            "Ways to choose among targets, by name: for the `policy` of a model, as a model's name, or for "
                + "`x-llmgateway-policy`. `low_cost` (`prefer: cheapest`) and `high_quality` (`prefer: quality`) are there without."
        ),
        Setting("rules", .list(.group(rule)), "Where calls of a kind go; the first that fits is followed."),
        Setting(
            "classify", .flag, standard: "false",
            "Whether the words of a prompt are looked at, so that rules can go by `task`."),
    ]

    private static let policy: [Setting] = [
        Setting(
            "prefer", .words, isRequired: true,
            "What goes first: \(Preference.words.map { "`\($0.word)`" }.joined(separator: ", ")), a provider, a "
                + "`provider/model`, or a pattern such as `openai/gpt-4*`. Of several the first counts most, and among equals "
                + "the next."),
        Setting(
            "models", .list(.text),
            "What it chooses among: `provider/model`, or names of `models`, which stand for their targets. Without it the "
                + "targets of the model that is asked for; where the policy is named in its place, of all `models`."),
        Setting(
            "max_cost_per_request", .amount,
            "USD that a call may cost, as `max_cost_usd` has it: targets where it could cost more are passed over, and the "
                + "answer is bounded by it."),
    ]

    private static let rule: [Setting] = [
        Setting("when", .group(condition), isRequired: true, "What a call is like; all that is given must hold."),
        Setting("use", .text, isRequired: true, "A name of `models`, a policy, or `provider/model`."),
    ]

    private static let condition: [Setting] = [
        Setting("header", .texts, "Fields of the request's head; a value may end in `*`."),
        Setting("metadata", .texts, "Members of the request's `metadata`; a value may end in `*`."),
        Setting("model", .text, "The name the caller used, or a pattern such as `gpt-4*`."),
        Setting(
            "tokens_above", .number(0...1_000_000_000), "More tokens than this in the prompt, as they are estimated."),
        Setting(
            "operation", .choice(RoutingRule.operations.map(\.rawValue), later: []),
            "What is asked for; without it whatever it is."),
        Setting(
            "task", .choice(TaskType.allCases.map(\.rawValue), later: []),
            "What the prompt asks for, as its words tell; needs `routing.classify`."),
    ]

    static let sticky: [Setting] = [
        Setting(
            "by", .choice(["header", "user", "key", "prompt_prefix"], later: []),
            "What tells sessions apart: a field of the head, the caller's own user (`user`, `metadata.user_id`), the "
                + "gateway's key, or how the conversation begins. Without it sessions are not told apart."),
        Setting("header", .text, "The field, with `by: header`."),
    ]
}
