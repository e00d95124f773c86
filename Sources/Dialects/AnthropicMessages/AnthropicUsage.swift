import Wire

/// `usage`, of an answer or gathered over a stream.
///
/// Anthropic's `input_tokens` leaves cached tokens out: what the model read is `input_tokens` +
/// `cache_read_input_tokens` + `cache_creation_input_tokens`.
struct AnthropicUsage {
    private enum Key: Int {
        case input, output, cacheRead, cacheWrite, cacheWrites, serverTools, outputDetails, tier

        static let list: [StaticString] = [
            "input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens",
            "cache_creation", "server_tool_use", "output_tokens_details", "service_tier",
        ]
        static let names = JSONNames(list)
    }

    private static let known = MemberNames(Key.list)

    private var input: Int?
    private var output: Int?
    private var cacheRead: Int?
    private var cacheWrite: Int?
    private var cacheWriteOneHour: Int?
    private var webSearches: Int?
    private var reasoning: Int?
    private(set) var serviceTier: String?
    /// What has no place in the model.
    private var rest = JSONObject()
    private var isSaid = false

    /// Takes over what `usage` says. In a stream `message_delta` repeats running totals, but only some of them.
    mutating func merge(_ usage: JSONView?) {
        guard let usage else { return }
        usage.forEachMember(in: Key.names) { place, member in
            guard let key = Key(rawValue: place) else { return }
            read(key, member)
        }
        for (key, value) in JSONObject(rest: usage, without: Self.known) {
            isSaid = true
            rest[key] = value
        }
    }

    private mutating func read(_ key: Key, _ member: JSONMember) {
        guard !member.isNull else { return }
        isSaid = true
        switch key {
        case .input: input = member.tokenCount
        case .output: output = member.tokenCount
        case .cacheRead: cacheRead = member.tokenCount
        case .cacheWrite: cacheWrite = member.tokenCount
        case .cacheWrites:
            cacheWriteOneHour = member.view["ephemeral_1h_input_tokens"]?.tokenCount
            keep("cache_creation", member.view, without: ["ephemeral_1h_input_tokens", "ephemeral_5m_input_tokens"])
        case .serverTools:
            webSearches = member.view["web_search_requests"]?.tokenCount
            keep("server_tool_use", member.view, without: ["web_search_requests"])
        case .outputDetails:
            reasoning = member.view["thinking_tokens"]?.tokenCount
            keep("output_tokens_details", member.view, without: ["thinking_tokens"])
        case .tier: serviceTier = AnthropicServiceTier.canonical(response: member.view.string)
        }
    }

    private mutating func keep(_ name: String, _ object: JSONView, without known: MemberNames) {
        let left = JSONObject(rest: object, without: known)
        rest[name] = left.isEmpty ? nil : .object(left)
    }

    /// nil when nothing was said.
    var canonical: Usage? {
        guard isSaid else { return nil }
        var usage = Usage(
            input: TokenCount.counted((input ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0)), output: output ?? 0)
        usage.cacheRead = cacheRead
        usage.cacheWrite = cacheWrite
        usage.cacheWriteOneHour = cacheWriteOneHour
        usage.webSearches = webSearches
        usage.reasoning = reasoning.map { min($0, usage.output) }
        usage.preserved = rest.isEmpty ? nil : Preserved(dialect: .anthropicMessages, members: rest)
        return usage
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
