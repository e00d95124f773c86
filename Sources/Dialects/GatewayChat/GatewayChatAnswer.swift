import Wire

/// A whole answer in the gateway's own form.
enum GatewayChatAnswer {
    static func json(_ response: GenerationResponse, losses: inout Losses) -> JSONObject {
        if response.candidates.count > 1 { losses.note("choices", "an answer here is one") }
        let candidate = response.candidates.first ?? Candidate(index: 0)
        let split = OpenAIAnswerParts(candidate.parts)
        var body = JSONObject([
            ("id", .string(response.id)), ("created", .int(response.created ?? 0)),
            ("model", response.echo?["model"] ?? .null), ("model_version", .string(response.model)),
            ("content", JSONValue(text(split, &losses))),
        ])
        let reasoning = split.reasoning.map(\.text).joined()
        if !reasoning.isEmpty { body.append("reasoning", .string(reasoning)) }
        let isCut = candidate.finish == .length || candidate.finish == nil
        let calls = split.calls.map { OpenAIToolCall.json($0, isCut: isCut) }
        if !calls.isEmpty { body.append("tool_calls", .array(calls)) }
        body.append("finish_reason", candidate.finish.map { .string(OpenAIFinish.text($0)) } ?? .null)
        body.append("cost", cost(response.cost, response.usage))
        return body
    }

    private static func text(_ split: OpenAIAnswerParts, _ losses: inout Losses) -> String? {
        var text: String?
        for part in split.content {
            guard case .text(let said) = part else {
                losses.note("content.\(OpenAIAnswerWriter.name(of: part))", "no counterpart in gateway-chat")
                continue
            }
            text = (text ?? "") + said.text
        }
        if let refusal = split.refusal { text = (text ?? "") + refusal }
        if split.audio != nil { losses.note("content.audio", "no counterpart in gateway-chat") }
        if !split.images.isEmpty { losses.note("content.images", "no counterpart in gateway-chat") }
        if !split.citations.isEmpty { losses.note("content.annotations", "no counterpart in gateway-chat") }
        return text
    }

    /// What is not known is null, which is not zero.
    static func cost(_ cost: AnswerCost?, _ usage: Usage?) -> JSONValue {
        [
            "estimated_usd": amount(cost?.estimatedUSD), "actual_usd": amount(cost?.actualUSD),
            "input_tokens": usage.map { .int($0.input) } ?? .null,
            "output_tokens": usage.map { .int($0.output) } ?? .null,
            "total_tokens": usage.map { .int($0.total ?? $0.input + $0.output) } ?? .null,
        ]
    }

    /// An exact decimal as a JSON number.
    static func amount(_ usd: String?) -> JSONValue { usd.map { .number($0) } ?? .null }
}
