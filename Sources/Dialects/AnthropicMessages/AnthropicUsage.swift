import Wire

/// `usage`, of an answer or gathered over a stream.
///
/// Anthropic's `input_tokens` leaves cached tokens out: what the model read is `input_tokens` +
/// `cache_read_input_tokens` + `cache_creation_input_tokens`.
struct AnthropicUsage {
    private var members = JSONObject()

    /// Takes over what `usage` says. In a stream `message_delta` repeats running totals, but only some of them.
    mutating func merge(_ usage: JSONView?) {
        guard let usage else { return }
        for (key, value) in usage.members where !value.isNull { members[key] = JSONValue(value) }
    }

    var serviceTier: String? { AnthropicServiceTier.canonical(response: members["service_tier"]?.string) }

    /// nil when nothing was said.
    var canonical: Usage? {
        guard !members.isEmpty else { return nil }
        let read = count("cache_read_input_tokens")
        let write = count("cache_creation_input_tokens")
        var usage = Usage(
            input: TokenCount.counted((count("input_tokens") ?? 0) + (read ?? 0) + (write ?? 0)),
            output: count("output_tokens") ?? 0)
        usage.cacheRead = read
        usage.cacheWrite = write
        usage.cacheWriteOneHour = members["cache_creation"]?["ephemeral_1h_input_tokens"]?.tokenCount
        usage.webSearches = members["server_tool_use"]?["web_search_requests"]?.tokenCount
        usage.reasoning = members["output_tokens_details"]?["thinking_tokens"]?.tokenCount.map { min($0, usage.output) }
        usage.preserved = preserved
        return usage
    }

    private func count(_ key: String) -> Int? { members[key]?.tokenCount }

    private var preserved: Preserved? {
        var rest = JSONObject()
        let known: [String: Set<String>] = [
            "input_tokens": [], "output_tokens": [], "cache_read_input_tokens": [],
            "cache_creation_input_tokens": [], "service_tier": [],
            "cache_creation": ["ephemeral_1h_input_tokens", "ephemeral_5m_input_tokens"],
            "server_tool_use": ["web_search_requests"], "output_tokens_details": ["thinking_tokens"],
        ]
        for (key, value) in members {
            guard let nested = known[key] else {
                rest.append(key, value)
                continue
            }
            guard let object = value.object else { continue }
            let left = JSONObject(object.filter { !nested.contains($0.key) }.map { ($0.key, $0.value) })
            if !left.isEmpty { rest.append(key, .object(left)) }
        }
        return rest.isEmpty ? nil : Preserved(dialect: .anthropicMessages, members: rest)
    }

    /// - Parameter serviceTier: canonical.
    static func json(_ usage: Usage, serviceTier: String?, losses: inout Losses) -> JSONObject {
        let cached = (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0)
        var json = JSONObject([("input_tokens", .int(max(usage.input - cached, 0)))])
        // Unknown is not zero; Anthropic allows null here.
        json["cache_creation_input_tokens"] = usage.cacheWrite.map(JSONValue.int) ?? .null
        json["cache_read_input_tokens"] = usage.cacheRead.map(JSONValue.int) ?? .null
        if let oneHour = usage.cacheWriteOneHour {
            json["cache_creation"] = [
                "ephemeral_5m_input_tokens": .int(max((usage.cacheWrite ?? 0) - oneHour, 0)),
                "ephemeral_1h_input_tokens": .int(oneHour),
            ]
        }
        json["output_tokens"] = .int(usage.output)
        json["service_tier"] = serviceTier.flatMap(AnthropicServiceTier.response).map(JSONValue.string)
        json["output_tokens_details"] = usage.reasoning.map { ["thinking_tokens": .int($0)] }
        json["server_tool_use"] = usage.webSearches.map { ["web_search_requests": .int($0)] }
        losses.note(usage.preserved, at: "usage", into: .anthropicMessages)
        if let preserved = usage.preserved, preserved.dialect == .anthropicMessages {
            for (key, value) in preserved.members {
                guard var object = json[key]?.object, let added = value.object else {
                    json[key] = value
                    continue
                }
                for (name, member) in added { object[name] = member }
                json[key] = .object(object)
            }
        }
        return json
    }
}
