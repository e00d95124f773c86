package import Wire

/// What is likely a mistake in a template, though it could be meant: text that looks like a slot, and a slot that looks at
/// a member which requests have under a similar name.
package enum TemplateDoubt: Sendable, Equatable {
    /// As it is written.
    case noSlot(String)
    case unknownMember(String)

    package static func all(in text: String) -> [TemplateDoubt] { of([TextTemplate(text)]) }

    package static func all(in value: JSONValue) -> [TemplateDoubt] { of(ValueTemplate(value).texts) }

    private static func of(_ templates: [TextTemplate]) -> [TemplateDoubt] {
        templates.flatMap { template in
            template.doubts.map { .noSlot($0) }
                + template.names.filter { !members.contains($0) }.map { .unknownMember($0) }
        }
    }

    /// What a request in OpenAI's chat form may have (its API reference, "Create chat completion"), and what is made of
    /// its messages.
    package static let members: [String] =
        TemplateRequest.ofMessages + [
            "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs",
            "max_completion_tokens",
            "max_tokens", "metadata", "modalities", "model", "n", "parallel_tool_calls", "prediction",
            "presence_penalty",
            "prompt_cache_key", "reasoning_effort", "response_format", "safety_identifier", "seed", "service_tier",
            "stop",
            "store", "stream", "stream_options", "temperature", "tool_choice", "tools", "top_k", "top_logprobs",
            "top_p",
            "user", "verbosity", "web_search_options",
        ]
}
