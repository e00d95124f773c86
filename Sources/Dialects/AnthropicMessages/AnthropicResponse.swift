import Wire

/// An answer in one piece, both ways.
enum AnthropicResponse {
    private static let known: MemberNames = [
        "id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage",
    ]

    static func decode(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        guard json.kind == .object else { throw .invalid("", "the answer is no JSON object") }
        var response = GenerationResponse(id: json["id"]?.string ?? "", model: json["model"]?.string ?? "")
        let parts = try AnthropicBlockReader(strict: false).parts(ofContent: json["content"], at: "content")
        var candidate = Candidate(index: 0, parts: parts)
        var preserved = preserved(json)
        if let reason = json["stop_reason"]?.string {
            let callsTools = parts.contains(where: \.isToolCall)
            candidate.finish = AnthropicStopReason.canonical(reason, callsTools: callsTools)
            candidate.stopSequence = json["stop_sequence"]?.string
            preserved["stop_reason"] = AnthropicStopReason.preserved(reason, callsTools: callsTools)
        }
        response.candidates = [candidate]
        var usage = AnthropicUsage()
        usage.merge(json["usage"])
        response.usage = usage.canonical
        response.serviceTier = usage.serviceTier
        if !preserved.isEmpty { response.preserved = Preserved(dialect: .anthropicMessages, members: preserved) }
        return response
    }

    /// The members of a message, whole or at its start, that have no place in the model.
    static func preserved(_ message: JSONView) -> JSONObject {
        AnthropicMembers.preserved(message, except: known)?.members ?? JSONObject()
    }

    static func encode(_ response: GenerationResponse, losses: inout Losses) -> JSONObject {
        var json = head(id: response.id, model: response.model)
        let candidate = response.candidates.first
        if response.candidates.count > 1 { losses.note("choices", "Anthropic's answers have one candidate") }
        json["content"] = .array(content(of: candidate?.parts ?? [], losses: &losses).map(JSONValue.object))
        json["stop_reason"] = AnthropicStopReason.wire(candidate?.finish, stopSequence: candidate?.stopSequence)
        json["stop_sequence"] = candidate?.stopSequence.map(JSONValue.string) ?? .null
        if candidate?.logprobs != nil { losses.note("logprobs", "no counterpart in anthropic-messages") }
        let usage = response.usage ?? Usage(input: 0, output: 0)
        json["usage"] = .object(AnthropicUsage.json(usage, serviceTier: response.serviceTier, losses: &losses))
        if let reason = response.preserved?.stopReason { json["stop_reason"] = reason }
        AnthropicMembers.write(response.preserved, into: &json, at: "", losses: &losses)
        AnthropicMembers.write(candidate?.preserved, into: &json, at: "", losses: &losses)
        return json
    }

    static func head(id: String, model: String) -> JSONObject {
        JSONObject([
            ("id", .string(id)), ("type", .string("message")), ("role", .string("assistant")),
            ("model", .string(model)),
        ])
    }

    private static func content(of parts: [Part], losses: inout Losses) -> [JSONObject] {
        var writer = AnthropicBlockWriter(inRequest: false)
        var blocks: [JSONObject] = []
        do {
            try writer.append(parts, to: &blocks, at: "content", losses: &losses)
        } catch {
            // Only media in requests is refused.
            losses.note(error.path, error.message)
        }
        return blocks
    }
}

extension Part {
    var isToolCall: Bool {
        if case .toolCall = self { true } else { false }
    }
}

extension Preserved {
    /// Anthropic's own stop reason where the canonical one says less.
    var stopReason: JSONValue? { dialect == .anthropicMessages ? members["stop_reason"] : nil }
}
