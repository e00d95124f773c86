import NIOCore
import Wire

extension Told {
    /// What a Gemini answer tells, by the rules of translation; a stream is events, or one array of them.
    static func gemini(_ body: ByteBuffer, isEvents: Bool) -> Told {
        var reader = GeminiPlainReader()
        if isEvents {
            for data in PlainEvents.data(String(buffer: body)) {
                if let event = try? JSONValue(parsing: data, maxDepth: 512) { reader.read(event) }
            }
        } else if let answer = try? JSONValue(parsing: body, maxDepth: 512) {
            for element in answer.array ?? [answer] { reader.read(element) }
        }
        return reader.told()
    }
}

private struct GeminiPlainReader {
    private var voices: [Int: Told.Voice] = [:]
    private var reasons: [Int: JSONValue] = [:]
    private var usage = JSONObject()
    private var isBlocked = false
    private var error: String?

    mutating func read(_ json: JSONValue) {
        if let error = json["error"] { self.error = error["message"]?.string ?? error.text }
        if json["promptFeedback"]?["blockReason"] != nil { isBlocked = true }
        for (key, value) in json["usageMetadata"]?.object ?? JSONObject() { usage[key] = value }
        for candidate in json["candidates"]?.array ?? [] {
            let index = candidate["index"]?.int ?? 0
            var voice = voices[index] ?? Told.Voice()
            for part in candidate["content"]?["parts"]?.array ?? [] { voice.addGemini(part) }
            voice.addLinks(candidate["groundingMetadata"])
            let recited = candidate["citationMetadata"]
            for citation in (recited?["citationSources"] ?? recited?["citations"])?.array ?? [] {
                if let url = citation["uri"]?.string, !url.isEmpty { voice.links.insert(url) }
            }
            voices[index] = voice
            if let reason = candidate["finishReason"] { reasons[index] = reason }
        }
    }

    func told() -> Told {
        var told = Told(voices: voices, error: error)
        for (index, voice) in voices {
            told.voices[index]?.finish = reasons[index].map { finish($0.string ?? $0.text, !voice.calls.isEmpty) }
        }
        if voices.isEmpty, isBlocked { told.voices[0] = Told.Voice(finish: "content_filter") }
        guard !usage.isEmpty else { return told }
        let number = { (key: String) in usage[key]?.int ?? 0 }
        let thoughts = number("thoughtsTokenCount")
        told.count = Told.Count(
            prompt: number("promptTokenCount") + number("toolUsePromptTokenCount"),
            completion: number("candidatesTokenCount") + thoughts, cached: usage["cachedContentTokenCount"]?.int,
            reasoning: thoughts > 0 ? thoughts : nil)
        return told
    }

    private func finish(_ reason: String, _ hasCalls: Bool) -> String {
        switch reason {
        case "STOP", "1": hasCalls ? "tool_calls" : "stop"
        case "MAX_TOKENS", "2": "length"
        case "SAFETY", "3", "RECITATION", "4", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY",
            "MODEL_ARMOR", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION":
            "content_filter"
        case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE",
            "NO_IMAGE", "IMAGE_OTHER", "MISSING_THOUGHT_SIGNATURE":
            "error"
        default: reason
        }
    }
}

extension Told.Voice {
    /// The pages that support the text; where no support is named, all that were found.
    fileprivate mutating func addLinks(_ grounding: JSONValue?) {
        let chunks = (grounding?["groundingChunks"]?.array ?? []).map { $0["web"]?["uri"]?.string }
        let supports = grounding?["groundingSupports"]?.array ?? []
        let used = supports.flatMap { $0["groundingChunkIndices"]?.array ?? [] }.compactMap(\.int)
        for index in used.isEmpty ? Array(chunks.indices) : used where chunks.indices.contains(index) {
            if let url = chunks[index] { links.insert(url) }
        }
    }

    fileprivate mutating func addGemini(_ part: JSONValue) {
        if let call = part["functionCall"] {
            // Without a name it goes on with the call before.
            guard let name = call["name"]?.string, !name.isEmpty else { return }
            let isPartial = call["partialArgs"] != nil || call["willContinue"]?.bool == true
            calls.append(
                Told.Call(
                    id: call["id"]?.string, name: name, arguments: isPartial ? nil : call["args"]?.text ?? ""))
        } else if let said = part["text"]?.string {
            if part["thought"]?.bool == true { reasoning += said } else { text += said }
        }
    }
}
