import Wire

/// `usageMetadata`: the prompt's tokens and those of provider-run tools are input, the answer's and the thoughts'
/// are output. `promptTokenCount` includes cached tokens.
enum GeminiUsage {
    static func read(_ object: JSONObject) -> Usage {
        var members = GeminiMembers(object)
        let count: (String, inout GeminiMembers) -> Int = { $1.tokenCount($0) ?? 0 }
        let prompt = count("promptTokenCount", &members)
        let thoughts = count("thoughtsTokenCount", &members)
        var usage = Usage(
            input: prompt, output: TokenCount.counted(count("candidatesTokenCount", &members) + thoughts))
        if let tools = members.tokenCount("toolUsePromptTokenCount") {
            usage.input = TokenCount.counted(usage.input + tools)
            members.keep("toolUsePromptTokenCount", .int(tools))
        }
        if thoughts > 0 { usage.reasoning = thoughts }
        usage.cacheRead = members.tokenCount("cachedContentTokenCount")
        usage.total = members.tokenCount("totalTokenCount")
        let hasDetails = members.hasRest
        (usage.inputAudio, usage.inputImage) = sums(
            of: ["promptTokensDetails", "toolUsePromptTokensDetails"], &members)
        (usage.outputAudio, usage.outputImage) = sums(of: ["candidatesTokensDetails"], &members)
        usage.cacheReadAudio = sums(of: ["cacheTokensDetails"], &members).audio
        // The lists say more than the model has place for (video, documents, text): they are kept whole.
        guard hasDetails else {
            usage.preserved = members.preserved
            return usage
        }
        var original = GeminiMembers(object)
        for name in [
            "promptTokensDetails", "toolUsePromptTokensDetails", "candidatesTokensDetails", "cacheTokensDetails",
        ] {
            if let list = original.take(name) { members.keep(name, list) }
        }
        usage.preserved = members.preserved
        return usage
    }

    /// Of the lists of these names, which are taken out.
    private static func sums(of names: [String], _ members: inout GeminiMembers) -> (audio: Int?, image: Int?) {
        var sums: (audio: Int?, image: Int?)
        for detail in names.flatMap({ members.take($0)?.array ?? [] }) {
            var parts = GeminiMembers(detail)
            let tokens = parts.tokenCount("tokenCount") ?? 0
            switch parts.string("modality") {
            case "AUDIO": sums.audio = TokenCount.counted((sums.audio ?? 0) + tokens)
            case "IMAGE": sums.image = TokenCount.counted((sums.image ?? 0) + tokens)
            default: continue
            }
        }
        return sums
    }

    static func write(_ usage: Usage, losses: inout Losses) -> JSONObject {
        losses.note(usage.preserved, at: "usage", into: .geminiGenerate)
        let own = usage.preserved?.ownGemini ?? JSONObject()
        let tools = own["toolUsePromptTokenCount"]?.tokenCount ?? 0
        let thoughts = min(usage.reasoning ?? 0, usage.output)
        var object = JSONObject([("promptTokenCount", .int(max(0, usage.input - tools)))])
        object["candidatesTokenCount"] = .int(usage.output - thoughts)
        object["totalTokenCount"] = .int(usage.total ?? usage.input + usage.output)
        if let cached = usage.cacheRead { object["cachedContentTokenCount"] = .int(cached) }
        if thoughts > 0 { object["thoughtsTokenCount"] = .int(thoughts) }
        object["promptTokensDetails"] = details(usage.inputAudio, usage.inputImage, of: usage.input)
        object["candidatesTokensDetails"] = details(
            usage.outputAudio, usage.outputImage, of: usage.output - thoughts)
        object.merge(own)
        return object
    }

    private static func details(_ audio: Int?, _ image: Int?, of total: Int) -> JSONValue? {
        guard (audio ?? 0) + (image ?? 0) > 0 else { return nil }
        let counts = [
            ("TEXT", max(0, total - (audio ?? 0) - (image ?? 0))), ("AUDIO", audio ?? 0), ("IMAGE", image ?? 0),
        ]
        return .array(
            counts.filter { $0.1 > 0 }.map { ["modality": .string($0.0), "tokenCount": .int($0.1)] })
    }
}
