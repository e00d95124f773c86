package import Wire

extension GeminiGenerateCodec {
    package func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        json.value(.object(GeminiResponseWriter.write(response, losses: &losses)))
    }
}

/// Writes one `GenerateContentResponse`.
enum GeminiResponseWriter {
    static func write(_ response: GenerationResponse, losses: inout Losses) -> JSONObject {
        losses.note(response.preserved, at: "", into: .geminiGenerate)
        var own = response.preserved?.ownGemini ?? JSONObject()
        let late = lateMembers(&own)
        var body = JSONObject()
        var isBlocked = false
        if let feedback = own["promptFeedback"]?.object, GeminiMembers(feedback).has("blockReason") {
            isBlocked = response.candidates.allSatisfy { $0.parts.isEmpty && $0.finish == .contentFilter }
        }
        if !isBlocked {
            body["candidates"] = .array(
                response.candidates.map { candidate in
                    var object = write(candidate, losses: &losses)
                    if let members = late[candidate.index] { object.merge(members) }
                    return .object(object)
                })
        }
        if var usage = response.usage.map({ GeminiUsage.write($0, losses: &losses) }) {
            if let tier = response.serviceTier, usage["serviceTier"] == nil { usage["serviceTier"] = .string(tier) }
            body["usageMetadata"] = .object(usage)
        }
        if !response.model.isEmpty { body["modelVersion"] = .string(response.model) }
        if !response.id.isEmpty { body["responseId"] = .string(response.id) }
        body.merge(own)
        return body
    }

    /// A folded stream keeps late members of candidates as partial candidates.
    private static func lateMembers(_ own: inout JSONObject) -> [Int: JSONObject] {
        var result: [Int: JSONObject] = [:]
        for value in own.remove("candidates")?.array ?? [] {
            guard let members = value.object else { continue }
            result[members["index"]?.int ?? 0, default: JSONObject()].merge(members)
        }
        return result
    }

    static func write(_ candidate: Candidate, losses: inout Losses) -> JSONObject {
        let path = "candidates[\(candidate.index)]"
        losses.note(candidate.preserved, at: path, into: .geminiGenerate)
        let own = candidate.preserved?.ownGemini ?? JSONObject()
        var writer = GeminiPartWriter(takesMediaURLs: true)
        var parts: [JSONValue] = []
        var citations: [JSONValue] = []
        var text = ""
        for (index, part) in candidate.parts.enumerated() {
            if case .text(let block) = part { text = block.text }
            if case .citation(let citation) = part, citation.source?.dialect != .geminiGenerate {
                citations.append(GeminiCitations.write(citation, of: text))
                continue
            }
            if let object = partObject(part, at: "\(path).content.parts[\(index)]", &writer, &losses) {
                parts.append(.object(object))
            }
        }
        let content: JSONValue = ["role": "model", "parts": .array(parts)]
        var object = JSONObject([("content", content)])
        if let finish = candidate.finish { object["finishReason"] = .string(GeminiFinishReason.write(finish)) }
        object["index"] = .int(candidate.index)
        if !citations.isEmpty { object["citationMetadata"] = ["citationSources": .array(citations)] }
        if let logprobs = candidate.logprobs, own["logprobsResult"] == nil, own["logprobs_result"] == nil {
            object["logprobsResult"] = GeminiLogprobs.write(logprobs)
        }
        if candidate.stopSequence != nil {
            losses.note("\(path).stop_sequence", "Gemini does not say which sequence ended an answer")
        }
        object.merge(own)
        return object
    }

    /// A part that this dialect cannot show is a loss of the answer, never a failure.
    static func partObject(
        _ part: Part, at path: String, _ writer: inout GeminiPartWriter, _ losses: inout Losses
    ) -> JSONObject? {
        do {
            return try writer.write(part, at: path, losses: &losses)
        } catch {
            losses.note(path, error.message)
            return nil
        }
    }
}
