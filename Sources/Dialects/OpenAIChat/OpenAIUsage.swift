import Wire

/// `usage` of answers and last chunks.
enum OpenAIUsage {
    private static let plain: MemberNames = [
        "prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "completion_tokens_details",
    ]

    private static let plainPrompt: MemberNames = [
        "cached_tokens", "cache_write_tokens", "audio_tokens", "image_tokens",
    ]
    private static let plainCompletion: MemberNames = [
        "reasoning_tokens", "audio_tokens", "image_tokens", "accepted_prediction_tokens", "rejected_prediction_tokens",
    ]

    /// The counts, and what else the object holds.
    static func read(_ json: JSONView?) -> Usage? {
        guard let json, var usage = count(json) else { return nil }
        var rest = JSONObject(rest: json, without: plain)
        keep(json["prompt_tokens_details"], "prompt_tokens_details", plainPrompt, &rest)
        keep(json["completion_tokens_details"], "completion_tokens_details", plainCompletion, &rest)
        usage.preserved = Preserved(openAI: rest)
        return usage
    }

    /// The counts alone. Lenient: nil when there is none at all.
    static func count(_ json: JSONView?) -> Usage? {
        guard let json, json.kind == .object else { return nil }
        return OpenAIUsageCounts(json).usage
    }

    private static func keep(
        _ details: JSONView?, _ name: String, _ known: MemberNames, _ rest: inout JSONObject
    ) {
        guard let details else { return }
        let unknown = JSONObject(rest: details, without: known)
        if !unknown.isEmpty { rest[name] = .object(unknown) }
    }

    static func json(_ usage: Usage) -> JSONValue {
        var json = JSONWriter()
        write(usage, into: &json)
        return (try? JSONValue(parsing: json.buffer, maxDepth: 512)) ?? .null
    }

    static func write(_ usage: Usage, into json: inout JSONWriter) {
        let own = usage.preserved.ownOpenAI
        json.beginObject()
        json.key(plain: "prompt_tokens")
        json.int(usage.input)
        json.key(plain: "completion_tokens")
        json.int(usage.output)
        json.key(plain: "total_tokens")
        json.int(usage.total ?? usage.input + usage.output)
        writeDetails(
            "prompt_tokens_details",
            [
                ("cached_tokens", usage.cacheRead), ("cache_write_tokens", usage.cacheWrite),
                ("audio_tokens", usage.inputAudio), ("image_tokens", usage.inputImage),
            ], own["prompt_tokens_details"]?.object, into: &json)
        writeDetails(
            "completion_tokens_details",
            [
                ("reasoning_tokens", usage.reasoning), ("audio_tokens", usage.outputAudio),
                ("image_tokens", usage.outputImage), ("accepted_prediction_tokens", usage.acceptedPrediction),
                ("rejected_prediction_tokens", usage.rejectedPrediction),
            ], own["completion_tokens_details"]?.object, into: &json)
        // What this dialect itself said is written again as it was, in its place.
        if let oneHour = usage.cacheWriteOneHour, own["cache_creation"] == nil {
            json.member(
                "cache_creation",
                [
                    "ephemeral_5m_input_tokens": .int(max(0, (usage.cacheWrite ?? oneHour) - oneHour)),
                    "ephemeral_1h_input_tokens": .int(oneHour),
                ])
        }
        if let searches = usage.webSearches, own["server_tool_use_details"] == nil {
            json.member("server_tool_use_details", ["web_search_requests": .int(searches)])
        }
        json.members(own, except: plain)
        json.endObject()
    }

    private static func writeDetails(
        _ name: StaticString, _ counts: [(name: StaticString, count: Int?)], _ own: JSONObject?,
        into json: inout JSONWriter
    ) {
        guard own?.isEmpty == false || counts.contains(where: { $0.count != nil }) else { return }
        json.key(plain: name)
        json.beginObject()
        var known: MemberNames = []
        for (name, count) in counts {
            guard let count else { continue }
            json.key(plain: name)
            json.int(count)
            if own != nil { known.insert(name) }
        }
        if let own { json.members(own, except: known) }
        json.endObject()
    }
}
