import Gateway

/// The settings of what happens when providers fail.
enum ResilienceSettings {
    static let section: [Setting] = [
        Setting("breaker", .group(breaker), "When a target (a provider's model) is left alone."),
        Setting("retries", .group(retries), "When the last target that is left is asked again."),
        Setting(
            "budget", .group(budget),
            "How much of a provider's load may be repetition: retries, and further targets at the same provider."),
    ]

    private static let breaker: [Setting] = [
        Setting("enabled", .flag, standard: "true", "Whether a target that fails is passed over at all."),
        Setting(
            "failures_percent", .number(1...100), standard: "50",
            "Opens where more than this share of the window's calls failed. Limits (429) and refusals of a request (400, "
                + "422 and the like) are no failures."),
        Setting(
            "timeouts_percent", .number(1...100), standard: "30", "Opens where more than this share of them timed out."),
        Setting("min_calls", .number(1...1_000_000), standard: "20", "Fewer calls in the window say nothing."),
        Setting("window", .duration, standard: "60s", "How far back calls count."),
        Setting(
            "open_for", .duration, standard: "30s",
            "How long the target is left alone; then one call at a time is let through, and closes it when it goes well."
        ),
        Setting(
            "all_open", .choice(BreakerRules.Resort.allCases.map(\.rawValue), later: []), standard: "try",
            "What becomes of a call when all its targets are open. `try`: the one that would close first is asked all the "
                + "same; `refuse`: a 503 with `retry-after`."),
    ]

    private static let retries: [Setting] = [
        Setting(
            "max", .number(0...10), standard: "1",
            "How often at the most. A target is asked again only when no other is left."),
        Setting(
            "on", .list(.choice(FailureClass.retriable.map(\.rawValue), later: [])),
            "After which failures: `connect`, `unavailable` (502, 503, 529), `server_error` (any other from 500 on), "
                + "`timeout`, `rate_limit` (429), `broken` (an answer that broke off or cannot be read); without it "
                + "`connect` and `unavailable`."),
        Setting(
            "base", .duration, standard: "250ms",
            "The first wait is drawn from zero to this, each further one from twice as much."),
        Setting(
            "longest", .duration, standard: "5s",
            "No wait is longer. After a `retry-after` of more than this the target is not asked again."),
    ]

    private static let budget: [Setting] = [
        Setting("percent", .number(0...1_000), standard: "20", "Repeated attempts for a hundred calls."),
        Setting(
            "per_second", .number(0...100_000), standard: "10", "Repeated attempts a second that are always free."),
    ]

    static let health: [Setting] = [
        Setting(
            "probe", .flag, standard: "false",
            "Asks every provider for its list of models now and then; else only those that have failed. It costs nothing."
        ),
        Setting("interval", .duration, standard: "30s", "How often."),
    ]

    /// Of one provider: what is not set is that of all.
    static let timeouts: [Setting] = [
        Setting("connect", .duration, "To connect, TLS included."),
        Setting("first_byte", .duration, "From the request's end to the answer's first byte."),
        Setting("idle", .duration, "Between two pieces of an answer."),
        Setting("total", .duration, "For one attempt; the call's own end stays what it is."),
    ]

    static let fallbacks: [Setting] = [
        Setting(
            "context_too_long", .list(.text),
            "For requests that are longer than the model can read; the model's other targets are left out then."),
        Setting("content_filter", .list(.text), "For requests that the provider's filter refused; likewise."),
        Setting("rate_limit", .list(.text), "When the last target was at its limit."),
        Setting("any", .list(.text), "Whenever the next target would be asked, and none is left."),
    ]

    static let hedge: [Setting] = [
        Setting(
            "after", .text,
            "How long the first is waited for: a duration, or `p95`: as long as all but a twentieth of the target's answers "
                + "take to begin. Without it there is no second attempt."),
        Setting("max", .number(0...1), standard: "1", "Further attempts beside the first; 0 switches it off."),
    ]
}
