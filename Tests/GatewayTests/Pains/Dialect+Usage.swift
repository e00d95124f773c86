import Dialects
import Wire

extension Dialect {
    /// Whether this form has words for all that was used.
    func says(_ usage: Usage) -> Bool {
        switch self {
        case .anthropicMessages:
            usage.inputAudio == nil && usage.inputImage == nil && usage.outputAudio == nil && usage.outputImage == nil
        case .openAIChat:
            usage.cacheWriteOneHour == nil && usage.inputImage == nil && usage.outputImage == nil
                && usage.webSearches == nil && usage.cacheReadAudio == nil && usage.cacheWrite == nil
        case .openAIResponses:
            usage.cacheWriteOneHour == nil && usage.outputAudio == nil && usage.outputImage == nil
                && usage.webSearches == nil && usage.cacheReadAudio == nil
        default:
            usage.cacheWrite == nil && usage.webSearches == nil && usage.cacheReadAudio == nil
        }
    }

    /// Written in an answer of this form, and read from it as for a ledger.
    func readAgain(_ usage: Usage) throws -> Usage? {
        let answer = GenerationResponse(
            id: "r", model: "m", candidates: [Candidate(index: 0, parts: [.text(TextPart("x"))], finish: .stop)],
            usage: usage)
        var json = JSONWriter()
        var losses = Losses()
        try codec.encode(answer, into: &json, losses: &losses)
        return codec.readUsage(try JSONDocument(validating: json.buffer).root).usage
    }
}
