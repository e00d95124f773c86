extension ProviderKind {
    /// A cheap model of this kind that is likely to be there, for a first try; nil where the installation decides.
    package var firstModel: String? { Self.firstModels[name] }

    private static let firstModels = [
        "openai": "gpt-4o-mini",
        "anthropic": "claude-haiku-4-5",
        "gemini": "gemini-2.5-flash",
        "mistral": "mistral-small-latest",
        "huggingface": "meta-llama/Llama-3.1-8B-Instruct",
        "ollama": "llama3.2",
    ]
}
