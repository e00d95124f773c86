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
        var object = JSONObject([
            ("prompt_tokens", .int(usage.input)), ("completion_tokens", .int(usage.output)),
            ("total_tokens", .int(usage.total ?? usage.input + usage.output)),
        ])
        var prompt = JSONObject()
        prompt.append("cached_tokens", ifPresent: usage.cacheRead.map { .int($0) })
        prompt.append("cache_write_tokens", ifPresent: usage.cacheWrite.map { .int($0) })
        prompt.append("audio_tokens", ifPresent: usage.inputAudio.map { .int($0) })
        prompt.append("image_tokens", ifPresent: usage.inputImage.map { .int($0) })
        var completion = JSONObject()
        completion.append("reasoning_tokens", ifPresent: usage.reasoning.map { .int($0) })
        completion.append("audio_tokens", ifPresent: usage.outputAudio.map { .int($0) })
        completion.append("image_tokens", ifPresent: usage.outputImage.map { .int($0) })
        completion.append("accepted_prediction_tokens", ifPresent: usage.acceptedPrediction.map { .int($0) })
        completion.append("rejected_prediction_tokens", ifPresent: usage.rejectedPrediction.map { .int($0) })
        let own = usage.preserved.ownOpenAI
        prompt.fill(own["prompt_tokens_details"]?.object ?? JSONObject())
        completion.fill(own["completion_tokens_details"]?.object ?? JSONObject())
        if !prompt.isEmpty { object.append("prompt_tokens_details", .object(prompt)) }
        if !completion.isEmpty { object.append("completion_tokens_details", .object(completion)) }
        // What this dialect itself said is written again as it was, in its place.
        if let oneHour = usage.cacheWriteOneHour, own["cache_creation"] == nil {
            object["cache_creation"] = [
                "ephemeral_5m_input_tokens": .int(max(0, (usage.cacheWrite ?? oneHour) - oneHour)),
                "ephemeral_1h_input_tokens": .int(oneHour),
            ]
        }
        if let searches = usage.webSearches, own["server_tool_use_details"] == nil {
            object["server_tool_use_details"] = ["web_search_requests": .int(searches)]
        }
        for (key, value) in own where !key.hasSuffix("_tokens_details") { object[key] = value }
        return .object(object)
    }
}
