import Dialects
import NIOCore
import Wire

/// What a stream says, read as simply as can be and without the codec: the yardstick for folds.
struct OpenAIPlainReading {
    var text: [Int: String] = [:]
    var reasoning: [Int: String] = [:]
    var arguments: [Int: [String]] = [:]
    var promptTokens: Int?
    var completionTokens: Int?
    var hasError = false

    init(_ body: ByteBuffer) {
        for chunk in OpenAIChat.chunks(body) where chunk != "[DONE]" {
            guard let json = (try? JSONDocument(validating: chunk))?.root else { continue }
            if let error = json["error"], !error.isNull { hasError = true }
            promptTokens = json["usage"]?["prompt_tokens"]?.int ?? promptTokens
            completionTokens = json["usage"]?["completion_tokens"]?.int ?? completionTokens
            promptTokens = promptTokens ?? json["x_groq"]?["usage"]?["prompt_tokens"]?.int
            completionTokens = completionTokens ?? json["x_groq"]?["usage"]?["completion_tokens"]?.int
            guard let choices = json["choices"] else { continue }
            for choice in choices.elements {
                if let delta = choice["delta"] { read(delta, choice["index"]?.int ?? 0) }
            }
        }
    }

    private mutating func read(_ delta: JSONView, _ index: Int) {
        if let more = delta["content"]?.string { text[index, default: ""] += more }
        if let parts = delta["content"], parts.kind == .array {
            for part in parts.elements {
                text[index, default: ""] += part["text"]?.string ?? ""
                guard let thinking = part["thinking"] else { continue }
                for piece in thinking.elements { reasoning[index, default: ""] += piece["text"]?.string ?? "" }
            }
        }
        let said = delta["reasoning_content"]?.string ?? delta["reasoning"]?.string ?? ""
        reasoning[index, default: ""] += said
        if said.isEmpty, let details = delta["reasoning_details"] {
            for detail in details.elements {
                reasoning[index, default: ""] += detail["text"]?.string ?? detail["summary"]?.string ?? ""
            }
        }
        guard let calls = delta["tool_calls"] else { return }
        for call in calls.elements {
            if let id = call["id"]?.string, !id.isEmpty { arguments[index, default: []].append("") }
            guard let last = arguments[index]?.indices.last else { continue }
            arguments[index]?[last] += call["function"]?["arguments"]?.string ?? ""
        }
    }
}

extension Candidate {
    var text: String {
        parts.map { if case .text(let part) = $0 { part.text } else { "" } }.joined()
    }

    var reasoning: String {
        parts.map { if case .reasoning(let part) = $0 { part.text } else { "" } }.joined()
    }

    var calls: [ToolCall] {
        parts.compactMap { if case .toolCall(let call) = $0 { call } else { nil } }
    }

    var arguments: [String] { calls.map(\.arguments) }
}

extension [Part] {
    /// Unsigned reasoning in one part at the front: OpenAI's form has one text for all of it.
    var mergingReasoning: [Part] {
        let hasProof = contains { part in
            guard case .reasoning(let reasoning) = part else { return false }
            return reasoning.signature != nil || reasoning.redacted != nil || reasoning.preserved != nil
        }
        guard !hasProof else { return self }
        var text = ""
        var rest: [Part] = []
        for part in self {
            if case .reasoning(let reasoning) = part { text += reasoning.text } else { rest.append(part) }
        }
        return (text.isEmpty ? [] : [.reasoning(Reasoning(text: text))]) + rest
    }
}
