// Made by scripts/generate-catalog; do not edit.

/// The catalogue as text, a section per kind of provider.
enum CatalogText {
    /// The day whose prices it holds.
    static let date = "2026-11-21"

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
