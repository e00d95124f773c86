import Wire

/// An answer in one piece, both ways.
enum CohereResponse {
    private static let known: MemberNames = ["id", "message", "finish_reason", "usage", "logprobs"]
    private static let knownOfMessage: MemberNames = ["role", "content", "tool_plan", "tool_calls", "citations"]

    static func decode(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        guard json.kind == .object else { throw .invalid("", "the answer is no JSON object") }
        var response = GenerationResponse(id: json["id"]?.string ?? "", model: "")
        let message = json["message"]
        var candidate = Candidate(index: 0)
        if let message, message.kind == .object {
            candidate.parts = try parts(message)
            candidate.preserved = Preserved(message, except: knownOfMessage, in: .cohereChat)
        }
        let hasCalls = candidate.parts.contains(where: \.isToolCall)
        var rest = Preserved(json, except: known, in: .cohereChat)?.members ?? JSONObject()
        if let reason = json["finish_reason"]?.string {
            candidate.finish = CohereAnswer.finish(reason, hasCalls: hasCalls)
            if reason == "STOP_SEQUENCE" { rest["finish_reason"] = .string(reason) }
        }
        if let logprobs = json["logprobs"], !logprobs.isNull { rest["logprobs"] = JSONValue(logprobs) }
        response.candidates = [candidate]
        response.usage = CohereAnswer.usage(json["usage"])
        if !rest.isEmpty { response.preserved = Preserved(dialect: .cohereChat, members: rest) }
        return response
    }

    private static func parts(_ message: JSONView) throws(DialectError) -> [Part] {
        var parts: [Part] = []
        if let plan = message["tool_plan"]?.string, !plan.isEmpty {
            parts.append(.reasoning(Reasoning(text: plan)))
        }
        parts += try CohereContent.read(message["content"], at: "message.content", strict: false)
        parts += message["citations"]?.elements.map { .citation(CohereAnswer.citation($0)) } ?? []
        parts += CohereAnswer.calls(message["tool_calls"]).map(Part.toolCall)
        return parts
    }

    static func encode(_ response: GenerationResponse, losses: inout Losses) -> JSONObject {
        if response.candidates.count > 1 { losses.note("choices", "Cohere's answers have one candidate") }
        let candidate = response.candidates.first
        var json = JSONObject([("id", .string(response.id))])
        json["message"] = .object(message(candidate, losses: &losses))
        json["finish_reason"] = candidate?.finish.map {
            .string(CohereAnswer.reason($0, preserved: response.preserved))
        }
        json["usage"] = response.usage.map { CohereAnswer.json($0, losses: &losses) }
        if candidate?.logprobs != nil { losses.note("logprobs", "of another form in cohere-chat") }
        Preserved.write(response.preserved, of: .cohereChat, into: &json, at: "", losses: &losses)
        return json
    }

    private static func message(_ candidate: Candidate?, losses: inout Losses) -> JSONObject {
        var message = JSONObject([("role", "assistant")])
        do {
            message = try CohereMessageWriter.assistant(candidate?.parts ?? [], at: "message", losses: &losses)
        } catch {
            losses.note(error.path, error.message)
        }
        // An answer's content is blocks, a text alone too.
        if let text = message["content"]?.string {
            message["content"] = text.isEmpty ? .array([]) : [["type": "text", "text": .string(text)]]
        }
        Preserved.write(candidate?.preserved, of: .cohereChat, into: &message, at: "message", losses: &losses)
        return message
    }
}
