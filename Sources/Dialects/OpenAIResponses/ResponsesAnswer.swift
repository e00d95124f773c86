import Wire

/// A whole answer: items, and around them what is repeated of the request.
enum ResponsesAnswer {
    static let dialect = ResponsesItem.dialect

    /// Members of an answer that have a place in the model, or repeat the request.
    private static let known: MemberNames = ResponsesEcho.names.union([
        "id", "object", "created_at", "completed_at", "status", "model", "output", "output_text", "usage", "billing",
        "frequency_penalty", "presence_penalty", "prompt_cache_retention", "moderation", "tool_usage",
    ])

    /// Others are names that imitators gave, and mean nothing elsewhere.
    private static let tiers: Set<String> = ["auto", "default", "flex", "scale", "priority"]

    static func read(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        guard json.kind == .object else { throw .invalid("", "The answer is not a JSON object.") }
        guard let output = json["output"], output.kind == .array || json["status"]?.string != nil else {
            throw .invalid("output", "The answer has no output.")
        }
        var response = GenerationResponse(id: json["id"]?.string ?? "", model: json["model"]?.string ?? "")
        response.created = json["created_at"]?.double.flatMap { Int(exactly: $0.rounded(.down)) }
        response.serviceTier = tier(of: json)
        response.usage = ResponsesUsage.read(json["usage"])
        response.preserved = preserved(of: json)
        var candidate = Candidate(index: 0)
        for item in output.elements { candidate.parts += ResponsesItem.parts(item) }
        let logprobs = tokens(of: json)
        if !logprobs.isEmpty { candidate.logprobs = ["content": .array(logprobs), "refusal": .null] }
        candidate.finish = ResponsesStatus.finish(json, hasCalls: candidate.parts.contains(where: \.isToolCall))
        // One that is made in the background has nothing to say yet.
        if candidate.finish != nil || !candidate.parts.isEmpty { response.candidates = [candidate] }
        return response
    }

    /// The probabilities of all texts' tokens.
    static func tokens(of json: JSONView) -> [JSONValue] {
        json["output"].list.flatMap { item in
            item["content"].list.flatMap { part in part["logprobs"].list.map { JSONValue($0) } }
        }
    }

    static func tier(of json: JSONView) -> String? {
        json["service_tier"]?.string.flatMap { tiers.contains($0) ? $0 : nil }
    }

    static func preserved(of json: JSONView) -> Preserved? { Preserved(json, except: known, in: dialect) }

    static func json(_ response: GenerationResponse, losses: inout Losses) -> JSONObject {
        if response.candidates.count > 1 { losses.note("choices", "an answer here has one candidate") }
        let candidate = response.candidates.first ?? Candidate(index: 0)
        var output = ResponsesOutput(id: response.id, isRequest: false)
        for part in candidate.parts { output.add(part, at: "output") }
        losses.merge(output.losses)
        var items = output.items
        tell(candidate.logprobs, in: &items)
        if candidate.finish == .length, let last = items.indices.last, items[last]["status"] != nil {
            items[last]["status"] = "incomplete"
        }
        var body = head(response)
        ResponsesStatus.write(candidate.finish, into: &body)
        body["output"] = .array(items.map { .object($0) })
        body["usage"] = response.usage.map { ResponsesUsage.json($0, losses: &losses) } ?? .null
        Preserved.write(response.preserved, of: dialect, into: &body, at: "", losses: &losses)
        return body
    }

    /// All but what is told when the answer ends.
    static func head(_ response: GenerationResponse) -> JSONObject {
        var body = JSONObject([
            ("id", .string(response.id)), ("object", "response"), ("created_at", .int(response.created ?? 0)),
            ("status", "in_progress"), ("model", .string(response.model)),
        ])
        body.fill(response.echo ?? ResponsesEcho.ofNothing)
        if let tier = response.serviceTier.map(OpenAIAnswerWriter.tier), tiers.contains(tier.string ?? "") {
            body["service_tier"] = tier
        }
        return body
    }

    /// Probabilities stand with the text they are of; where there are several texts, with the first.
    private static func tell(_ logprobs: JSONValue?, in items: inout [JSONObject]) {
        guard let tokens = logprobs?["content"], tokens.array != nil,
            let place = items.firstIndex(where: { $0["type"] == "message" }),
            var content = items[place]["content"]?.array, content.first?["logprobs"] != nil
        else { return }
        content[0]["logprobs"] = tokens
        items[place]["content"] = .array(content)
    }
}
