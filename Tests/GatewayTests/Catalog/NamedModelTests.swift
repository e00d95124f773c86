import Testing

@testable import Gateway

/// Models that people ask for by name, with what they are for and their limits.
struct NamedModelTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var kind: String
        var name: String
        var mode: ModelFacts.Mode
        /// nil where the provider names no limit in tokens.
        var context: Int?
        var output: Int?
        var testDescription: String { "\(kind)/\(name)" }

        init(_ kind: String, _ name: String, _ context: Int?, _ output: Int?, _ mode: ModelFacts.Mode = .chat) {
            (self.kind, self.name, self.mode, self.context, self.output) = (kind, name, mode, context, output)
        }
    }

    static let openAI: [Row] = [
        Row("openai", "gpt-4o", 128_000, 16_384), Row("openai", "gpt-4o-audio-preview", 128_000, 16_384),
        Row("openai", "gpt-4o-realtime-preview", 32_000, 4_096, .realtime),
        Row("openai", "gpt-4o-search-preview", 128_000, 16_384),
        Row("openai", "gpt-4o-transcribe", 16_000, 2_000, .transcription),
        Row("openai", "gpt-4o-mini", 128_000, 16_384), Row("openai", "gpt-4o-mini-audio-preview", 128_000, 16_384),
        Row("openai", "gpt-4o-mini-realtime-preview", 16_000, 4_096, .realtime),
        Row("openai", "gpt-4o-mini-search-preview", 128_000, 16_384),
        Row("openai", "gpt-4o-mini-transcribe", 16_000, 2_000, .transcription),
        Row("openai", "gpt-4o-mini-tts", 2_000, nil, .speech), Row("openai", "gpt-4-turbo", 128_000, 4_096),
        Row("openai", "gpt-4.1", 1_047_576, 32_768), Row("openai", "gpt-4", 8_192, 4_096),
        Row("openai", "o1-preview", 128_000, 32_768), Row("openai", "o1-mini", 128_000, 65_536),
        Row("openai", "o3", 200_000, 100_000), Row("openai", "o3-mini", 200_000, 100_000),
        Row("openai", "o3-pro", 200_000, 100_000, .responses),
        Row("openai", "o3-deep-research", 200_000, 100_000, .responses),
        Row("openai", "o4-mini", 200_000, 100_000),
        Row("openai", "o4-mini-deep-research", 200_000, 100_000, .responses),
        Row("openai", "whisper-1", nil, nil, .transcription),
    ]

    static let others: [Row] = [
        Row("gemini", "gemini-2.5-pro", 1_048_576, 65_536), Row("gemini", "gemini-2.5-flash", 1_048_576, 65_536),
        Row("gemini", "gemini-2.0-flash", 1_048_576, 8_192), Row("gemini", "gemini-2.0-flash-lite", 1_048_576, 8_192),
        Row("gemini", "gemini-1.5-pro", 1_000_000, 8_192), Row("gemini", "gemini-1.5-flash", 1_000_000, 8_192),
        Row("cohere", "command-r", 128_000, 4_000), Row("cohere", "command-r-plus", 128_000, 4_000),
        Row("cohere", "rerank-v3.5", 4_096, 4_096, .rerank),
        Row("anthropic", "claude-3-haiku-20240307", 200_000, 4_096),
        Row("anthropic", "claude-3-opus-20240229", 200_000, 4_096),
    ]

    @Test(arguments: openAI + others)
    func `each is known with its limits`(_ row: Row) throws {
        let facts = try #require(ModelCatalog.standard.facts(kind: row.kind, model: row.name))
        #expect(facts.mode == row.mode)
        #expect(facts.contextWindow == row.context)
        #expect(facts.maxOutputTokens == row.output)
        // What is billed by the unit of search has no price here, and its cost is unknown.
        #expect((facts.price == nil) == (row.name == "rerank-v3.5"))
    }

    /// Families, of which the lists bring new members: each name with a context window and a price.
    @Test(
        arguments: [
            ("anthropic", "claude-3-5-sonnet-20241022"), ("anthropic", "claude-3-5-haiku-latest"),
            ("anthropic", "claude-3-7-sonnet-20250219"), ("anthropic", "claude-opus-4-20250514"),
            ("anthropic", "claude-opus-4-1"), ("anthropic", "claude-sonnet-4-5"), ("anthropic", "claude-haiku-4-5"),
            ("anthropic", "claude-opus-4-5"), ("anthropic", "claude-opus-4-8"), ("anthropic", "claude-sonnet-5"),
            ("anthropic", "claude-opus-5-5"), ("bedrock", "amazon.titan-text-express-v1"),
            ("bedrock", "amazon.titan-embed-text-v2:0"), ("bedrock", "meta.llama3-1-70b-instruct-v1:0"),
            ("bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0"),
            ("mistral", "mistral-large-latest"), ("mistral", "mistral-small-latest"), ("mistral", "codestral-latest"),
            ("cohere", "command-a-03-2025"), ("cohere", "command-r-08-2024"), ("cohere", "command-r-plus"),
            ("groq", "llama-3.1-8b-instant"), ("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo"),
        ])
    func `each family has a member with a window and a price`(_ kind: String, _ name: String) throws {
        let facts = try #require(ModelCatalog.standard.facts(kind: kind, model: name))
        #expect(facts.contextWindow ?? 0 > 0)
        #expect(facts.price != nil)
        #expect(name.contains("embed") == (facts.mode == .embedding))
    }
}
