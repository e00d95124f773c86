package import Wire

extension GeminiGenerateCodec {
    /// A list is read too: a stream without `alt=sse` is one array of partial answers, which are folded.
    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        if json.kind == .array { return GeminiResponseArray.fold(json) }
        guard json.kind == .object else { throw .invalid("", "the answer is no JSON object") }
        return GeminiResponseReader.read(JSONObject(json))
    }
}

/// Reads one `GenerateContentResponse`.
enum GeminiResponseReader {
    static func read(_ body: JSONObject) -> GenerationResponse {
        var members = GeminiMembers(body)
        let id = members.string("responseId") ?? ""
        var response = GenerationResponse(id: id, model: members.string("modelVersion") ?? "")
        if let time = members.string("createTime") {
            response.created = Timestamp.seconds(time)
            members.keep("createTime", .string(time))
        }
        if let usage = members.object("usageMetadata") {
            response.usage = GeminiUsage.read(usage)
            response.serviceTier = usage["serviceTier"]?.string
        }
        for (position, value) in (members.list("candidates") ?? []).enumerated() {
            response.candidates.append(candidate(value, position, responseID: id))
        }
        if response.candidates.isEmpty, blockReason(members) != nil {
            response.candidates = [Candidate(index: 0, finish: .contentFilter)]
        }
        response.preserved = members.preserved
        return response
    }

    /// The prompt was refused before a word was written.
    static func blockReason(_ members: GeminiMembers) -> String? {
        var members = members
        guard let feedback = members.object("promptFeedback") else { return nil }
        var inner = GeminiMembers(feedback)
        return inner.take("blockReason").map { $0.string ?? $0.text }
    }

    /// Calls of the first candidate are numbered under the response's id, those of others under theirs too.
    static func scope(_ responseID: String, candidate: Int) -> String {
        responseID.isEmpty || candidate == 0 ? responseID : "\(responseID)-\(candidate)"
    }

    private static func candidate(_ value: JSONValue, _ position: Int, responseID: String) -> Candidate {
        var members = GeminiMembers(value)
        let index = members.int("index") ?? position
        var candidate = Candidate(index: index)
        var reader = GeminiPartReader(calls: GeminiCallLedger(scope: scope(responseID, candidate: index)))
        var content = GeminiMembers(members.object("content").map { .object($0) })
        _ = content.string("role")
        candidate.parts = (content.list("parts") ?? []).map { reader.read($0.object ?? JSONObject()) }
        if let rest = content.preserved?.members { members.keep("content", .object(rest)) }
        let hasCalls = candidate.parts.contains { if case .toolCall = $0 { true } else { false } }
        if let reason = members.take("finishReason") {
            let finish = GeminiFinishReason.read(reason, hasCalls: hasCalls)
            candidate.finish = finish
            if reason.string != GeminiFinishReason.write(finish) { members.keep("finishReason", reason) }
        }
        // Most answers have neither.
        if members.has("groundingMetadata") || members.has("citationMetadata") { addCitations(to: &candidate, members) }
        if members.has("logprobsResult") {
            var copy = members
            candidate.logprobs = copy.take("logprobsResult").flatMap { GeminiLogprobs.read($0) }
        }
        candidate.preserved = members.preserved
        return candidate
    }

    /// Each citation follows the text part it belongs to, else the last one.
    private static func addCitations(to candidate: inout Candidate, _ members: GeminiMembers) {
        var members = members
        let texts: [String?] = candidate.parts.map { if case .text(let text) = $0 { text.text } else { nil } }
        guard let last = texts.lastIndex(where: { $0 != nil }) else { return }
        let found = GeminiCitations.read(
            grounding: members.take("groundingMetadata"), citations: members.take("citationMetadata"),
            text: { texts.indices.contains($0) ? texts[$0] : nil })
        guard !found.isEmpty else { return }
        var parts: [Part] = []
        for (position, part) in candidate.parts.enumerated() {
            parts.append(part)
            for entry in found {
                let wanted = entry.partIndex ?? last
                let isText = texts.indices.contains(wanted) && texts[wanted] != nil
                if (isText ? wanted : last) == position { parts.append(.citation(entry.citation)) }
            }
        }
        candidate.parts = parts
    }
}
