import Wire

/// The numbers of a `usage` object, read in one pass: every call that is relayed has one. Servers name cached tokens in
/// several places.
struct OpenAIUsageCounts {
    private enum Key: Int, CaseIterable {
        case prompt, completion, total, promptDetails, completionDetails
        case cacheHit, cacheRead, cached, numCached, cacheCreationInput, cacheCreation, reasoning, serverTools

        static let names: [StaticString] = [
            "prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details",
            "completion_tokens_details", "prompt_cache_hit_tokens", "cache_read_input_tokens", "cached_tokens",
            "num_cached_tokens", "cache_creation_input_tokens", "cache_creation", "reasoning_tokens",
            "server_tool_use_details",
        ]
    }

    private enum Detail: Int, CaseIterable {
        case cached, cacheWrite, audio, image, reasoning, accepted, rejected

        static let names: [StaticString] = [
            "cached_tokens", "cache_write_tokens", "audio_tokens", "image_tokens", "reasoning_tokens",
            "accepted_prediction_tokens", "rejected_prediction_tokens",
        ]
    }

    private var counts = Usage(input: 0, output: 0)
    private var hasCounts = false
    private var prompt = Usage(input: 0, output: 0)
    private var completion = Usage(input: 0, output: 0)
    private var cacheHit: Int?
    private var cacheRead: Int?
    private var cached: Int?
    private var numCached: Int?

    init(_ json: JSONView) {
        for (name, value) in json.memberViews {
            guard let key = name.firstIndex(in: Key.names).flatMap(Key.init) else { continue }
            read(key, value)
        }
    }

    /// nil when neither prompt nor completion is counted.
    var usage: Usage? {
        guard hasCounts else { return nil }
        var usage = counts
        usage.cacheRead = prompt.cacheRead ?? cacheHit ?? cacheRead ?? cached ?? numCached
        usage.cacheWrite = prompt.cacheWrite ?? counts.cacheWrite
        usage.inputAudio = prompt.inputAudio
        usage.inputImage = prompt.inputImage
        usage.reasoning = (completion.reasoning ?? counts.reasoning).map { min($0, usage.output) }
        usage.outputAudio = completion.inputAudio
        usage.outputImage = completion.inputImage
        usage.acceptedPrediction = completion.acceptedPrediction
        usage.rejectedPrediction = completion.rejectedPrediction
        return usage
    }

    private mutating func read(_ key: Key, _ value: JSONView) {
        switch key {
        case .prompt: counts.input = taken(value.tokenCount) ?? counts.input
        case .completion: counts.output = taken(value.tokenCount) ?? counts.output
        case .total: counts.total = value.tokenCount
        case .promptDetails: prompt = Self.details(value)
        case .completionDetails: completion = Self.details(value)
        case .cacheHit: cacheHit = value.tokenCount
        case .cacheRead: cacheRead = value.tokenCount
        case .cached: cached = value.tokenCount
        case .numCached: numCached = value.tokenCount
        case .cacheCreationInput: counts.cacheWrite = value.tokenCount
        case .cacheCreation: counts.cacheWriteOneHour = value["ephemeral_1h_input_tokens"]?.tokenCount
        case .reasoning: counts.reasoning = value.tokenCount
        case .serverTools: counts.webSearches = value["web_search_requests"]?.tokenCount
        }
    }

    private mutating func taken(_ count: Int?) -> Int? {
        if count != nil { hasCounts = true }
        return count
    }

    /// Of a details object; its audio and image tokens stand as input ones, whichever side it is of.
    private static func details(_ json: JSONView) -> Usage {
        var usage = Usage(input: 0, output: 0)
        for (name, value) in json.memberViews {
            guard let detail = name.firstIndex(in: Detail.names).flatMap(Detail.init), let count = value.tokenCount
            else {
                continue
            }
            switch detail {
            case .cached: usage.cacheRead = count
            case .cacheWrite: usage.cacheWrite = count
            case .audio: usage.inputAudio = count
            case .image: usage.inputImage = count
            case .reasoning: usage.reasoning = count
            case .accepted: usage.acceptedPrediction = count
            case .rejected: usage.rejectedPrediction = count
            }
        }
        return usage
    }
}
