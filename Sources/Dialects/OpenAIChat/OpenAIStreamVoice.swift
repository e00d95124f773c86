import Wire

/// One candidate of a stream being written: which part is what, so that deltas find their member.
struct OpenAIStreamVoice {
    let candidate: Int
    /// Goes out with the next chunk.
    var logprobs: JSONValue?
    private var parts: [Int: Part] = [:]
    /// Place of each tool call among the tool calls.
    private var calls: [Int: Int] = [:]
    /// Calls of functions whose arguments have not begun.
    private var silent: Set<Int> = []
    private var details = 0

    init(candidate: Int) { self.candidate = candidate }

    mutating func open(_ part: Part, at index: Int, losses: inout Losses) -> [JSONObject] {
        parts[index] = part
        switch part {
        case .text(let text): return said("content", text.text) + (text.signature.map { signed($0) } ?? [])
        case .refusal(let text): return said("refusal", text)
        case .reasoning(let reasoning):
            // What is written again as a whole entry goes out when the part is closed.
            return reasoning.redacted == nil ? said("reasoning_content", reasoning.text) : []
        case .toolCall(let call): return [begin(call, at: index)]
        case .media(let media): return whole(media, &losses)
        case .citation(let citation):
            if let json = OpenAICitation.json(citation) { return [JSONObject([("annotations", .array([json]))])] }
            note("annotations", &losses)
        case .cacheMarker: break
        case .opaque, .toolResult: note(OpenAIAnswerWriter.name(of: part), &losses)
        }
        return []
    }

    mutating func delta(_ delta: PartDelta, at index: Int) -> [JSONObject] {
        guard let part = parts[index] else { return [] }
        switch (part, delta) {
        case (.text, .text(let text)): return said("content", text)
        case (.text, .signature(let signature)): return signed(signature)
        case (.refusal, .text(let text)): return said("refusal", text)
        case (.reasoning, .text(let text)):
            parts[index]?.apply(delta)
            return said("reasoning_content", text)
        case (.reasoning, .signature): parts[index]?.apply(delta)
        case (.toolCall(let call), .arguments(let more)):
            if !more.isEmpty { silent.remove(index) }
            let body: JSONValue = call.kind == .custom ? ["input": .string(more)] : ["arguments": .string(more)]
            return [grow(index, [(call.kind == .custom ? "custom" : "function", body)])]
        case (.toolCall, .signature(let signature)) where signature.dialect == .geminiGenerate:
            return [grow(index, [("extra_content", OpenAIToolCall.extraContent(signature))])]
        case (.media, .media(let data)): return [Self.audio("data", data)]
        case (.media, .transcript(let text)): return [Self.audio("transcript", text)]
        default: break
        }
        return []
    }

    /// Reasoning that must survive a second turn is told once more, whole, with its proof.
    mutating func close(_ index: Int) -> [JSONObject] {
        guard case .reasoning(let reasoning)? = parts.removeValue(forKey: index) else { return [] }
        let isOwn = reasoning.preserved.ownOpenAI["reasoning_details"] != nil
        guard reasoning.signature != nil || reasoning.redacted != nil || isOwn else { return [] }
        defer { details += 1 }
        let detail = OpenAIReasoning.detail(reasoning, index: details)
        return [JSONObject([("reasoning_details", .array([detail]))])]
    }

    /// "No arguments" is an empty object in OpenAI's form, where the text must parse. Of an answer that was cut it is
    /// not known whether there would have been some.
    mutating func finish(_ reason: FinishReason) -> [JSONObject] {
        defer { silent = [] }
        guard reason != .length else { return [] }
        return silent.sorted().map { grow($0, [("function", ["arguments": "{}"])]) }
    }

    private static func audio(_ member: String, _ text: String) -> JSONObject {
        let audio = JSONObject([(member, .string(text))])
        return JSONObject([("audio", .object(audio))])
    }

    private func said(_ member: String, _ text: String) -> [JSONObject] {
        text.isEmpty ? [] : [JSONObject([(member, .string(text))])]
    }

    private mutating func signed(_ signature: Signature) -> [JSONObject] {
        defer { details += 1 }
        return [JSONObject([("reasoning_details", .array([OpenAIReasoning.detail(signature, index: details)]))])]
    }

    private mutating func begin(_ call: ToolCall, at index: Int) -> JSONObject {
        let place = calls.count
        calls[index] = place
        if call.kind == .function, call.arguments.isEmpty { silent.insert(index) }
        let kind = call.kind == .custom ? "custom" : "function"
        let body: JSONValue = [
            "name": .string(call.name), (call.kind == .custom ? "input" : "arguments"): .string(call.arguments),
        ]
        var entry = JSONObject([
            ("index", .int(place)), ("id", .string(call.id)), ("type", .string(kind)), (kind, body),
        ])
        if let signature = call.signature, signature.dialect == .geminiGenerate {
            entry["extra_content"] = OpenAIToolCall.extraContent(signature)
        }
        entry.fill(call.preserved.ownOpenAI)
        return JSONObject([("tool_calls", .array([.object(entry)]))])
    }

    private func grow(_ index: Int, _ members: [(String, JSONValue)]) -> JSONObject {
        let entry = JSONObject([("index", .int(calls[index] ?? 0))] + members)
        return JSONObject([("tool_calls", .array([.object(entry)]))])
    }

    private func whole(_ media: Media, _ losses: inout Losses) -> [JSONObject] {
        switch media.kind {
        case .audio: return [JSONObject([("audio", OpenAIAnswerWriter.audio(media))])]
        case .image:
            if let image = OpenAIAnswerWriter.image(media) { return [JSONObject([("images", .array([image]))])] }
            note("image", &losses)
        case .video, .document: note(media.kind.rawValue, &losses)
        }
        return []
    }

    private func note(_ name: String, _ losses: inout Losses) {
        losses.note("choices[\(candidate)].message.\(name)", "no counterpart in openai-chat")
    }
}
