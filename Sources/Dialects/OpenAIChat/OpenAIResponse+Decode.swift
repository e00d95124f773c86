import Wire

/// Reads a whole answer, leniently: what is missing or of another type is left out, never refused.
enum OpenAIResponseReader {
    private static let members: MemberNames = [
        "id", "object", "created", "model", "choices", "usage", "service_tier",
    ]
    private static let choiceMembers: MemberNames = [
        "index", "message", "delta", "finish_reason", "logprobs",
    ]

    static func read(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        guard json.kind == .object else {
            throw .invalid("", "The answer is no JSON object.")
        }
        var response = GenerationResponse(id: json["id"]?.string ?? "", model: json["model"]?.string ?? "")
        response.created = json["created"]?.int
        response.serviceTier = json["service_tier"]?.string
        response.usage = OpenAIUsage.read(json["usage"])
        if let choices = json["choices"] {
            for (position, choice) in choices.elements.enumerated() where choice.kind == .object {
                response.candidates.append(candidate(choice, position: position))
            }
        }
        response.preserved = Preserved(openAI: JSONObject(rest: json, without: members))
        return response
    }

    private static func candidate(_ choice: JSONView, position: Int) -> Candidate {
        var candidate = Candidate(index: choice["index"]?.int ?? position)
        if let message = choice["message"], message.kind == .object {
            let content = OpenAIAnswerReader.lenientContent(message["content"])
            candidate.parts = OpenAIAnswerReader.parts(message, content: content, callPrefix: "call_")
            let rest = JSONObject(rest: message, without: OpenAIAnswerReader.members)
            var own = JSONObject(rest: choice, without: choiceMembers)
            if !rest.isEmpty { own["message"] = .object(rest) }
            candidate.preserved = Preserved(openAI: own)
        } else {
            let text = choice["text"]?.string ?? ""
            if !text.isEmpty { candidate.parts = [.text(TextPart(text))] }
            candidate.preserved = Preserved(openAI: JSONObject(rest: choice, without: choiceMembers))
        }
        if let logprobs = choice["logprobs"], !logprobs.isNull { candidate.logprobs = JSONValue(logprobs) }
        candidate.finish = finish(choice["finish_reason"], candidate.parts)
        return candidate
    }

    /// Text, number or absent; absent, or empty as Snowflake sends it, is an answer that was cut.
    static func finish(_ json: JSONView?, _ parts: [Part]) -> FinishReason? {
        let hasCalls = parts.contains { if case .toolCall = $0 { true } else { false } }
        if let text = json?.string { return text.isEmpty ? nil : OpenAIFinish.read(text, hasCalls: hasCalls) }
        return json?.numberText.map { .other($0) }
    }
}
