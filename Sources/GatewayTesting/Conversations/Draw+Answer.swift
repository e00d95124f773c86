package import Dialects
import Wire

extension Draw {
    /// A whole answer with all classes of usage, mostly of one candidate.
    package mutating func answer() -> GenerationResponse {
        var candidates = [candidate(0)]
        if once(in: 8) { candidates.append(candidate(1)) }
        var answer = GenerationResponse(id: "id-\(number(1...999_999))", model: "m-1", candidates: candidates)
        answer.created = 1_700_000_000
        answer.usage = usage()
        answer.serviceTier = maybe(4) { $0.one(of: ["default", "priority"], else: "default") }
        answer.preserved = preserved()
        return answer
    }

    private mutating func candidate(_ index: Int) -> Candidate {
        var parts: [Part] = []
        if once(in: 2) { parts.append(.reasoning(reasoning())) }
        for _ in 0..<number(1...2) {
            parts.append(.text(textPart(once(in: 3) ? text() : words())))
            if once(in: 4) { parts.append(.citation(citation())) }
        }
        if once(in: 10) { parts.append(.refusal(words())) }
        var calls: [Part] = []
        if once(in: 2) {
            while calls.count < 3, !once(in: 3) || calls.isEmpty { calls.append(.toolCall(toolCall(callID()))) }
        }
        var candidate = Candidate(index: index, parts: parts + calls)
        candidate.finish =
            calls.isEmpty ? one(of: [.stop, .length, .contentFilter], else: .stop) : .toolCalls
        if candidate.finish == .stop, once(in: 6) { candidate.stopSequence = words() }
        candidate.logprobs = maybe(8) { draw in
            let tokens: [JSONValue] = draw.list(1...3) { draw, _ in
                [
                    "token": .string(draw.words()), "logprob": -0.25, "bytes": [72, 105],
                    "top_logprobs": [["token": "x", "logprob": -1.5, "bytes": [120]]],
                ]
            }
            return ["content": .array(tokens), "refusal": nil]
        }
        return candidate
    }

    /// Parts never exceed their whole.
    mutating func usage() -> Usage {
        var usage = Usage(input: number(0...5000), output: number(0...3000))
        usage.cacheRead = maybe { $0.number(0...usage.input) }
        let uncached = usage.input - (usage.cacheRead ?? 0)
        usage.cacheWrite = maybe { $0.number(0...uncached) }
        if let written = usage.cacheWrite { usage.cacheWriteOneHour = maybe { $0.number(0...written) } }
        usage.reasoning = maybe { $0.number(0...usage.output) }
        usage.inputAudio = maybe(4) { $0.number(0...(uncached - (usage.cacheWrite ?? 0))) }
        usage.outputAudio = maybe(6) { $0.number(0...(usage.output - (usage.reasoning ?? 0))) }
        usage.webSearches = maybe(6) { $0.number(0...3) }
        return usage
    }
}
