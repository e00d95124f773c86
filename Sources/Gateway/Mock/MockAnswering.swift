import Dialects
import NIOCore
import Wire

/// Makes the answer of one good scenario.
struct MockAnswering {
    let request: GenerationRequest
    let scenario: MockScenario
    /// The request's bytes: ids are made from them.
    let seed: ByteBuffer

    var response: GenerationResponse {
        let parts = parts
        var candidate = Candidate(index: 0, parts: parts)
        let calls = parts.contains { if case .toolCall = $0 { true } else { false } }
        candidate.finish = calls ? .toolCalls : .stop
        let count = max(1, min(request.candidateCount ?? 1, 8))
        var usage = Usage(input: Self.words(in: prompt), output: 0)
        var candidates: [Candidate] = []
        for index in 0..<count {
            candidate.index = index
            if let limit = request.maxOutputTokens { shorten(&candidate, to: limit) }
            candidates.append(candidate)
            usage.output += Self.words(in: candidate.parts)
        }
        usage.reasoning = scenario == .reasoning ? 4 : nil
        usage.total = usage.input + usage.output
        return GenerationResponse(
            id: "mock-\(digest)", model: request.model, created: MockProvider.created, candidates: candidates,
            usage: usage)
    }

    private var prompt: [Part] { request.messages.flatMap(\.parts) }

    private var lastUserText: String {
        let last = request.messages.last { $0.role == .user }
        return (last?.parts ?? []).map(Self.text).joined()
    }

    /// The results at the end of the conversation, in one message or in one each.
    private var toolResults: [Part] {
        let isResult = { (part: Part) in if case .toolResult = part { true } else { false } }
        return request.messages.reversed().prefix { $0.parts.contains(where: isResult) }.reversed()
            .flatMap(\.parts).filter(isResult)
    }

    private var parts: [Part] {
        switch scenario {
        case .tools where toolResults.isEmpty, .parallelTools where toolResults.isEmpty:
            let calls = toolCalls
            return calls.isEmpty ? [.text(TextPart("No tools were given."))] : calls
        case .tools, .parallelTools:
            let results = toolResults.map(Self.text).joined(separator: ", ")
            return [.text(TextPart("The tool has answered: \(results)"))]
        case .reasoning:
            let signature = Signature(dialect: .anthropicMessages, value: "bW9jay1zaWduYXR1cmU=")
            return [
                .reasoning(Reasoning(text: "I say it again.", signature: signature)), .text(TextPart(lastUserText)),
            ]
        case .schema:
            guard case .jsonSchema(let format) = request.output else { return [.text(TextPart("{}"))] }
            return [.text(TextPart(SchemaInstance.make(format.schema).text))]
        default: return [.text(TextPart(lastUserText))]
        }
    }

    private var toolCalls: [Part] {
        let functions = request.tools.compactMap { if case .function(let tool) = $0 { tool } else { nil } }
        let wanted = scenario == .parallelTools ? functions[...] : functions.prefix(1)
        return wanted.enumerated().map { index, tool in
            let arguments = SchemaInstance.make(tool.parameters).text
            return .toolCall(ToolCall(id: "call_\(digest)_\(index)", name: tool.name, arguments: arguments))
        }
    }

    /// Cuts the text to `limit` words, and says so.
    private func shorten(_ candidate: inout Candidate, to limit: Int) {
        guard candidate.parts.count == 1, case .text(var part) = candidate.parts[0] else { return }
        let words = part.text.split(whereSeparator: \.isWhitespace)
        guard words.count > max(limit, 0) else { return }
        part.text = words.prefix(max(limit, 0)).joined(separator: " ")
        candidate.parts = [.text(part)]
        candidate.finish = .length
    }

    /// FNV-1a over the request, in hex.
    private var digest: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in seed.readableBytesView { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }

    private static func text(_ part: Part) -> String {
        switch part {
        case .text(let part): part.text
        case .media(let media): "[\(media.kind.rawValue)]"
        case .toolResult(let result): result.content.map(text).joined()
        case .toolCall(let call): call.arguments
        case .reasoning(let reasoning): reasoning.text
        case .refusal(let said): said
        case .citation, .cacheMarker, .opaque: ""
        }
    }

    private static func words(in parts: [Part]) -> Int {
        parts.reduce(0) { $0 + text($1).split(whereSeparator: \.isWhitespace).count }
    }
}
