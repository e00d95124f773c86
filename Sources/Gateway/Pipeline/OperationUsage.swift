import Dialects
import Wire

/// What answers of operations other than text say they used: the names of OpenAI's older and newer operations.
enum OperationUsage {
    /// Of a whole answer, or of an event of a stream.
    /// - Parameter asked: how pictures were asked for; what the answer says of them goes before.
    static func read(
        _ root: JSONView, of operation: Operation, asked: (size: String?, quality: String?) = (nil, nil)
    ) -> Usage? {
        var usage = tokens(root["usage"])
        let pieces = pieces(root, of: operation, asked: asked, hasTokens: usage != nil)
        guard let pieces else { return usage }
        if usage == nil { usage = Usage(input: 0, output: 0) }
        usage?.pieces = pieces
        return usage
    }

    private static func pieces(
        _ root: JSONView, of operation: Operation, asked: (size: String?, quality: String?), hasTokens: Bool
    ) -> UsagePieces? {
        switch operation {
        case .transcribe, .translateSpeech:
            // `usage` has what is billed; `duration`, of the wordy form, is the same before rounding.
            let heard =
                UsagePieces.milliseconds(root["usage"]?["seconds"]) ?? UsagePieces.milliseconds(root["duration"])
            return heard.map { UsagePieces(heard: $0, hasTokens: hasTokens) }
        case .drawImages, .editImage, .varyImage:
            guard let data = root["data"], data.kind == .array else { return nil }
            return UsagePieces(
                images: data.elements.reduce(0) { count, _ in count + 1 }, size: root["size"]?.string ?? asked.size,
                quality: root["quality"]?.string ?? asked.quality, hasTokens: hasTokens)
        default: return nil
        }
    }

    /// No answer has more, whatever it says.
    private static let mostTokens = 1 << 40

    private static func tokens(_ json: JSONView?) -> Usage? {
        guard let json, json.kind == .object else { return nil }
        let number = { (names: [String]) in
            names.lazy.compactMap { json[named: $0]?.int }.map { min($0, OperationUsage.mostTokens) }.first { $0 >= 0 }
        }
        let input = number(["input_tokens", "prompt_tokens"])
        let output = number(["output_tokens", "completion_tokens"])
        guard let total = number(["total_tokens"]) ?? input ?? output else { return nil }
        var usage = Usage(input: input ?? max(0, total - (output ?? 0)), output: output ?? 0)
        let details = json["input_tokens_details"] ?? json["input_token_details"]
        usage.inputImage = details?["image_tokens"]?.int.map { min($0, mostTokens) }
        usage.inputAudio = details?["audio_tokens"]?.int.map { min($0, mostTokens) }
        let made = json["output_tokens_details"] ?? json["output_token_details"]
        usage.outputImage = made?["image_tokens"]?.int.map { min($0, mostTokens) }
        usage.outputAudio = made?["audio_tokens"]?.int.map { min($0, mostTokens) }
        usage.total = total
        return usage
    }
}

extension Usage {
    /// Of what is not counted in tokens alone.
    init(pieces: UsagePieces) {
        self.init(input: 0, output: 0)
        self.pieces = pieces
    }

    /// nil where no tokens were counted: zeros would read as counts.
    var counted: Usage? { pieces.map(\.hasTokens) ?? true ? self : nil }
}
