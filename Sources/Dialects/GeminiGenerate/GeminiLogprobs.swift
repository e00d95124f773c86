import Wire

/// Google's `logprobsResult` and OpenAI's `logprobs`, which is the canonical form.
enum GeminiLogprobs {
    static func read(_ result: JSONValue) -> JSONValue? {
        guard let chosen = result["chosenCandidates"]?.array else { return nil }
        let top = result["topCandidates"]?.array ?? []
        var content: [JSONValue] = []
        for (index, candidate) in chosen.enumerated() {
            guard var entry = self.entry(candidate) else { continue }
            let others = top.indices.contains(index) ? top[index]["candidates"]?.array ?? [] : []
            entry["top_logprobs"] = .array(others.compactMap { self.entry($0).map { .object($0) } })
            content.append(.object(entry))
        }
        return ["content": .array(content), "refusal": nil]
    }

    private static func entry(_ candidate: JSONValue) -> JSONObject? {
        guard let token = candidate["token"]?.string, let number = candidate["logProbability"]?.numberText
        else { return nil }
        return JSONObject([
            ("token", .string(token)), ("logprob", .number(number)),
            ("bytes", .array(token.utf8.map { .int(Int($0)) })),
        ])
    }

    static func write(_ logprobs: JSONValue) -> JSONValue? {
        guard let content = logprobs["content"]?.array, !content.isEmpty else { return nil }
        let top: [JSONValue] = content.map { entry in
            ["candidates": .array((entry["top_logprobs"]?.array ?? []).map { candidate($0) })]
        }
        return ["topCandidates": .array(top), "chosenCandidates": .array(content.map { candidate($0) })]
    }

    private static func candidate(_ entry: JSONValue) -> JSONValue {
        ["token": entry["token"] ?? "", "logProbability": entry["logprob"] ?? 0]
    }
}
