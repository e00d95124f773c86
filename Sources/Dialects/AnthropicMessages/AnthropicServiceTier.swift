/// Service tiers: canonical is OpenAI's vocabulary (`auto`, `default`, `priority`, `flex`).
enum AnthropicServiceTier {
    static func canonical(request tier: String?) -> String? { tier == "standard_only" ? "default" : tier }

    /// nil when Anthropic has nothing like it. `auto` uses priority capacity where the account has some.
    static func request(_ tier: String) -> String? {
        switch tier {
        case "auto", "priority": "auto"
        case "default", "standard", "standard_only": "standard_only"
        default: nil
        }
    }

    static func canonical(response tier: String?) -> String? { tier == "standard" ? "default" : tier }
    /// nil for a tier of other providers (Groq's `on_demand`), for which Anthropic's answers have no word.
    static func response(_ tier: String) -> String? {
        switch tier {
        case "default", "standard": "standard"
        case "priority", "batch": tier
        default: nil
        }
    }
}
