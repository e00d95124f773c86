import Wire

/// An answer in one piece, both ways.
enum OllamaResponse {
    static func decode(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        guard json.kind == .object else { throw .invalid("", "the answer is no JSON object") }
        var response = GenerationResponse(
            id: "", model: json["model"]?.string ?? "", created: json["created_at"]?.string.flatMap(Timestamp.seconds))
        let message = json["message"]
        var candidate = Candidate(index: 0, parts: parts(message))
        candidate.finish = OllamaAnswer.finish(json, hasCalls: candidate.parts.contains(where: \.isToolCall))
        candidate.logprobs = OllamaAnswer.logprobs(json["logprobs"])
        candidate.preserved = message.flatMap {
            Preserved($0, except: OllamaAnswer.knownOfMessage, in: OllamaAnswer.dialect)
        }
        response.candidates = [candidate]
        response.usage = OllamaAnswer.usage(json)
        response.preserved = Preserved(json, except: OllamaAnswer.known, in: OllamaAnswer.dialect)
        return response
    }

    private static func parts(_ message: JSONView?) -> [Part] {
        guard let message else { return [] }
        var parts: [Part] = []
        if let text = message["thinking"]?.string, !text.isEmpty { parts.append(.reasoning(Reasoning(text: text))) }
        if let text = message["content"]?.string, !text.isEmpty { parts.append(.text(TextPart(text))) }
        parts += OllamaAnswer.images(message["images"]).map(Part.media)
        parts += OllamaAnswer.calls(message["tool_calls"], from: 0).map(Part.toolCall)
        return parts
    }

    static func encode(_ response: GenerationResponse, losses: inout Losses) -> JSONObject {
        if response.candidates.count > 1 { losses.note("choices", "Ollama's answers have one candidate") }
        let candidate = response.candidates.first
        var message = OllamaMessageWriter.message(
            role: "assistant", candidate?.parts ?? [], at: "message", losses: &losses)
        Preserved.write(
            candidate?.preserved, of: .ollamaChat, into: &message, at: "message", losses: &losses)
        var json = head(model: response.model, created: response.created ?? 0)
        json["message"] = .object(message)
        json["done"] = .bool(candidate?.finish != nil)
        json["done_reason"] = candidate?.finish.map { .string(OllamaAnswer.reason($0)) }
        OllamaAnswer.write(response.usage, into: &json, losses: &losses)
        json["logprobs"] = candidate?.logprobs?["content"].flatMap { $0.isNull ? JSONValue?.none : $0 }
        if let own = response.preserved, own.dialect == .ollamaChat, let created = own.members["created_at"] {
            json["created_at"] = created
        }
        Preserved.write(response.preserved, of: .ollamaChat, into: &json, at: "", losses: &losses)
        return json
    }

    static func head(model: String, created: Int) -> JSONObject {
        JSONObject([("model", .string(model)), ("created_at", .string(Timestamp.text(created)))])
    }
}
