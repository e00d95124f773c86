/// What other price lists call the kinds of providers of our catalogue.
enum ForeignProviders {
    /// LiteLLM's `litellm_provider`, with what the names of its models begin with.
    static func litellm(_ name: String) -> (kind: String, prefix: String) {
        if let known = litellmKinds[name] { return known }
        if name.hasPrefix("vertex_ai") { return ("vertex", "vertex_ai/") }
        return (name, name + "/")
    }

    /// Whose answers tell how often they searched the web.
    static func tellsSearches(litellm name: String) -> Bool { name == "anthropic" }

    private static let litellmKinds: [String: (kind: String, prefix: String)] = [
        "openai": ("openai", ""), "text-completion-openai": ("openai", ""), "anthropic": ("anthropic", ""),
        "gemini": ("gemini", "gemini/"), "mistral": ("mistral", "mistral/"), "cohere": ("cohere", "cohere/"),
        "cohere_chat": ("cohere", "cohere/"), "azure": ("azure-openai", "azure/"),
        "azure_text": ("azure-openai", "azure/"), "bedrock": ("bedrock", ""), "bedrock_converse": ("bedrock", ""),
        "groq": ("groq", "groq/"), "deepseek": ("deepseek", "deepseek/"), "xai": ("xai", "xai/"),
        "together_ai": ("together", "together_ai/"), "fireworks_ai": ("fireworks", "fireworks_ai/"),
        "fireworks_ai-embedding-models": ("fireworks", "fireworks_ai/"),
        "openrouter": ("openrouter", "openrouter/"), "perplexity": ("perplexity", "perplexity/"),
        "cerebras": ("cerebras", "cerebras/"), "moonshot": ("moonshot", "moonshot/"), "zai": ("zai", "zai/"),
        "sambanova": ("sambanova", "sambanova/"), "dashscope": ("alibaba", "dashscope/"),
    ]

    /// The ids of genai-prices. Google's models are offered in two ways.
    static func genaiPrices(_ id: String) -> [String] { genaiKinds[id] ?? [id] }

    private static let genaiKinds: [String: [String]] = [
        "google": ["gemini", "vertex"], "azure": ["azure-openai"], "aws": ["bedrock"], "x-ai": ["xai"],
        "moonshotai": ["moonshot"],
    ]
}
