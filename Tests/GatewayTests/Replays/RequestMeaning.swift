import Dialects
import Wire

/// What a request asks, in lines that can be compared: one for each thing that must survive a translation.
///
/// Left out is what two dialects say differently without meaning another thing: ids of calls, names of schemas, the
/// order of results within a turn, borders between texts, empty texts, how many tokens "high" is. Left out too are the
/// blocks only their own dialect knows, which the OpenAI form cannot hold.
struct RequestMeaning {
    private var said: [(kind: String, text: String)] = []

    var lines: [String] { said.map { "\($0.kind) \($0.text)" } }

    init(_ request: GenerationRequest) {
        for message in request.messages {
            let side = message.role == .tool ? "user" : message.role == .developer ? "system" : message.role.rawValue
            for part in message.parts { add(part, side) }
        }
        for tool in request.tools { add(tool) }
        add(request.sampling)
        // Left out, the choice is the model's.
        if let choice = request.toolChoice, choice != .auto { say("choice", "\(choice)") }
        if let limit = request.maxOutputTokens { say("limit", "\(limit)") }
        if let user = request.endUser { say("user", user) }
        if case .jsonSchema(let format) = request.output { say("schema", format.schema.text) }
        if let budget = request.reasoning?.budget { say("thinking", budget == 0 ? "off" : "on") }
    }

    private mutating func say(_ kind: String, _ text: String) { said.append((kind, text)) }

    /// Goes on with the line before when that is of the same kind.
    private mutating func goOn(_ kind: String, _ text: String) {
        guard !text.allSatisfy(\.isWhitespace) else { return }
        if said.last?.kind == kind { said[said.count - 1].text += text } else { say(kind, text) }
    }

    private mutating func add(_ part: Part, _ side: String) {
        switch part {
        case .text(let text):
            goOn("\(side) says", text.text)
            if let signature = text.signature { say("\(side) signs", signature.value) }
        case .refusal(let text): goOn("\(side) says", text)
        case .media(let media): say("shows", Self.source(media))
        case .toolCall(let call):
            let arguments = (try? JSONValue(parsing: call.arguments.isEmpty ? "{}" : call.arguments))?.text
            say("\(side) calls", "\(call.name) \(arguments ?? call.arguments)")
            if let signature = call.signature { say("\(side) signs", signature.value) }
        case .toolResult(let result):
            for part in result.content { add(part, "tool") }
        case .reasoning(let reasoning):
            goOn("\(side) thinks", reasoning.text)
            if let proof = reasoning.redacted ?? reasoning.signature { say("\(side) proves", proof.value) }
        case .cacheMarker: say("cache", "")
        case .citation, .opaque: break
        }
    }

    private mutating func add(_ tool: Tool) {
        switch tool {
        case .function(let function):
            say("tool", "\(function.name): \(function.description ?? "")")
            say("tool", "\(function.name) takes \(function.parameters?["properties"]?.text ?? "{}")")
            if function.cacheMarker != nil { say("cache", "") }
        case .webSearch: say("tool", "web search")
        case .opaque: break
        }
    }

    private mutating func add(_ sampling: Sampling) {
        let numbers = [
            ("temperature", sampling.temperature), ("top_k", sampling.topK), ("seed", sampling.seed),
            ("frequency penalty", sampling.frequencyPenalty), ("presence penalty", sampling.presencePenalty),
        ]
        for (name, number) in numbers {
            if let number { say(name, number.text) }
        }
        if let stop = sampling.stop, !stop.isEmpty { say("stop", "\(stop)") }
    }

    private static func source(_ media: Media) -> String {
        switch media.source {
        case .base64(let data): String(data.prefix(40))
        case .url(let url): url
        case .file(let id, _): id
        case .text(let text): text
        }
    }

    /// Lines of this one that the other lacks.
    func missing(in other: RequestMeaning) -> [String] {
        var rest = other.lines
        return lines.filter { line in
            guard let place = rest.firstIndex(of: line) else { return true }
            rest.remove(at: place)
            return false
        }
    }
}
