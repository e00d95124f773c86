import Wire

/// `usage` of answers.
enum ResponsesUsage {
    static func read(_ json: JSONView?) -> Usage? {
        guard let json, json.kind == .object else { return nil }
        let (input, output) = (json["input_tokens"]?.tokenCount, json["output_tokens"]?.tokenCount)
        guard input != nil || output != nil else { return nil }
        var usage = Usage(input: input ?? 0, output: output ?? 0)
        let details = json["input_tokens_details"]
        usage.cacheRead = details?["cached_tokens"]?.tokenCount.map { min($0, usage.input) }
        usage.cacheWrite = details?["cache_write_tokens"]?.tokenCount
        usage.inputAudio = details?["audio_tokens"]?.tokenCount
        usage.inputImage = details?["image_tokens"]?.tokenCount
        usage.reasoning = json["output_tokens_details"]?["reasoning_tokens"]?.tokenCount.map { min($0, usage.output) }
        usage.total = json["total_tokens"]?.tokenCount
        usage.preserved = Preserved(
            json,
            except: ["input_tokens", "output_tokens", "input_tokens_details", "output_tokens_details", "total_tokens"],
            in: .openAIResponses)
        return usage
    }

    static func json(_ usage: Usage, losses: inout Losses) -> JSONValue {
        // OpenAI's description requires both.
        var input = JSONObject([
            ("cached_tokens", .int(usage.cacheRead ?? 0)), ("cache_write_tokens", .int(usage.cacheWrite ?? 0)),
        ])
        input["audio_tokens"] = usage.inputAudio.map { .int($0) }
        input["image_tokens"] = usage.inputImage.map { .int($0) }
        let output: JSONValue = ["reasoning_tokens": .int(usage.reasoning ?? 0)]
        var json = JSONObject([
            ("input_tokens", .int(usage.input)), ("input_tokens_details", .object(input)),
            ("output_tokens", .int(usage.output)),
            ("output_tokens_details", output),
            ("total_tokens", .int(usage.total ?? usage.input + usage.output)),
        ])
        if let own = usage.preserved, own.dialect == .openAIResponses { json.fill(own.members) }
        return .object(json)
    }
}
