import Dialects
import NIOCore
import Wire

/// The texts of a request that reach a model as they were written: what a vocabulary can count.
struct PromptTexts: Sendable {
    private(set) var texts: [String] = []
    /// Of all of them, in UTF-8.
    private(set) var bytes = 0
    /// Messages they stand in.
    private(set) var messages = 0
    /// Whether there is nothing else in the request that a model reads.
    private(set) var isWhole = true

    init(_ request: GenerationRequest) {
        messages = request.messages.count
        isWhole =
            request.tools.isEmpty && request.output == nil && request.reasoning == nil && request.modalities == nil
        for message in request.messages {
            if message.name != nil { isWhole = false }
            for part in message.parts { add(part) }
        }
    }

    /// Of a request for vectors: `input`, a text or several.
    init(vectorsOf root: JSONView) {
        guard let input = root["input"] else { return }
        if let text = input.string { add(text) }
        guard input.kind == .array else { return }
        for element in input.elements { if let text = element.string { add(text) } else { isWhole = false } }
    }

    private mutating func add(_ part: Part) {
        switch part {
        case .text(let text): add(text.text)
        case .toolResult(let result):
            isWhole = false
            for part in result.content { add(part) }
        case .cacheMarker: break
        default: isWhole = false
        }
    }

    private mutating func add(_ text: String) {
        texts.append(text)
        bytes += text.utf8.count
    }

    /// Up to how many bytes are counted between two events of a loop: measured, 1 ms of English, 9 ms of one letter.
    static let quickBytes = 16 << 10
    /// A window of a million tokens in English; above it nothing is counted.
    static let mostBytes = 4 << 20

    /// Tokens of all texts; nil: they are too large to be counted.
    func tokens(by vocabulary: BytePairVocabulary) async -> [Int]? {
        guard bytes <= Self.mostBytes else { return nil }
        guard bytes > Self.quickBytes else { return texts.map { vocabulary.count($0) } }
        let texts = texts
        // Beside the loop, where other calls go on.
        return await withTaskExecutorPreference(globalConcurrentExecutor) { texts.map { vocabulary.count($0) } }
    }

    /// How many tokens fewer the texts are, for certain, than one for each of their bytes.
    ///
    /// A text that a provider joins to the one beside it may have a few more tokens than by itself: those are left.
    func savings(by vocabulary: BytePairVocabulary) async -> Int {
        guard bytes > Self.joint, let counts = await tokens(by: vocabulary) else { return 0 }
        return zip(texts, counts).reduce(0) { sum, pair in
            sum + max(pair.0.utf8.count - pair.1 - Self.joint, 0)
        }
    }

    private static let joint = 8
}
