import Dialects
import Wire

/// One way to say what whole answers and streams say in different ways.
enum Spoken {
    static func of(_ answer: GenerationResponse, _ dialect: Dialect) -> GenerationResponse {
        var answer = answer
        // A line of a stream has no end of its own as the answer's time; its text is that of the last line.
        if dialect == .ollamaChat || dialect == .ollamaGenerate { answer.preserved = nil }
        for place in answer.candidates.indices {
            let parts = answer.candidates[place].parts.map(plain).filter(saysSomething)
            answer.candidates[place].parts = hasFixedPlaces(dialect) ? sorted(parts) : parts
            guard dialect == .geminiGenerate else { continue }
            answer.candidates[place].parts = sorted(joined(parts))
            // Streams have no event for it: what the codec keeps of it is told with the answer.
            answer.candidates[place].preserved = nil
            answer.preserved = nil
        }
        return answer
    }

    /// Whole answers of these forms have one place for all citations, streams name them when they come.
    private static func hasFixedPlaces(_ dialect: Dialect) -> Bool { dialect == .openAIChat || dialect == .cohereChat }

    private static func sorted(_ parts: [Part]) -> [Part] {
        let citations = parts.filter { if case .citation = $0 { true } else { false } }
        return parts.filter { if case .citation = $0 { false } else { true } } + citations
    }

    /// No arguments are an empty object.
    private static func plain(_ part: Part) -> Part {
        guard case .toolCall(var call) = part else { return part }
        if call.arguments == "{}" { call.arguments = "" }
        return .toolCall(call)
    }

    private static func saysSomething(_ part: Part) -> Bool {
        switch part {
        case .text(let text): !text.text.isEmpty || text.signature != nil
        case .reasoning(let reasoning): reasoning != Reasoning(text: "")
        default: true
        }
    }

    /// Gemini's streams do not say where a part ends: pieces of text in a row are one.
    private static func joined(_ parts: [Part]) -> [Part] {
        var result: [Part] = []
        for part in parts {
            if case .text(let more) = part, case .text(var before)? = result.last, before.signature == nil {
                before.text += more.text
                before.signature = more.signature
                result[result.count - 1] = .text(before)
            } else {
                result.append(part)
            }
        }
        return result
    }
}
