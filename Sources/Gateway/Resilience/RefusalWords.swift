import Dialects

/// How providers say that a request is too long for the model, or that their filter refused it. One table, because no
/// two say it alike, and most say it in words alone.
enum RefusalWords {
    struct Row {
        let failure: FailureClass
        /// As the error's code or type, whole.
        var code: String?
        /// Within its message, in small letters.
        var words: String?
        /// Who says so.
        let source: StaticString
    }

    static let rows: [Row] = [
        // Recorded answers.
        Row(failure: .contextTooLong, code: "context_length_exceeded", source: "OpenAI, Azure"),
        Row(failure: .contextTooLong, words: "exceeds the context window", source: "OpenAI Responses"),
        Row(
            failure: .contextTooLong, words: "maximum context length",
            source: "OpenAI, OpenRouter, vLLM, DeepSeek, Mistral"),
        Row(failure: .contextTooLong, words: "prompt is too long", source: "Anthropic, also on Bedrock"),
        Row(failure: .contextTooLong, words: "exceeds the maximum number of tokens", source: "Gemini, Vertex"),
        Row(failure: .contextTooLong, words: "input tokens exceeded", source: "Bedrock, Nova"),
        Row(failure: .contextTooLong, words: "max context length", source: "Ollama"),
        Row(failure: .contextTooLong, code: "exceed_context_size_error", source: "llama.cpp"),
        Row(failure: .contextTooLong, code: "too_many_prompt_tokens", source: "Perplexity"),
        // https://repost.aws/knowledge-center/bedrock-validation-exception-errors
        Row(failure: .contextTooLong, words: "input is too long", source: "Bedrock"),
        // https://docs.cohere.com/reference/errors
        Row(failure: .contextTooLong, words: "total number of tokens", source: "Cohere"),
        // https://docs.mistral.ai/resources/known-limitations
        Row(failure: .contextTooLong, words: "too large for model with", source: "Mistral"),
        Row(failure: .contextTooLong, words: "reduce the length of the messages", source: "Groq"),
        Row(failure: .contextTooLong, words: "maximum prompt length", source: "xAI"),
        Row(failure: .contextTooLong, words: "exceeded model token limit", source: "Moonshot"),
        Row(failure: .contextTooLong, words: "must have less than", source: "Hugging Face TGI"),

        // https://learn.microsoft.com/azure/ai-services/openai/concepts/content-filter
        Row(failure: .contentFilter, code: "content_filter", source: "Azure"),
        Row(failure: .contentFilter, code: "content_policy_violation", source: "OpenAI, Azure images"),
        Row(failure: .contentFilter, code: "moderation_blocked", source: "OpenAI images"),
        Row(failure: .contentFilter, words: "content management policy", source: "Azure"),
        Row(failure: .contentFilter, words: "blocked by content filtering policy", source: "Anthropic"),
        Row(failure: .contentFilter, code: "data_inspection_failed", source: "DashScope"),
    ]

    /// What a refusal says, where it is one of these. Only statuses that are the caller's own fault are looked at.
    static func failure(of said: Failure, status: Int) -> FailureClass? {
        guard status == 400 || status == 413 || status == 422 else { return nil }
        let message = said.message.lowercased()
        return rows.first { row in
            if let code = row.code { return said.code == code || said.type == code || message.contains(code) }
            return row.words.map { message.contains($0) } ?? false
        }?.failure
    }
}
