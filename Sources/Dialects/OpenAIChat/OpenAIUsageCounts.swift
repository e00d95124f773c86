import Wire

/// The numbers of a `usage` object, read in one pass: every call that is relayed has one. Servers name cached tokens in
/// several places.
struct OpenAIUsageCounts {
    private enum Key: Int {
        case prompt, completion, total, promptDetails, completionDetails
        case cacheHit, cacheRead, cached, numCached, cacheCreationInput, cacheCreation, reasoning, serverTools

        static let names = JSONNames([
            "prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details",
            "completion_tokens_details", "prompt_cache_hit_tokens", "cache_read_input_tokens", "cached_tokens",
            "num_cached_tokens", "cache_creation_input_tokens", "cache_creation", "reasoning_tokens",
            "server_tool_use_details",
        ])
    }

    /// What the details of either side may count.
    private struct Details {
        enum Key: Int {
            case cached, cacheWrite, audio, image, reasoning, accepted, rejected

            static let names = JSONNames([
                "cached_tokens", "cache_write_tokens", "audio_tokens", "image_tokens", "reasoning_tokens",
                "accepted_prediction_tokens", "rejected_prediction_tokens",
            ])
        }

        var cached: Int?
        var cacheWrite: Int?
        var audio: Int?
        var image: Int?
        var reasoning: Int?
        var accepted: Int?
        var rejected: Int?

        init() {}

        init(_ json: JSONView) {
            json.forEachMember(in: Key.names) { place, member in
                // One that is no count takes nothing from one before it.
                guard let key = Key(rawValue: place), let count = member.tokenCount else { return }
                switch key {
                case .cached: cached = count
                case .cacheWrite: cacheWrite = count
                case .audio: audio = count
                case .image: image = count
                case .reasoning: reasoning = count
                case .accepted: accepted = count
                case .rejected: rejected = count
                }
            }
        }
    }

    private var input: Int?
    private var output: Int?
    private var total: Int?
    private var cacheWrite: Int?
    private var cacheWriteOneHour: Int?
    private var reasoning: Int?
    private var webSearches: Int?
    private var cacheHit: Int?
    private var cacheRead: Int?
    private var cached: Int?
    private var numCached: Int?
    private var prompt = Details()
    private var completion = Details()

    init(_ json: JSONView) {
        json.forEachMember(in: Key.names) { place, member in
            guard let key = Key(rawValue: place) else { return }
            switch key {
            case .prompt: input = member.tokenCount ?? input
            case .completion: output = member.tokenCount ?? output
            case .total: total = member.tokenCount
            case .promptDetails: prompt = Details(member.view)
            case .completionDetails: completion = Details(member.view)
            case .cacheHit: cacheHit = member.tokenCount
            case .cacheRead: cacheRead = member.tokenCount
            case .cached: cached = member.tokenCount
            case .numCached: numCached = member.tokenCount
            case .cacheCreationInput: cacheWrite = member.tokenCount
            case .cacheCreation: cacheWriteOneHour = member.view["ephemeral_1h_input_tokens"]?.tokenCount
            case .reasoning: reasoning = member.tokenCount
            case .serverTools: webSearches = member.view["web_search_requests"]?.tokenCount
            }
        }
    }

    /// nil when neither prompt nor completion is counted.
    var usage: Usage? {
        guard input != nil || output != nil else { return nil }
        var usage = Usage(input: input ?? 0, output: output ?? 0)
        usage.total = total
        usage.cacheRead = prompt.cached ?? cacheHit ?? cacheRead ?? cached ?? numCached
        usage.cacheWrite = prompt.cacheWrite ?? cacheWrite
        usage.cacheWriteOneHour = cacheWriteOneHour
        usage.inputAudio = prompt.audio
        usage.inputImage = prompt.image
        usage.reasoning = (completion.reasoning ?? reasoning).map { min($0, usage.output) }
        usage.outputAudio = completion.audio
        usage.outputImage = completion.image
        usage.acceptedPrediction = completion.accepted
        usage.rejectedPrediction = completion.rejected
        usage.webSearches = webSearches
        return usage
    }
}
