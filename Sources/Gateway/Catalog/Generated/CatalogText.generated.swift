// Made by scripts/generate-catalog; do not edit.

/// The catalogue as text, a section per kind of provider.
enum CatalogText {
    /// The day whose prices it holds.
    static let date = "2026-11-21"

    /// The lists it is made from: name, where they were taken from, SHA-256.
    static let sources: [(name: String, origin: String, sum: String)] = [
        ("litellm", "litellm 1.109.1: litellm/model_prices_and_context_window_backup.json", "a46ead57cdad6037a4d4a127315d727007eed6e826752be3f5f28317828501d4"),
        ("genai-prices", "github.com/pydantic/genai-prices@47df840a5ab10bbcffb8e5ac01b9899032245d1b:prices/new_data/v2/data.json", "e0364c430e72dac6e747f15093a853bb73f20becac9e54f1f1e6ca33d72dda4d"),
        ("models.dev", "github.com/anomalyco/models.dev@f3fc692299671838c7c65fd8126bf84d81a2e817:providers/*/**.toml", "96e68615a0a6e9a3528c563a993ab64db823dc57a48190ab3ce1d9554d51919a"),
    ]

    static let sections: [(kind: String, text: StaticString)] = [
        ("openai", openai),
        ("anthropic", anthropic),
        ("gemini", gemini),
        ("mistral", mistral),
        ("cohere", cohere),
        ("huggingface", huggingface),
        ("azure-openai", azureOpenai),
        ("vertex", vertex),
        ("bedrock", bedrock),
        ("groq", groq),
        ("deepseek", deepseek),
        ("xai", xai),
        ("together", together),
        ("fireworks", fireworks),
        ("openrouter", openrouter),
        ("perplexity", perplexity),
        ("cerebras", cerebras),
        ("moonshot", moonshot),
        ("zai", zai),
        ("sambanova", sambanova),
        ("alibaba", alibaba),
    ]

    /// A cheap model of each kind, for a first try.
    static let firstModels = [
        "openai": "gpt-5-nano",
        "anthropic": "claude-haiku-5-5",
        "gemini": "gemini-2.5-flash-lite",
        "mistral": "mistral-small",
        "huggingface": "Qwen/Qwen3-Coder-30B-A3B-Instruct",
    ]
}
